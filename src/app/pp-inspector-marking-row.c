/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-inspector-marking-row.h"

#include <glib/gi18n.h>

#include "pp-combo-row.h"
#include "pp-inspector-tags-row.h"
#include "pp-marking-change.h"
#include "pp-marking.h"

#define SET_MARKING N_("Change Marking")

struct _PpInspectorMarkingRow {
  AdwExpanderRow      parent_instance;

  /* owned */
  PpInspectorSubject *subject;

  /* borrowed: rows of ours, NULL until the row is opened for the first time */
  AdwComboRow        *levels[PP_N_MARKING_SCHEMES];
  PpInspectorTagsRow *caveats;

  /* state */
  gboolean            showing;
};

G_DEFINE_FINAL_TYPE (PpInspectorMarkingRow, pp_inspector_marking_row, ADW_TYPE_EXPANDER_ROW)

static PpMarking *
dup_marking (JsonNode *value)
{
  PpMarking *marking = value != NULL ? pp_marking_new_from_json (value, NULL) : NULL;

  return marking != NULL ? marking : pp_marking_new ();
}

typedef void (* EditFunc) (PpMarking     *marking,
                           gconstpointer  data);

static void refresh (PpInspectorMarkingRow *self);

/* When somebody kept the marking the row must show it again. */
static void
edited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  PpInspectorMarkingRow *self = PP_INSPECTOR_MARKING_ROW (source);

  if (!pp_marking_change_finish (result) && self->subject != NULL)
    refresh (self);
}

/* Changes one part of each record's marking, whatever the other parts are, in one step. */
static void
edit_markings (PpInspectorMarkingRow *self,
               EditFunc               edit,
               gconstpointer          data)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();

  for (guint i = 0; i < pp_inspector_subject_get_n_ids (self->subject); i++)
    {
      PpRecord *record = pp_inspector_subject_get_record (self->subject, i);
      g_autoptr (JsonNode) before = NULL;
      g_autoptr (JsonNode) after = NULL;
      g_autoptr (PpMarking) old_marking = NULL;
      g_autoptr (PpMarking) marking = NULL;

      if (record == NULL)
        continue;
      before = pp_record_dup_field (record, "marking");
      old_marking = dup_marking (before);
      marking = pp_marking_copy (old_marking);
      edit (marking, data);
      if (pp_marking_equal (old_marking, marking))
        continue;
      after = pp_marking_is_empty (marking) ? NULL : pp_marking_to_json (marking);
      g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (record),
                                                   pp_record_get_id (record), "marking",
                                                   before, after));
    }
  pp_inspector_subject_end_typing (self->subject);
  pp_marking_change_async (GTK_WIDGET (self), pp_inspector_subject_get_history (self->subject), SET_MARKING, changes,
                           edited_cb, NULL);
}

typedef struct {
  PpMarkingScheme  scheme;
  const char      *level;
} LevelEdit;

static void
edit_level (PpMarking     *marking,
            gconstpointer  data)
{
  const LevelEdit *level_edit = data;

  pp_marking_set_level (marking, level_edit->scheme, level_edit->level);
}

static void
edit_caveats (PpMarking     *marking,
              gconstpointer  data)
{
  pp_marking_set_caveats (marking, data);
}

static void
level_chosen_cb (PpInspectorMarkingRow *self,
                 GParamSpec            *pspec,
                 AdwComboRow           *row)
{
  guint position = adw_combo_row_get_selected (row);

  if (self->showing || position == GTK_INVALID_LIST_POSITION)
    return;
  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    if (self->levels[scheme] == row)
      {
        const char * const *levels = pp_marking_scheme_list_levels (scheme);
        LevelEdit level_edit = { scheme, position > 0 ? levels[position - 1] : NULL };

        edit_markings (self, edit_level, &level_edit);
      }
}

static void
caveats_edited_cb (PpInspectorMarkingRow *self)
{
  edit_markings (self, edit_caveats, pp_inspector_tags_row_get_tags (self->caveats));
}

static guint
find_position (const PpMarking *marking,
               PpMarkingScheme  scheme)
{
  const char *level = pp_marking_get_level (marking, scheme);
  const char * const *levels = pp_marking_scheme_list_levels (scheme);

  for (guint i = 0; level != NULL && levels[i] != NULL; i++)
    if (strcmp (levels[i], level) == 0)
      return i + 1;
  return 0;
}

static char *
make_subtitle (JsonNode        *value,
               const PpMarking *marking,
               gboolean         mixed)
{
  if (mixed)
    return g_strdup (_("Several values"));
  if (value != NULL && pp_marking_is_empty (marking))
    /* Translators: a marking in a file that Parapet does not know. */
    return g_strdup (_("Not understood"));
  if (pp_marking_is_empty (marking))
    /* Translators: nothing restricts who may see an element. */
    return g_strdup (_("None"));
  return pp_marking_to_short_text (marking);
}

static void
show_rows (PpInspectorMarkingRow *self,
           const PpMarking       *marking,
           gboolean               mixed)
{
  self->showing = TRUE;
  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    adw_combo_row_set_selected (self->levels[scheme],
                                mixed ? GTK_INVALID_LIST_POSITION
                                      : find_position (marking, scheme));
  pp_inspector_tags_row_set_tags (self->caveats, (const char * const *) marking->caveats);
  self->showing = FALSE;
}

static void
refresh (PpInspectorMarkingRow *self)
{
  gboolean mixed;
  g_autoptr (JsonNode) value =
    pp_inspector_subject_dup_common (self->subject, "marking", &mixed);
  g_autoptr (PpMarking) marking = dup_marking (value);
  g_autofree char *subtitle = make_subtitle (value, marking, mixed);

  if (self->caveats != NULL)
    show_rows (self, marking, mixed);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
}

static void
pp_inspector_marking_row_dispose (GObject *object)
{
  PpInspectorMarkingRow *self = PP_INSPECTOR_MARKING_ROW (object);

  if (self->subject != NULL)
    g_signal_handlers_disconnect_by_data (self->subject, self);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (pp_inspector_marking_row_parent_class)->dispose (object);
}

static void
pp_inspector_marking_row_class_init (PpInspectorMarkingRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pp_inspector_marking_row_dispose;
}

static GtkWidget *
make_level_row (PpInspectorMarkingRow *self,
                PpMarkingScheme        scheme)
{
  GtkWidget *row = adw_combo_row_new ();
  const char * const *levels = pp_marking_scheme_list_levels (scheme);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _("None"));
  for (guint i = 0; levels[i] != NULL; i++)
    gtk_string_list_append (labels, levels[i]);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), pp_marking_scheme_get_name (scheme));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  pp_combo_row_show_sentences (ADW_COMBO_ROW (row));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (level_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static void
make_rows (PpInspectorMarkingRow *self)
{
  GtkWidget *caveats = pp_inspector_tags_row_new ();

  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      GtkWidget *row = make_level_row (self, scheme);

      self->levels[scheme] = ADW_COMBO_ROW (row);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
    }
  self->caveats = PP_INSPECTOR_TAGS_ROW (caveats);
  /* Translators: further limits of a marking, such as a need-to-know group. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (caveats), _("Ca_veats"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (caveats), TRUE);
  g_signal_connect_object (caveats, "edited", G_CALLBACK (caveats_edited_cb), self,
                           G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), caveats);
}

/* Rows with choices are heavy, and few are looked at. */
static void
expanded_cb (PpInspectorMarkingRow *self)
{
  if (self->caveats != NULL)
    return;
  make_rows (self);
  if (self->subject != NULL)
    refresh (self);
}

static void
pp_inspector_marking_row_init (PpInspectorMarkingRow *self)
{
  /* Translators: a secrecy marking, such as TLP:AMBER. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("_Marking"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self), TRUE);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

GtkWidget *
pp_inspector_marking_row_new (void)
{
  return g_object_new (PP_TYPE_INSPECTOR_MARKING_ROW, NULL);
}

/**
 * pp_inspector_marking_row_bind:
 * @self: a row
 * @subject: whose marking
 */
void
pp_inspector_marking_row_bind (PpInspectorMarkingRow *self,
                               PpInspectorSubject    *subject)
{
  g_return_if_fail (self->subject == NULL);

  self->subject = g_object_ref (subject);
  g_signal_connect_swapped (subject, "changed", G_CALLBACK (refresh), self);
  refresh (self);
}

void
pp_inspector_marking_row_flush (PpInspectorMarkingRow *self)
{
  if (self->caveats != NULL)
    pp_inspector_tags_row_flush (self->caveats);
}
