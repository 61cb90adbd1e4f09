/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-release-dialog.h"

#include <glib/gi18n.h>

#include "pp-dialogs.h"
#include "pp-file.h"
#include "pp-gradual-list.h"
#include "pp-help.h"
#include "pp-marking-chooser.h"
#include "pp-model-copier.h"
#include "pp-release.h"
#include "pp-reveal.h"
#include "pp-task.h"
#include "pp-turn.h"
#include "pp-text-scale.h"
#include "pp-threat-words.h"

#define MAX_ROWS 100
/* So many records are copied in a millisecond or two. */
#define RECORDS_AT_ONCE 400

struct _PpReleaseDialog {
  AdwWindow            parent_instance;

  /* Template widgets */
  PpMarkingChooser    *chooser;
  AdwPreferencesGroup *left_out_group;
  GtkWidget           *left_out;
  GtkWidget           *save_button;

  /* Owned */
  PpDocument          *document;
  GListStore          *rows;

  PpMarking           *ceiling;   /* of what is looked for, as long as the model is copied */
  PpModelCopier       *copier;
  GCancellable        *looking;   /* for what is left out */

  /* State */
  guint                copying;
};

G_DEFINE_FINAL_TYPE (PpReleaseDialog, pp_release_dialog, ADW_TYPE_WINDOW)

static PpModel *
get_model (PpReleaseDialog *self)
{
  return pp_document_get_model (self->document);
}

static char *
dup_title (PpReleaseDialog *self,
           PpRecord        *record)
{
  if (PP_IS_INFO (record))
    return g_strdup (_("Title, description and people of the model"));
  if (PP_IS_THREAT (record))
    return pp_threat_words_dup_title (get_model (self), PP_THREAT (record));
  return g_strdup (pp_record_get_title (record));
}

static const char *
get_type_name (PpRecord *record)
{
  static const char * const names[PP_N_RECORD_TYPES] = {
    N_("Model"), N_("Element"), N_("Flow"), N_("Threat"), N_("Control"), N_("Comment"), N_("Diagram"),
  };

  return _(names[pp_record_get_record_type (record)]);
}

static GtkWidget *
make_row (const char *title,
          const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  return row;
}

/* A record, or the text that says how many more there are. */
static GtkWidget *
make_left_out_row (gpointer item,
                   gpointer user_data)
{
  PpReleaseDialog *self = PP_RELEASE_DIALOG (user_data);
  g_autoptr (PpMarking) marking = NULL;
  g_autofree char *short_text = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *title = NULL;

  if (!PP_IS_RECORD (item))
    return make_row (gtk_string_object_get_string (item), NULL);
  marking = pp_model_dup_effective_marking (get_model (self), item);
  short_text = pp_marking_to_short_text (marking);
  subtitle = g_strdup_printf ("%s · %s", get_type_name (item),
                              *short_text != '\0' ? short_text : _("Hangs on something above"));
  title = dup_title (self, item);
  return make_row (*title != '\0' ? title : _("Unnamed"), subtitle);
}

static void
list_left_out (PpReleaseDialog *self,
               GPtrArray       *left_out)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < MIN (left_out->len, MAX_ROWS); i++)
    g_ptr_array_add (rows, g_object_ref (g_ptr_array_index (left_out, i)));
  if (left_out->len > MAX_ROWS)
    {
      g_autofree char *more = g_strdup_printf (_("And %u more"), left_out->len - MAX_ROWS);

      g_ptr_array_add (rows, gtk_string_object_new (more));
    }
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), rows->pdata, rows->len);
  gtk_widget_set_visible (self->left_out, rows->len > 0);
}

typedef struct {
  PpModel   *model;   /* a copy of our own */
  PpMarking *ceiling;
} Look;

static void
look_free (Look *look)
{
  g_clear_object (&look->model);
  pp_marking_free (look->ceiling);
  g_free (look);
}

static void
look_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Look *look = task_data;
  GPtrArray *left_out = pp_release_list_left_out (look->model, look->ceiling);

  /* To free a large copy takes long, too; what is listed lives on. */
  g_clear_object (&look->model);
  g_task_return_pointer (task, left_out, (GDestroyNotify) g_ptr_array_unref);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PpReleaseDialog) self = PP_RELEASE_DIALOG (user_data);
  g_autoptr (GPtrArray) left_out = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *count = NULL;

  /* Another marking was chosen meanwhile, or the dialog is gone. */
  if (left_out == NULL)
    return;
  g_clear_object (&self->looking);
  count = left_out->len == 0
          ? g_strdup (_("Nothing is above this marking. Everything stays in the copy."))
          : g_strdup_printf (ngettext ("%u thing is left out, and its name is blacked out where others mention it.",
                                       "%u things are left out, and their names are blacked out where others "
                                       "mention them.", left_out->len), left_out->len);
  adw_preferences_group_set_description (self->left_out_group, count);
  list_left_out (self, left_out);
}

static void
stop_looking (PpReleaseDialog *self)
{
  g_clear_handle_id (&self->copying, pp_turn_remove);
  g_clear_pointer (&self->copier, pp_model_copier_free);
  g_clear_pointer (&self->ceiling, pp_marking_free);
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

static gboolean
copy_cb (gpointer user_data)
{
  PpReleaseDialog *self = PP_RELEASE_DIALOG (user_data);
  g_autoptr (GTask) task = NULL;
  Look *look;

  if (pp_model_copier_step (self->copier, RECORDS_AT_ONCE))
    return G_SOURCE_CONTINUE;
  self->copying = 0;
  self->looking = g_cancellable_new ();
  look = g_new0 (Look, 1);
  look->model = pp_model_copier_finish (self->copier);
  look->ceiling = g_steal_pointer (&self->ceiling);
  g_clear_pointer (&self->copier, pp_model_copier_free);
  task = g_task_new (NULL, self->looking, looked_cb, g_object_ref (self));
  g_task_set_source_tag (task, copy_cb);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  pp_task_run_in_thread (task, look_in_thread);
  return G_SOURCE_REMOVE;
}

static void
show_left_out (PpReleaseDialog *self)
{
  g_autoptr (PpMarking) ceiling = NULL;

  /* Rows that go with the dialog change once more. */
  if (self->document == NULL)
    return;
  adw_preferences_group_set_description (self->left_out_group, _("Looking…"));
  gtk_widget_set_visible (self->left_out, FALSE);
  ceiling = pp_marking_chooser_dup_marking (self->chooser);
  stop_looking (self);
  self->ceiling = g_steal_pointer (&ceiling);
  self->copier = pp_model_copier_new (get_model (self));
  self->copying = pp_turn_add (copy_cb, self);
}

/* --- Saving ----------------------------------------------------------------------------------- */

typedef struct {
  PpModel        *model;        /* a copy of our own */
  PpMarking      *ceiling;
  const PpFormat *format;
  GFile          *file;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->model);
  pp_marking_free (saving->ceiling);
  g_object_unref (saving->file);
  g_free (saving);
}

static void
save_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Saving *saving = task_data;
  g_autoptr (PpModel) release = pp_release_new (saving->model, saving->ceiling);
  g_autoptr (PpLoss) loss = pp_loss_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pp_formats_write (saving->format, release, loss, &error);

  if (bytes != NULL && pp_file_save (saving->file, bytes, NULL, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  PpReleaseDialog *self = PP_RELEASE_DIALOG (source);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_widget_set_sensitive (self->save_button, TRUE);
  pp_dialog_show_error (GTK_WINDOW (self), _("The Release Was Not Saved"), error);
}

static void
target_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (PpReleaseDialog) self = PP_RELEASE_DIALOG (user_data);
  GtkFileFilter *filter = NULL;
  g_autoptr (GFile) file = pp_file_dialog_save_finish (result, &filter, NULL);
  g_autoptr (GTask) task = NULL;
  Saving *saving;

  if (file == NULL)
    return;
  saving = g_new0 (Saving, 1);
  saving->model = pp_model_copy (get_model (self));
  saving->ceiling = pp_marking_chooser_dup_marking (self->chooser);
  saving->format = filter != NULL ? pp_format_of_filter (filter) : pp_document_get_format (self->document);
  saving->file = g_object_ref (file);
  task = g_task_new (self, NULL, saved_cb, NULL);
  g_task_set_source_tag (task, target_chosen_cb);
  g_task_set_task_data (task, saving, (GDestroyNotify) saving_free);
  gtk_widget_set_sensitive (self->save_button, FALSE);
  pp_task_run_in_thread (task, save_in_thread);
}

static void
save_cb (PpReleaseDialog *self)
{
  g_autoptr (GListModel) filters = pp_file_dialog_list_formats ();
  g_autoptr (PpMarking) ceiling = pp_marking_chooser_dup_marking (self->chooser);
  g_autofree char *marking = pp_marking_to_short_text (ceiling);
  g_autofree char *title = pp_document_dup_title (self->document);
  g_autofree char *name = g_strdup_printf ("%s %s.parapet", title, marking);

  g_strdelimit (name, "/\\:", '-');
  pp_file_dialog_save_async (GTK_WINDOW (self), _("Save Release"), NULL, name, filters, target_chosen_cb,
                             g_object_ref (self));
}

/* --- The dialog ------------------------------------------------------------------------------- */

static void
pp_release_dialog_dispose (GObject *object)
{
  PpReleaseDialog *self = PP_RELEASE_DIALOG (object);

  stop_looking (self);
  g_clear_object (&self->document);
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_RELEASE_DIALOG);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (pp_release_dialog_parent_class)->dispose (object);
}

static void
pp_release_dialog_class_init (PpReleaseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_release_dialog_dispose;
  g_type_ensure (PP_TYPE_MARKING_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-release-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PpReleaseDialog, chooser);
  gtk_widget_class_bind_template_child (widget_class, PpReleaseDialog, left_out_group);
  gtk_widget_class_bind_template_child (widget_class, PpReleaseDialog, left_out);
  gtk_widget_class_bind_template_child (widget_class, PpReleaseDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, show_left_out);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pp_release_dialog_init (PpReleaseDialog *self)
{
  g_autoptr (PpGradualList) gradual = NULL;

  self->rows = g_list_store_new (G_TYPE_OBJECT);
  gradual = pp_gradual_list_new (G_LIST_MODEL (self->rows));
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_reveal_in_turns (adw_window_get_content (ADW_WINDOW (self)));
  pp_text_scale_follow (GTK_WIDGET (self));
  pp_help_add_key (GTK_WINDOW (self));
  pp_gradual_list_set_view (gradual, self->left_out);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->left_out), G_LIST_MODEL (gradual), make_left_out_row, self, NULL);
}

GtkWidget *
pp_release_dialog_new (GtkWindow  *parent,
                       PpDocument *document)
{
  PpReleaseDialog *self = g_object_new (PP_TYPE_RELEASE_DIALOG, "transient-for", parent, NULL);
  g_autoptr (PpMarking) first = pp_marking_new ();

  self->document = g_object_ref (document);
  pp_marking_set_level (first, PP_MARKING_TLP, "GREEN");
  pp_marking_chooser_set_marking (self->chooser, first);
  show_left_out (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->chooser));
  return GTK_WIDGET (self);
}
