/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-palette.h"

#include <math.h>

/* 0xRRGGBB; boundary fills are laid over the ground with the alpha below. */
typedef struct {
  guint32 ground, grid, text, text_dim;
  guint32 process_fill, process_line;
  guint32 store_fill, store_line;
  guint32 actor_fill, actor_line;
  guint32 hostile_fill;
  guint32 boundary, tag_fill, tag_text;
  guint32 dimmed_fill, dimmed_line;
  guint32 edge, attack, threat;
  guint32 badge_fill, badge_text;
  guint32 chip_fill, chip_line;
  guint32 accent, guide;
  double  boundary_alpha;
  double  veil_alpha;
  double  line_width;
} Colours;

static const Colours light = {
  .ground = 0xfcfcfd, .grid = 0xd4d3d9, .text = 0x26232c, .text_dim = 0x68656f,
  .process_fill = 0xe7f0fc, .process_line = 0x2a6fc9,
  .store_fill = 0xe3f4ec, .store_line = 0x1d8158,
  .actor_fill = 0xfcf0df, .actor_line = 0xae6410,
  .hostile_fill = 0xfbe6e6,
  .boundary = 0x8a50a8, .tag_fill = 0xf1e6f6, .tag_text = 0x6d3689,
  .dimmed_fill = 0xf5f5f6, .dimmed_line = 0x84828a,
  .edge = 0x68656f, .attack = 0xb8203a, .threat = 0xd02a35,
  .badge_fill = 0xc01c28, .badge_text = 0xffffff,
  .chip_fill = 0xfff6d8, .chip_line = 0x77590a,
  .accent = 0x3584e4, .guide = 0xd6338a,
  .boundary_alpha = 0.035, .veil_alpha = 0.7, .line_width = 1.5,
};

static const Colours dark = {
  .ground = 0x1e1e21, .grid = 0x3f3f45, .text = 0xf4f3f6, .text_dim = 0xa9a6b0,
  .process_fill = 0x21324b, .process_line = 0x6ea8f0,
  .store_fill = 0x1b3b30, .store_line = 0x52c294,
  .actor_fill = 0x41311c, .actor_line = 0xe3a35c,
  .hostile_fill = 0x452427,
  .boundary = 0xc18fdc, .tag_fill = 0x3c2c47, .tag_text = 0xdcb6f0,
  .dimmed_fill = 0x28282b, .dimmed_line = 0x8a8890,
  .edge = 0xa9a6b0, .attack = 0xff8080, .threat = 0xff6b66,
  .badge_fill = 0xd62a35, .badge_text = 0xffffff,
  .chip_fill = 0x3f371b, .chip_line = 0xf0cf62,
  .accent = 0x62a0ea, .guide = 0xff7ac1,
  .boundary_alpha = 0.05, .veil_alpha = 0.7, .line_width = 1.5,
};

static const Colours light_contrast = {
  .ground = 0xffffff, .grid = 0xb5b5b5, .text = 0x000000, .text_dim = 0x3d3d3d,
  .process_fill = 0xffffff, .process_line = 0x0b3a82,
  .store_fill = 0xffffff, .store_line = 0x00512f,
  .actor_fill = 0xffffff, .actor_line = 0x6b3700,
  .hostile_fill = 0xffffff,
  .boundary = 0x551a73, .tag_fill = 0xffffff, .tag_text = 0x551a73,
  .dimmed_fill = 0xffffff, .dimmed_line = 0x4a4a4a,
  .edge = 0x1a1a1a, .attack = 0x8f0018, .threat = 0xa30012,
  .badge_fill = 0xa30012, .badge_text = 0xffffff,
  .chip_fill = 0xffffff, .chip_line = 0x3b2c00,
  .accent = 0x1a5fb4, .guide = 0xa8005f,
  .boundary_alpha = 0, .veil_alpha = 0.25, .line_width = 2,
};

static const Colours dark_contrast = {
  .ground = 0x000000, .grid = 0x606060, .text = 0xffffff, .text_dim = 0xd8d8d8,
  .process_fill = 0x000000, .process_line = 0xa9cdff,
  .store_fill = 0x000000, .store_line = 0x8ff0c0,
  .actor_fill = 0x000000, .actor_line = 0xffd09a,
  .hostile_fill = 0x000000,
  .boundary = 0xe6bfff, .tag_fill = 0x000000, .tag_text = 0xe6bfff,
  .dimmed_fill = 0x000000, .dimmed_line = 0xc0c0c0,
  .edge = 0xf0f0f0, .attack = 0xff9d9d, .threat = 0xff8c86,
  .badge_fill = 0xff8c86, .badge_text = 0x000000,
  .chip_fill = 0x000000, .chip_line = 0xffe48a,
  .accent = 0x99c1f1, .guide = 0xff9ad0,
  .boundary_alpha = 0, .veil_alpha = 0.25, .line_width = 2,
};

PpColour
pp_colour_from_rgb (guint32 rgb,
                    double  alpha)
{
  return (PpColour) { (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0, alpha };
}

static PpColour
opaque (guint32 rgb)
{
  return pp_colour_from_rgb (rgb, 1);
}

static PpTint
tint (guint32 fill,
      guint32 line)
{
  return (PpTint) { opaque (fill), opaque (line) };
}

void
pp_palette_init (PpPalette          *self,
                 const PpAppearance *appearance)
{
  const Colours *colours = appearance->high_contrast ? (appearance->dark ? &dark_contrast : &light_contrast)
                                                     : (appearance->dark ? &dark : &light);

  *self = (PpPalette) {
    .ground = opaque (colours->ground),
    .grid = opaque (colours->grid),
    .text = opaque (colours->text),
    .text_dim = opaque (colours->text_dim),
    .process = tint (colours->process_fill, colours->process_line),
    .store = tint (colours->store_fill, colours->store_line),
    .actor = tint (colours->actor_fill, colours->actor_line),
    .hostile = tint (colours->hostile_fill, colours->attack),
    .note = tint (colours->ground, colours->edge),
    .boundary = { pp_colour_from_rgb (colours->boundary, colours->boundary_alpha),
                  opaque (colours->boundary) },
    .boundary_tag = tint (colours->tag_fill, colours->tag_text),
    .dimmed = tint (colours->dimmed_fill, colours->dimmed_line),
    .edge = opaque (colours->edge),
    .attack = opaque (colours->attack),
    .threat = opaque (colours->threat),
    .badge = tint (colours->badge_fill, colours->badge_text),
    .chip = tint (colours->chip_fill, colours->chip_line),
    .accent = opaque (appearance->accent != 0 ? appearance->accent : colours->accent),
    .guide = opaque (colours->guide),
    .veil = pp_colour_from_rgb (colours->ground, colours->veil_alpha),
    .line_width = colours->line_width,
  };
}

const PpTint *
pp_palette_get_tint (const PpPalette *self,
                     PpDfdClass       dfd_class)
{
  switch (dfd_class)
    {
    case PP_DFD_STORE:
      return &self->store;
    case PP_DFD_ACTOR:
      return &self->actor;
    case PP_DFD_BOUNDARY:
      return &self->boundary;
    case PP_DFD_TEXT:
      return &self->note;
    case PP_DFD_PROCESS:
    case PP_DFD_FLOW:
    default:
      return &self->process;
    }
}

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const PpColour *colour)
{
  return 0.2126 * linear (colour->red) + 0.7152 * linear (colour->green) + 0.0722 * linear (colour->blue);
}

double
pp_colour_contrast (const PpColour *a,
                    const PpColour *b)
{
  double first = luminance (a), second = luminance (b);

  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}

PpColour
pp_colour_over (const PpColour *over,
                const PpColour *under)
{
  double rest = 1 - over->alpha;

  return (PpColour) { over->red * over->alpha + under->red * rest,
                      over->green * over->alpha + under->green * rest,
                      over->blue * over->alpha + under->blue * rest, 1 };
}
