/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-finder.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "pp-gradual-list.h"
#include "pp-kinds.h"

/* More would not be read; a longer word finds fewer. */
#define MAX_RESULTS 60

struct _PpFinder {
  GtkPopover      parent_instance;

  /* Template widgets */
  GtkSearchEntry *entry;
  GtkListBox     *list;
  GtkStack       *stack;

  /* Owned */
  PpModel        *model;
  GListStore     *found;          /* PpRecord */
  PpGradualList  *rows;           /* what was found, as far as the list has it */
};

G_DEFINE_FINAL_TYPE (PpFinder, pp_finder, GTK_TYPE_POPOVER)

enum {
  FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char record_key[] = "pp-record";

static gboolean
contains (const char *text,
          const char *folded)
{
  g_autofree char *folded_text = NULL;

  if (text == NULL || *text == '\0')
    return FALSE;
  folded_text = g_utf8_casefold (text, -1);
  return strstr (folded_text, folded) != NULL;
}

static GtkWidget *
make_row (const char *icon_name,
          const char *title,
          const char *subtitle,
          PpRecord   *record)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), *title != '\0' ? title : _("Unnamed"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon_name));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), record_key, g_object_ref (record), g_object_unref);
  return row;
}

static PpKind *
get_kind (PpElement *element)
{
  return pp_kinds_resolve (pp_kinds_get_default (), pp_element_get_kind (element), PP_IS_EDGE (element));
}

static char *
dup_number (PpThreat *threat)
{
  return g_strdup_printf ("#%" G_GINT64_FORMAT, pp_threat_get_number (threat));
}

static PpElement *
get_element_of (PpFinder *self,
                PpThreat *threat)
{
  const char *id = pp_threat_get_element (threat);

  return id != NULL ? pp_model_lookup_element (self->model, id) : NULL;
}

static GtkWidget *
make_found_row (gpointer item,
                gpointer user_data)
{
  PpFinder *self = PP_FINDER (user_data);
  PpElement *element = PP_IS_THREAT (item) ? get_element_of (self, item) : item;
  g_autofree char *number = NULL, *subtitle = NULL;

  if (!PP_IS_THREAT (item))
    return make_row (pp_kind_get_icon_name (get_kind (element)), pp_element_get_name (element),
                     _(pp_kind_get_label (get_kind (element))), item);
  number = dup_number (item);
  /* Translators: a threat's number, and the name of the element that it is on. */
  subtitle = g_strdup_printf (_("Threat %s on %s"), number, element != NULL ? pp_element_get_name (element) : "");
  return make_row ("dialog-warning-symbolic", pp_threat_get_title (item), subtitle, item);
}

static gboolean
fits_element (PpElement  *element,
              const char *folded)
{
  return contains (pp_element_get_name (element), folded)
         || contains (_(pp_kind_get_label (get_kind (element))), folded)
         || contains (pp_element_get_description (element), folded);
}

static gboolean
fits_threat (PpFinder   *self,
             PpThreat   *threat,
             const char *folded)
{
  g_autofree char *number = dup_number (threat);

  return get_element_of (self, threat) != NULL
         && (contains (pp_threat_get_title (threat), folded) || contains (pp_threat_get_category (threat), folded)
             || g_str_equal (number, folded));
}

static void
find_records (PpFinder     *self,
              PpRecordType  type,
              const char   *folded,
              GPtrArray    *found)
{
  for (guint i = 0; i < pp_model_get_n_records (self->model, type) && found->len < MAX_RESULTS; i++)
    {
      PpRecord *record = pp_model_peek_record (self->model, type, i);

      if (type == PP_RECORD_THREAT ? fits_threat (self, PP_THREAT (record), folded)
                                   : fits_element (PP_ELEMENT (record), folded))
        g_ptr_array_add (found, record);
    }
}

static void
search_changed_cb (PpFinder *self)
{
  static const PpRecordType types[] = { PP_RECORD_NODE, PP_RECORD_EDGE, PP_RECORD_THREAT };
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  gboolean asks = self->model != NULL && *folded != '\0';

  for (guint i = 0; asks && i < G_N_ELEMENTS (types); i++)
    find_records (self, types[i], folded, found);
  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)), found->pdata,
                       found->len);
  gtk_stack_set_visible_child_name (self->stack, !asks ? "start" : found->len > 0 ? "list" : "nothing");
}

static void
choose (PpFinder  *self,
        GtkWidget *row)
{
  g_autoptr (PpRecord) record = g_object_ref (g_object_get_data (G_OBJECT (row), record_key));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[FOUND], 0, pp_record_get_id (record), PP_IS_THREAT (record));
}

static void
row_activated_cb (PpFinder  *self,
                  GtkWidget *row)
{
  choose (self, row);
}

static void
entry_activated_cb (PpFinder *self)
{
  GtkWidget *first;

  pp_gradual_list_finish (self->rows);
  first = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  if (first != NULL)
    choose (self, first);
}

static void
stopped_cb (PpFinder *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static gboolean
key_pressed_cb (PpFinder *self,
                guint     keyval)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  if (keyval != GDK_KEY_Down || first == NULL)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_grab_focus (first);
}

static void
pp_finder_show (GtkWidget *widget)
{
  PpFinder *self = PP_FINDER (widget);

  GTK_WIDGET_CLASS (pp_finder_parent_class)->show (widget);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  search_changed_cb (self);
}

static void
pp_finder_dispose (GObject *object)
{
  PpFinder *self = PP_FINDER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_FINDER);
  g_clear_object (&self->rows);
  g_clear_object (&self->found);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (pp_finder_parent_class)->dispose (object);
}

static void
pp_finder_class_init (PpFinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pp_finder_dispose;
  widget_class->show = pp_finder_show;
  signals[FOUND] =
    g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, PpFinder, entry);
  gtk_widget_class_bind_template_child (widget_class, PpFinder, list);
  gtk_widget_class_bind_template_child (widget_class, PpFinder, stack);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
pp_finder_init (PpFinder *self)
{
  self->found = g_list_store_new (PP_TYPE_RECORD);
  self->rows = pp_gradual_list_new (G_LIST_MODEL (self->found));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->rows), make_found_row, self, NULL);
}

/**
 * pp_finder_set_model:
 * @self: a finder
 * @model: where it looks
 */
void
pp_finder_set_model (PpFinder *self,
                     PpModel  *model)
{
  g_return_if_fail (PP_IS_FINDER (self));
  g_set_object (&self->model, model);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}
