/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-record-chooser.h"

#include <glib/gi18n.h>

#include "pp-control-words.h"
#include "pp-text-scale.h"
#include "pp-threat-words.h"

/* More would not be read; a longer word finds fewer. */
#define MAX_RESULTS 40

struct _PpRecordChooser {
  PpSearchPopover  parent_instance;

  /* Template widgets */
  GtkSearchEntry  *entry;
  GtkListBox      *list;
  GtkLabel        *empty;

  /* Owned */
  char           **without;

  /* State */
  PpRecordType     type;
};

G_DEFINE_FINAL_TYPE (PpRecordChooser, pp_record_chooser, PP_TYPE_SEARCH_POPOVER)

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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
dup_title (PpSearchPopover *popover,
           PpRecord        *record)
{
  return PP_IS_CONTROL (record) ? pp_control_words_dup_title (PP_CONTROL (record))
                                : pp_threat_words_dup_title (pp_search_popover_get_model (popover), PP_THREAT (record));
}

static char *
dup_detail (PpSearchPopover *popover,
            PpRecord        *record)
{
  if (PP_IS_CONTROL (record))
    return pp_control_words_dup_detail (PP_CONTROL (record));
  return pp_control_words_dup_threat (pp_search_popover_get_model (popover), PP_THREAT (record));
}

/* A record, or the title of the control that would be made. */
static GtkWidget *
pp_record_chooser_make_row (PpSearchPopover *popover,
                            gpointer         item)
{
  g_autofree char *title = NULL, *detail = NULL;

  if (!PP_IS_RECORD (item))
    {
      /* Translators: the blank is the title of a control that is to be made. */
      title = g_strdup_printf (_("New Control “%s”"), gtk_string_object_get_string (item));
      return pp_search_popover_make_row ("list-add-symbolic", title, "", 2);
    }
  title = dup_title (popover, item);
  detail = dup_detail (popover, item);
  return pp_search_popover_make_row (PP_IS_CONTROL (item) ? pp_control_words_icon (pp_control_get_status (item))
                                                          : "dialog-warning-symbolic", title, detail, 2);
}

static gboolean
is_offered (PpRecordChooser *self,
            PpRecord        *record,
            const char      *folded)
{
  g_autofree char *title = dup_title (PP_SEARCH_POPOVER (self), record);
  g_autofree char *detail = dup_detail (PP_SEARCH_POPOVER (self), record);

  return !g_strv_contains ((const char * const *) self->without, pp_record_get_id (record))
         && fits (title, detail, folded);
}

static int
compare_titles (gconstpointer a,
                gconstpointer b)
{
  PpRecord *first = *(PpRecord * const *) a;
  PpRecord *second = *(PpRecord * const *) b;
  int order = g_utf8_collate (pp_record_get_title (first), pp_record_get_title (second));

  return order != 0 ? order : strcmp (pp_record_get_id (first), pp_record_get_id (second));
}

static void
pp_record_chooser_find (PpSearchPopover *popover,
                        const char      *typed,
                        const char      *folded,
                        GPtrArray       *found)
{
  PpRecordChooser *self = PP_RECORD_CHOOSER (popover);
  g_autoptr (GPtrArray) records = pp_model_dup_sorted (pp_search_popover_get_model (popover), self->type);

  g_ptr_array_sort (records, compare_titles);
  for (guint i = 0; i < records->len && found->len < MAX_RESULTS; i++)
    if (is_offered (self, g_ptr_array_index (records, i), folded))
      g_ptr_array_add (found, g_object_ref (g_ptr_array_index (records, i)));
  if (self->type == PP_RECORD_CONTROL && *typed != '\0')
    g_ptr_array_add (found, gtk_string_object_new (typed));
}

static void
pp_record_chooser_found (PpSearchPopover *popover,
                         const char      *typed,
                         guint            n_found)
{
  PpRecordChooser *self = PP_RECORD_CHOOSER (popover);

  gtk_widget_set_visible (GTK_WIDGET (self->empty), n_found == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n_found > 0);
}

static void
pp_record_chooser_chosen (PpSearchPopover *popover,
                          gpointer         item,
                          const char      *typed)
{
  g_signal_emit (popover, signals[CHOSEN], 0, PP_IS_RECORD (item) ? pp_record_get_id (item) : NULL, typed);
}

static void
pp_record_chooser_show (GtkWidget *widget)
{
  gtk_editable_set_text (GTK_EDITABLE (PP_RECORD_CHOOSER (widget)->entry), "");
  GTK_WIDGET_CLASS (pp_record_chooser_parent_class)->show (widget);
}

static void
pp_record_chooser_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_RECORD_CHOOSER);

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
  PpSearchPopoverClass *popover_class = PP_SEARCH_POPOVER_CLASS (klass);

  object_class->dispose = pp_record_chooser_dispose;
  object_class->finalize = pp_record_chooser_finalize;
  widget_class->show = pp_record_chooser_show;
  popover_class->find = pp_record_chooser_find;
  popover_class->found = pp_record_chooser_found;
  popover_class->make_row = pp_record_chooser_make_row;
  popover_class->chosen = pp_record_chooser_chosen;
  signals[CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-record-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, PpRecordChooser, entry);
  gtk_widget_class_bind_template_child (widget_class, PpRecordChooser, list);
  gtk_widget_class_bind_template_child (widget_class, PpRecordChooser, empty);
}

static void
pp_record_chooser_init (PpRecordChooser *self)
{
  self->without = g_new0 (char *, 1);
  self->type = PP_RECORD_CONTROL;
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_text_scale_follow (GTK_WIDGET (self));
  pp_search_popover_set_up (PP_SEARCH_POPOVER (self), self->entry, self->list);
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

  pp_search_popover_set_model (PP_SEARCH_POPOVER (self), model);
  g_strfreev (self->without);
  self->without = without != NULL ? g_strdupv ((char **) without) : g_new0 (char *, 1);
}
