/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-text.h"

#include <hb.h>
#include <math.h>

/* Letters below this are looked up in a table: Latin, Greek, Cyrillic. */
#define N_ADVANCES 0x530

typedef struct {
  double        size;
  PangoWeight   weight;
} Style;

static const Style styles[PP_N_TEXT_STYLES] = {
  [PP_TEXT_NAME] = { 13, PANGO_WEIGHT_SEMIBOLD },
  [PP_TEXT_LABEL] = { 12, PANGO_WEIGHT_NORMAL },
  [PP_TEXT_DETAIL] = { 10.5, PANGO_WEIGHT_NORMAL },
  [PP_TEXT_TITLE] = { 12, PANGO_WEIGHT_BOLD },
  [PP_TEXT_NOTE] = { 13, PANGO_WEIGHT_NORMAL },
  [PP_TEXT_BADGE] = { 11, PANGO_WEIGHT_BOLD },
  [PP_TEXT_CHIP] = { 9, PANGO_WEIGHT_BOLD },
  [PP_TEXT_HEADING] = { 20, PANGO_WEIGHT_BOLD },
};

typedef struct {
  PangoFont *font;
  hb_font_t *hb_font;           /* borrowed from the font */
  float     *advances;          /* NAN where the font has no such letter */
  double     line_height;
} Face;

struct _PpRuler {
  PangoContext *context;
  char         *family;
  double        scale;
  Face          faces[PP_N_TEXT_STYLES];
};

double
pp_text_get_size (PpTextStyle style)
{
  return styles[style].size;
}

/**
 * pp_text_new_font:
 * @style: what the text is
 * @size: of the letters, in units of the drawing
 * @family: (nullable): the family; where it is not there, and for %NULL, that of exports
 *
 * Returns: (transfer full): the font
 */
PangoFontDescription *
pp_text_new_font (PpTextStyle style,
                  double      size,
                  const char *family)
{
  PangoFontDescription *font = pango_font_description_new ();
  g_autofree char *families = family != NULL ? g_strconcat (family, ", ", PP_TEXT_FAMILY, NULL) : NULL;

  pango_font_description_set_family (font, families != NULL ? families : PP_TEXT_FAMILY);
  pango_font_description_set_weight (font, styles[style].weight);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  return font;
}

void
pp_text_prepare_context (PangoContext *context)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  /* Letters are placed by their true widths: rounding them to pixels makes lines grow and shrink from
   * one zoom to the next. */
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 96);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);
}

PangoContext *
pp_text_new_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());

  /* Languages shape letters in their own ways, Turkish without ligatures of f and i: what is exported is the
   * same wherever it is made. */
  pango_context_set_language (context, pango_language_from_string ("en"));
  pp_text_prepare_context (context);
  return context;
}

gboolean
pp_text_is_run_on (const char *text,
                   guint       max_lines)
{
  guint n_lines = 1;

  for (const char *p = text; max_lines > 0 && *p != '\0' && n_lines <= max_lines; p++)
    n_lines += *p == '\n' ? 1 : 0;
  return max_lines > 0 && n_lines > max_lines;
}

PpRuler *
pp_ruler_new (void)
{
  PpRuler *self = g_new0 (PpRuler, 1);

  self->context = pp_text_new_context ();
  self->scale = 1;
  return self;
}

static void
forget_faces (PpRuler *self)
{
  for (guint i = 0; i < PP_N_TEXT_STYLES; i++)
    {
      g_clear_object (&self->faces[i].font);
      g_clear_pointer (&self->faces[i].advances, g_free);
    }
}

void
pp_ruler_set_font (PpRuler          *self,
                   const PpTextFont *font)
{
  if (g_strcmp0 (self->family, font->family) != 0)
    {
      forget_faces (self);
      g_free (self->family);
      self->family = g_strdup (font->family);
    }
  self->scale = CLAMP (font->scale, 1, PP_TEXT_MAX_SCALE);
}

double
pp_ruler_get_scale (PpRuler *self)
{
  return self->scale;
}

void
pp_ruler_free (PpRuler *self)
{
  forget_faces (self);
  g_free (self->family);
  g_object_unref (self->context);
  g_free (self);
}

static void
load_advances (Face  *face,
               double size)
{
  int scale = 1;

  face->advances = g_new (float, N_ADVANCES);
  if (face->hb_font != NULL)
    hb_font_get_scale (face->hb_font, &scale, NULL);
  for (guint letter = 0; letter < N_ADVANCES; letter++)
    {
      hb_codepoint_t glyph;

      face->advances[letter] = NAN;
      if (face->hb_font != NULL && hb_font_get_nominal_glyph (face->hb_font, letter, &glyph))
        face->advances[letter] = hb_font_get_glyph_h_advance (face->hb_font, glyph) * size / scale;
    }
}

static Face *
get_face (PpRuler     *self,
          PpTextStyle  style)
{
  Face *face = &self->faces[style];
  PangoFontDescription *description;
  PangoFontMetrics *metrics;

  if (face->advances != NULL)
    return face;

  description = pp_text_new_font (style, styles[style].size, self->family);
  face->font = pango_context_load_font (self->context, description);
  face->hb_font = face->font != NULL ? pango_font_get_hb_font (face->font) : NULL;
  load_advances (face, styles[style].size);

  metrics = pango_context_get_metrics (self->context, description, NULL);
  face->line_height = (double) (pango_font_metrics_get_ascent (metrics) +
                                pango_font_metrics_get_descent (metrics)) / PANGO_SCALE;
  pango_font_metrics_unref (metrics);
  pango_font_description_free (description);
  return face;
}

double
pp_ruler_line_height (PpRuler     *self,
                      PpTextStyle  style)
{
  return get_face (self, style)->line_height;
}

static PpTextSize
measure_by_layout (PpRuler     *self,
                   PpTextStyle  style,
                   const char  *text,
                   double       max_width,
                   guint        max_lines)
{
  g_autoptr(PangoLayout) layout = pango_layout_new (self->context);
  PangoFontDescription *font = pp_text_new_font (style, styles[style].size, self->family);
  PangoRectangle extents;
  PpTextSize size;

  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, max_width * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (max_lines > 0)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_height (layout, -(int) max_lines);
    }
  pango_layout_get_extents (layout, NULL, &extents);
  size.width = (double) extents.width / PANGO_SCALE;
  size.height = (double) extents.height / PANGO_SCALE;
  size.n_lines = pango_layout_get_line_count (layout);
  pango_font_description_free (font);
  return size;
}

typedef struct {
  double max_width;
  double widest;
  double line;                  /* width of the line so far, up to the last place to break */
  double word;                  /* width since then */
  double space;                 /* width of blanks at the end of line */
  guint  n_lines;
} Breaker;

static void
end_line (Breaker *self)
{
  self->widest = MAX (self->widest, self->line);
  self->n_lines++;
  self->line = self->space = 0;
}

/* A place where the line may break has been reached. */
static void
end_word (Breaker *self)
{
  if (self->line > 0 && self->line + self->space + self->word > self->max_width)
    end_line (self);
  while (self->word > self->max_width)
    {
      self->line = self->max_width;
      self->word -= self->max_width;
      end_line (self);
    }
  self->line += self->space + self->word;
  self->word = self->space = 0;
}

static gboolean
break_lines (const Face *face,
             const char *text,
             gboolean    run_on,
             Breaker    *breaker)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (letter == '\n' && run_on)
        letter = ' ';
      if (letter == '\n')
        {
          end_word (breaker);
          end_line (breaker);
          continue;
        }
      if (letter >= N_ADVANCES || isnan (face->advances[letter]))
        return FALSE;
      if (letter == ' ')
        {
          end_word (breaker);
          breaker->space += face->advances[letter];
          continue;
        }
      breaker->word += face->advances[letter];
      if (letter == '-' || letter == '/')
        end_word (breaker);
    }
  end_word (breaker);
  end_line (breaker);
  return TRUE;
}

PpTextSize
pp_ruler_measure (PpRuler     *self,
                  PpTextStyle  style,
                  const char  *text,
                  double       max_width,
                  guint        max_lines)
{
  Face *face = get_face (self, style);
  Breaker breaker = { .max_width = MAX (max_width, 1) };

  if (text == NULL || *text == '\0')
    return (PpTextSize) { 0, 0, 0 };
  if (!break_lines (face, text, pp_text_is_run_on (text, max_lines), &breaker))
    return measure_by_layout (self, style, text, max_width, max_lines);
  if (max_lines > 0 && breaker.n_lines > max_lines)
    breaker.n_lines = max_lines;
  return (PpTextSize) { breaker.widest, breaker.n_lines * face->line_height, breaker.n_lines };
}
