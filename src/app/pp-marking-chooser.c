/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-marking-chooser.h"

#include <glib/gi18n.h>

#include "pp-combo-row.h"
#include "pp-inspector-tags-row.h"

/* A level for each scheme, and caveats. */
struct _PpMarkingChooser {
  AdwPreferencesGroup  parent_instance;

  /* Borrowed: children */
  AdwComboRow         *level_rows[PP_N_MARKING_SCHEMES];
  PpInspectorTagsRow  *caveats_row;

  /* State */
  gboolean             showing;
};

G_DEFINE_FINAL_TYPE (PpMarkingChooser, pp_marking_chooser, ADW_TYPE_PREFERENCES_GROUP)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed_cb (PpMarkingChooser *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
pp_marking_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PP_MARKING_CHOOSER (widget)->level_rows[0]));
}

static void
pp_marking_chooser_class_init (PpMarkingChooserClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = pp_marking_chooser_grab_focus;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static AdwComboRow *
make_level_row (PpMarkingChooser *self,
                PpMarkingScheme   scheme)
{
  const char * const *levels = pp_marking_scheme_list_levels (scheme);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), pp_marking_scheme_get_name (scheme));
  gtk_string_list_append (list, _("Not marked"));
  for (guint i = 0; levels[i] != NULL; i++)
    gtk_string_list_append (list, levels[i]);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  pp_combo_row_show_sentences (ADW_COMBO_ROW (row));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return ADW_COMBO_ROW (row);
}

static void
pp_marking_chooser_init (PpMarkingChooser *self)
{
  for (guint scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      self->level_rows[scheme] = make_level_row (self, scheme);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->level_rows[scheme]));
    }
  self->caveats_row = PP_INSPECTOR_TAGS_ROW (pp_inspector_tags_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->caveats_row), _("Ca_veats"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self->caveats_row), TRUE);
  g_signal_connect_object (self->caveats_row, "edited", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->caveats_row));
}

void
pp_marking_chooser_set_marking (PpMarkingChooser *self,
                                const PpMarking  *marking)
{
  g_return_if_fail (PP_IS_MARKING_CHOOSER (self) && marking != NULL);

  self->showing = TRUE;
  for (guint scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    adw_combo_row_set_selected (self->level_rows[scheme], marking->levels[scheme]);
  pp_inspector_tags_row_set_tags (self->caveats_row, (const char * const *) marking->caveats);
  self->showing = FALSE;
}

/**
 * pp_marking_chooser_dup_marking:
 * @self: a chooser
 *
 * Returns: (transfer full): what is chosen; may be empty
 */
PpMarking *
pp_marking_chooser_dup_marking (PpMarkingChooser *self)
{
  PpMarking *marking = pp_marking_new ();

  g_return_val_if_fail (PP_IS_MARKING_CHOOSER (self), marking);

  for (guint scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      guint selected = adw_combo_row_get_selected (self->level_rows[scheme]);

      marking->levels[scheme] = selected != GTK_INVALID_LIST_POSITION ? selected : 0;
    }
  pp_inspector_tags_row_flush (self->caveats_row);
  pp_marking_set_caveats (marking, pp_inspector_tags_row_get_tags (self->caveats_row));
  return marking;
}
