/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-record-chooser.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "pp-control-words.h"
#include "pp-gradual-list.h"

/* More would not be read; a longer word finds fewer. */
#define MAX_RESULTS 40

struct _PpRecordChooser {
  GtkPopover      parent_instance;

  /* Template widgets */
  GtkSearchEntry *entry;
  GtkListBox     *list;
  GtkLabel       *empty;

  /* Owned */
  PpModel        *model;
  GListStore     *offered;        /* PpRecord, and a GtkStringObject for one to make */
  PpGradualList  *rows;           /* what is offered, as far as the list has it */
  char          **without;

  /* State */
  PpRecordType    type;
};

G_DEFINE_FINAL_TYPE (PpRecordChooser, pp_record_chooser, GTK_TYPE_POPOVER)

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char id_key[] = "pp-id";

static GtkWidget *
make_row (const char *icon_name,
          const char *title,
          const char *subtitle,
          const char *id)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon_name));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), id_key, g_strdup (id), g_free);
  return row;
}

static gboolean
fits (const char *title,
      const char *detail,
      const char *folded)
{
  g_autofree char *text = g_strdup_printf ("%s %s", title, detail);
  g_autofree char *folded_text = g_utf8_casefold (text, -1);

  return strstr (folded_text, folded) != NULL;
}

static char *
dup_title (PpRecord *record)
{
  return PP_IS_CONTROL (record) ? pp_control_words_dup_title (PP_CONTROL (record))
                                : g_strdup (pp_threat_get_title (PP_THREAT (record)));
}

static char *
dup_detail (PpRecordChooser *self,
            PpRecord        *record)
{
  return PP_IS_CONTROL (record) ? pp_control_words_dup_detail (PP_CONTROL (record))
                                : pp_control_words_dup_threat (self->model, PP_THREAT (record));
}

/* A record, or the title of the control that would be made. */
static GtkWidget *
make_offered_row (gpointer item,
                  gpointer user_data)
{
  PpRecordChooser *self = PP_RECORD_CHOOSER (user_data);
  g_autofree char *title = NULL, *detail = NULL;

  if (!PP_IS_RECORD (item))
    {
      /* Translators: the blank is the title of a control that is to be made. */
      title = g_strdup_printf (_("New Control “%s”"), gtk_string_object_get_string (item));
      return make_row ("list-add-symbolic", title, "", NULL);
    }
  title = dup_title (item);
  detail = dup_detail (self, item);
  return make_row (PP_IS_CONTROL (item) ? pp_control_words_icon (pp_control_get_status (item))
                                        : "dialog-warning-symbolic", title, detail, pp_record_get_id (item));
}

static gboolean
is_offered (PpRecordChooser *self,
            PpRecord        *record,
            const char      *folded)
{
  g_autofree char *title = dup_title (record);
  g_autofree char *detail = dup_detail (self, record);

  return !g_strv_contains ((const char * const *) self->without, pp_record_get_id (record))
         && fits (title, detail, folded);
}

static int
compare_titles (gconstpointer a,
                gconstpointer b)
{
  PpRecord *first = *(PpRecord * const *) a;
  PpRecord *second = *(PpRecord * const *) b;
  const char *first_title = PP_IS_CONTROL (first) ? pp_control_get_title (PP_CONTROL (first))
                                                  : pp_threat_get_title (PP_THREAT (first));
  const char *second_title = PP_IS_CONTROL (second) ? pp_control_get_title (PP_CONTROL (second))
                                                    : pp_threat_get_title (PP_THREAT (second));
  int order = g_utf8_collate (first_title, second_title);

  return order != 0 ? order : strcmp (pp_record_get_id (first), pp_record_get_id (second));
}

static void
find_records (PpRecordChooser *self,
              const char      *folded,
              GPtrArray       *found)
{
  g_autoptr (GPtrArray) records = pp_model_dup_sorted (self->model, self->type);

  g_ptr_array_sort (records, compare_titles);
  for (guint i = 0; i < records->len && found->len < MAX_RESULTS; i++)
    if (is_offered (self, g_ptr_array_index (records, i), folded))
      g_ptr_array_add (found, g_object_ref (g_ptr_array_index (records, i)));
}

static void
search_changed_cb (PpRecordChooser *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autofree char *folded = g_utf8_casefold (typed, -1);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->model != NULL)
    find_records (self, folded, found);
  if (self->model != NULL && self->type == PP_RECORD_CONTROL && *typed != '\0')
    g_ptr_array_add (found, gtk_string_object_new (typed));
  g_list_store_splice (self->offered, 0, g_list_model_get_n_items (G_LIST_MODEL (self->offered)), found->pdata,
                       found->len);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), found->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), found->len > 0);
}

static void
choose (PpRecordChooser *self,
        GtkWidget       *row)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), id_key));
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, id, title);
}

static void
row_activated_cb (PpRecordChooser *self,
                  GtkWidget       *row)
{
  choose (self, row);
}

static void
entry_activated_cb (PpRecordChooser *self)
{
  GtkWidget *first;

  /* The entry tells of a change only when the typist pauses. */
  search_changed_cb (self);
  pp_gradual_list_finish (self->rows);
  first = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  if (first != NULL)
    choose (self, first);
}

static void
stopped_cb (PpRecordChooser *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static gboolean
key_pressed_cb (PpRecordChooser *self,
                guint            keyval)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  if (keyval != GDK_KEY_Down || first == NULL)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_grab_focus (first);
}

static void
pp_record_chooser_show (GtkWidget *widget)
{
  PpRecordChooser *self = PP_RECORD_CHOOSER (widget);

  GTK_WIDGET_CLASS (pp_record_chooser_parent_class)->show (widget);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  search_changed_cb (self);
}

static void
pp_record_chooser_dispose (GObject *object)
{
  PpRecordChooser *self = PP_RECORD_CHOOSER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_RECORD_CHOOSER);
  g_clear_object (&self->rows);
  g_clear_object (&self->offered);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (pp_record_chooser_parent_class)->dispose (object);
}

static void
pp_record_chooser_finalize (GObject *object)
{
  g_strfreev (PP_RECORD_CHOOSER (object)->without);

  G_OBJECT_CLASS (pp_record_chooser_parent_class)->finalize (object);
}

static void
pp_record_chooser_class_init (PpRecordChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pp_record_chooser_dispose;
  object_class->finalize = pp_record_chooser_finalize;
  widget_class->show = pp_record_chooser_show;
  signals[CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-record-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, PpRecordChooser, entry);
  gtk_widget_class_bind_template_child (widget_class, PpRecordChooser, list);
  gtk_widget_class_bind_template_child (widget_class, PpRecordChooser, empty);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
pp_record_chooser_init (PpRecordChooser *self)
{
  self->without = g_new0 (char *, 1);
  self->type = PP_RECORD_CONTROL;
  self->offered = g_list_store_new (G_TYPE_OBJECT);
  self->rows = pp_gradual_list_new (G_LIST_MODEL (self->offered));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->rows), make_offered_row, self, NULL);
}

/**
 * pp_record_chooser_new:
 * @type: %PP_RECORD_CONTROL or %PP_RECORD_THREAT
 *
 * Returns: (transfer floating): a chooser
 */
GtkWidget *
pp_record_chooser_new (PpRecordType type)
{
  PpRecordChooser *self = g_object_new (PP_TYPE_RECORD_CHOOSER, NULL);

  g_return_val_if_fail (type == PP_RECORD_CONTROL || type == PP_RECORD_THREAT, NULL);

  self->type = type;
  g_object_set (self->entry, "placeholder-text",
                type == PP_RECORD_CONTROL ? _("Find a control, or name a new one") : _("Find a threat"), NULL);
  gtk_label_set_text (self->empty, type == PP_RECORD_CONTROL ? _("Type the title of a new control")
                                                             : _("No threat is left"));
  return GTK_WIDGET (self);
}

/**
 * pp_record_chooser_set_model:
 * @self: a chooser
 * @model: (nullable): where it looks
 * @without: (nullable) (array zero-terminated=1): records that are not offered
 */
void
pp_record_chooser_set_model (PpRecordChooser    *self,
                             PpModel            *model,
                             const char * const *without)
{
  g_return_if_fail (PP_IS_RECORD_CHOOSER (self));

  g_set_object (&self->model, model);
  g_strfreev (self->without);
  self->without = without != NULL ? g_strdupv ((char **) without) : g_new0 (char *, 1);
}
