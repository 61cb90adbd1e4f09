/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-threat-list.h"

#include <glib/gi18n.h>

#include "pp-threat-row.h"

struct _PpThreatList {
  AdwPreferencesGroup  parent_instance;

  /* owned */
  PpInspectorSubject  *subject;

  /* borrowed: the list box owns its rows, used and unused */
  GtkListBox          *list;
  GPtrArray           *rows;

  /* state */
  guint                n_used;
};

G_DEFINE_FINAL_TYPE (PpThreatList, pp_threat_list, ADW_TYPE_PREFERENCES_GROUP)

enum {
  OPENED,
  ADD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
row_activated_cb (PpThreatList  *self,
                  GtkListBoxRow *row)
{
  g_signal_emit (self, signals[OPENED], 0, pp_threat_row_get_id (PP_THREAT_ROW (row)));
}

static void
add_clicked_cb (PpThreatList *self)
{
  g_signal_emit (self, signals[ADD], 0);
}

static void
pp_threat_list_dispose (GObject *object)
{
  g_clear_object (&PP_THREAT_LIST (object)->subject);

  G_OBJECT_CLASS (pp_threat_list_parent_class)->dispose (object);
}

static void
pp_threat_list_finalize (GObject *object)
{
  g_ptr_array_unref (PP_THREAT_LIST (object)->rows);

  G_OBJECT_CLASS (pp_threat_list_parent_class)->finalize (object);
}

static void
pp_threat_list_class_init (PpThreatListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_threat_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = pp_threat_list_finalize;

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ADD] = g_signal_new ("add", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                               0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parapet/Parapet/ui/pp-threat-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PpThreatList, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
}

static void
pp_threat_list_init (PpThreatList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pp_threat_list_set_subject (PpThreatList       *self,
                            PpInspectorSubject *subject)
{
  g_return_if_fail (self->subject == NULL);

  self->subject = g_object_ref (subject);
}

static GtkWidget *
take_row (PpThreatList *self,
          guint         position)
{
  GtkWidget *row;

  if (position < self->rows->len)
    return g_ptr_array_index (self->rows, position);
  row = pp_threat_row_new ();
  g_ptr_array_add (self->rows, row);
  gtk_list_box_append (self->list, row);
  return row;
}

static void
show_description (PpThreatList *self,
                  guint         n_threats,
                  guint         n_open)
{
  g_autofree char *text = NULL;

  if (n_threats == 0)
    text = g_strdup (_("None recorded"));
  else
    /* Translators: how many threats of an element are open, of how many. */
    text = g_strdup_printf (_("%u open of %u"), n_open, n_threats);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), text);
}

/**
 * pp_threat_list_refresh:
 * @self: a list
 *
 * Shows the threats that the subject's element has now.
 */
void
pp_threat_list_refresh (PpThreatList *self)
{
  PpModel *model = pp_inspector_subject_get_model (self->subject);
  const char *element_id = pp_inspector_subject_get_id (self->subject, 0);
  g_autoptr (GPtrArray) threats = NULL;
  guint n_open = 0;

  if (model != NULL && element_id != NULL)
    threats = pp_model_dup_threats_of (model, element_id);
  self->n_used = threats != NULL ? threats->len : 0;
  for (guint i = 0; i < self->n_used; i++)
    {
      PpThreat *threat = g_ptr_array_index (threats, i);
      GtkWidget *row = take_row (self, i);

      pp_threat_row_show (PP_THREAT_ROW (row), model, threat);
      gtk_widget_set_visible (row, TRUE);
      n_open += pp_threat_is_open (threat) ? 1 : 0;
    }
  for (guint i = self->n_used; i < self->rows->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->rows, i), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->n_used > 0);
  show_description (self, self->n_used, n_open);
}

guint
pp_threat_list_get_n_rows (PpThreatList *self)
{
  return self->n_used;
}

/**
 * pp_threat_list_find_row:
 * @self: a list
 * @threat_id: a threat
 *
 * Returns: (transfer none) (nullable): the row that shows it
 */
GtkWidget *
pp_threat_list_find_row (PpThreatList *self,
                         const char   *threat_id)
{
  for (guint i = 0; i < self->n_used; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (g_strcmp0 (pp_threat_row_get_id (PP_THREAT_ROW (row)), threat_id) == 0)
        return row;
    }
  return NULL;
}
