/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* How the panels beside the diagram share the room that there is, and how the keyboard gets to them. */

#include "pp-editor-private.h"

#include "pp-settings.h"
#include "pp-text-scale.h"

/* Below the first width palette and inspector do not fit at the same time, below the second neither
 * fits beside the canvas. */
#define TWO_PANELS_WIDTH_PX 860
#define ONE_PANEL_WIDTH_PX 600

/* In a low window the threats leave more of it to the diagram. */
#define LOW_HEIGHT_PX 620
#define THREATS_HEIGHT_PX 270
#define LOW_THREATS_HEIGHT_PX 200

gboolean
_pp_editor_is_shown (PpEditor  *self,
                     GtkWidget *panel)
{
  if (self->n_fitting < 2)
    return panel == self->only_panel;
  return panel == GTK_WIDGET (self->palette) ? self->show_palette : self->show_inspector;
}

void
_pp_editor_update_panels (PpEditor *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->palette), _pp_editor_is_shown (self, GTK_WIDGET (self->palette)));
  gtk_widget_set_visible (GTK_WIDGET (self->inspector), _pp_editor_is_shown (self, GTK_WIDGET (self->inspector)));
  g_object_notify (G_OBJECT (self), "show-palette");
  g_object_notify (G_OBJECT (self), "show-inspector");
}

static gboolean
fold_cb (gpointer user_data)
{
  PpEditor *self = PP_EDITOR (user_data);

  self->fold_idle = 0;
  gtk_widget_set_size_request (GTK_WIDGET (self->threats), -1,
                               self->is_low ? LOW_THREATS_HEIGHT_PX : THREATS_HEIGHT_PX);
  _pp_editor_update_panels (self);
  return G_SOURCE_REMOVE;
}

/* When room goes, one panel of two stays, and none of one; when it comes back, all is as it was. */
static void
set_n_fitting (PpEditor *self,
               int       n_fitting)
{
  self->n_fitting = n_fitting;
  if (n_fitting == 0)
    self->only_panel = NULL;
  else if (n_fitting == 1 && self->only_panel == NULL)
    self->only_panel = self->show_inspector ? GTK_WIDGET (self->inspector)
                       : self->show_palette ? GTK_WIDGET (self->palette) : NULL;
  if (self->fold_idle == 0)
    self->fold_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fold_cb, self, NULL);
}

void
_pp_editor_show_panel (PpEditor  *self,
                       GtkWidget *panel,
                       gboolean   shown)
{
  GSettings *settings = pp_settings_get_default ();
  gboolean is_palette = panel == GTK_WIDGET (self->palette);

  if (_pp_editor_is_shown (self, panel) == shown)
    return;
  if (self->n_fitting < 2)
    self->only_panel = shown ? panel : NULL;
  else
    {
      *(is_palette ? &self->show_palette : &self->show_inspector) = shown;
      g_settings_set_boolean (settings, is_palette ? "palette-visible" : "inspector-visible", shown);
    }
  _pp_editor_update_panels (self);
}

/* The position of a pane is counted from its start, so the width of the window must be known. */
static void
place_panels (PpEditor *self,
              int       width)
{
  GSettings *settings = pp_settings_get_default ();
  int palette_width = g_settings_get_int (settings, "palette-width");

  self->placed = TRUE;
  gtk_paned_set_position (self->outer_paned, palette_width);
  if (_pp_editor_is_shown (self, GTK_WIDGET (self->palette)))
    width -= palette_width;
  gtk_paned_set_position (self->inner_paned, MAX (0, width - g_settings_get_int (settings, "inspector-width")));
}

void
_pp_editor_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  PpEditor *self = PP_EDITOR (widget);
  double scale = pp_text_scale_get (widget);
  gboolean is_low = height < LOW_HEIGHT_PX;
  int n_fitting = width < ONE_PANEL_WIDTH_PX * scale ? 0 : width < TWO_PANELS_WIDTH_PX * scale ? 1 : 2;
  int minimum;

  if (n_fitting != self->n_fitting || is_low != self->is_low)
    {
      self->is_low = is_low;
      set_n_fitting (self, n_fitting);
    }
  if (!self->placed)
    place_panels (self, width);
  /* Until the panels are folded, the next moment, there may be too little room for all. */
  gtk_widget_measure (GTK_WIDGET (self->threats_paned), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  width = MAX (width, minimum);
  gtk_widget_allocate (GTK_WIDGET (self->threats_paned), width, height, baseline, NULL);
}

void
_pp_editor_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  PpEditor *self = PP_EDITOR (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    {
      gtk_widget_measure (GTK_WIDGET (self->threats_paned), GTK_ORIENTATION_HORIZONTAL, -1, minimum, NULL, NULL, NULL);
      for_size = MAX (for_size, *minimum);
    }
  gtk_widget_measure (GTK_WIDGET (self->threats_paned), orientation, for_size, minimum, natural, NULL, NULL);
  /* Panels fold away when the window is too narrow for them, so they do not keep it wide. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, 320);
  *minimum_baseline = *natural_baseline = -1;
}

/**
 * pp_editor_remember_widths:
 * @self: an editor that is about to go
 *
 * Keeps the widths of the panels for the next window.
 */
void
pp_editor_remember_widths (PpEditor *self)
{
  GSettings *settings = pp_settings_get_default ();

  g_return_if_fail (PP_IS_EDITOR (self));
  if (gtk_widget_get_mapped (GTK_WIDGET (self->palette)))
    g_settings_set_int (settings, "palette-width",
                        CLAMP (gtk_widget_get_width (GTK_WIDGET (self->palette)), 120, 2000));
  if (gtk_widget_get_mapped (GTK_WIDGET (self->inspector)))
    g_settings_set_int (settings, "inspector-width",
                        CLAMP (gtk_widget_get_width (GTK_WIDGET (self->inspector)), 200, 2000));
}

void
pp_editor_focus_palette (PpEditor *self)
{
  g_return_if_fail (PP_IS_EDITOR (self));
  g_object_set (self, "show-palette", TRUE, NULL);
  pp_palette_focus (PP_PALETTE (pp_later_get (self->palette)));
}

void
pp_editor_focus_canvas (PpEditor *self)
{
  g_return_if_fail (PP_IS_EDITOR (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

void
pp_editor_focus_inspector (PpEditor *self)
{
  g_return_if_fail (PP_IS_EDITOR (self));
  g_object_set (self, "show-inspector", TRUE, NULL);
  pp_inspector_focus (self->inspector);
}

void
pp_editor_focus_threats (PpEditor *self)
{
  g_return_if_fail (PP_IS_EDITOR (self));
  g_object_set (self, "show-threats", TRUE, NULL);
  pp_threat_panel_focus (_pp_editor_get_threats (self));
}

void
pp_editor_focus_paths (PpEditor *self)
{
  g_return_if_fail (PP_IS_EDITOR (self));
  g_object_set (self, "show-threats", TRUE, NULL);
  pp_threat_panel_focus_paths (_pp_editor_get_threats (self));
}
