/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-finder.h"

#include <adwaita.h>
#include <glib/gi18n.h>

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
};

G_DEFINE_FINAL_TYPE (PpFinder, pp_finder, GTK_TYPE_POPOVER)

enum {
  FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char id_key[] = "pp-id";
static const char threat_key[] = "pp-threat";

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

static void
append_row (PpFinder   *self,
            const char *icon_name,
            const char *title,
            const char *subtitle,
            const char *id,
            gboolean    is_threat)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), *title != '\0' ? title : _("Unnamed"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon_name));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), id_key, g_strdup (id), g_free);
  g_object_set_data (G_OBJECT (row), threat_key, GINT_TO_POINTER (is_threat));
  gtk_list_box_append (self->list, row);
}

static gboolean
append_element (PpFinder   *self,
                PpElement  *element,
                gboolean    is_edge,
                const char *folded)
{
  PpKind *kind = pp_kinds_resolve (pp_kinds_get_default (), pp_element_get_kind (element), is_edge);
  const char *label = _(pp_kind_get_label (kind));
  g_autofree char *escaped = NULL;

  if (!contains (pp_element_get_name (element), folded) && !contains (label, folded)
      && !contains (pp_element_get_description (element), folded))
    return FALSE;
  escaped = g_markup_escape_text (label, -1);
  append_row (self, pp_kind_get_icon_name (kind), pp_element_get_name (element), escaped,
              pp_record_get_id (PP_RECORD (element)), FALSE);
  return TRUE;
}

static gboolean
append_threat (PpFinder   *self,
               PpThreat   *threat,
               const char *folded)
{
  const char *element_id = pp_threat_get_element (threat);
  PpElement *element = element_id != NULL ? pp_model_lookup_element (self->model, element_id) : NULL;
  g_autofree char *number = g_strdup_printf ("#%" G_GINT64_FORMAT, pp_threat_get_number (threat));
  g_autofree char *subtitle = NULL, *escaped = NULL;

  if (element == NULL
      || (!contains (pp_threat_get_title (threat), folded) && !contains (pp_threat_get_category (threat), folded)
          && strcmp (number, folded) != 0))
    return FALSE;
  /* Translators: a threat's number, and the name of the element that it is on. */
  subtitle = g_strdup_printf (_("Threat %s on %s"), number, pp_element_get_name (element));
  escaped = g_markup_escape_text (subtitle, -1);
  append_row (self, "dialog-warning-symbolic", pp_threat_get_title (threat), escaped,
              pp_record_get_id (PP_RECORD (threat)), TRUE);
  return TRUE;
}

static guint
append_records (PpFinder     *self,
                PpRecordType  type,
                const char   *folded,
                guint         room)
{
  guint n_found = 0;

  for (guint i = 0; i < pp_model_get_n_records (self->model, type) && n_found < room; i++)
    {
      PpRecord *record = pp_model_peek_record (self->model, type, i);

      if (type == PP_RECORD_THREAT)
        n_found += append_threat (self, PP_THREAT (record), folded);
      else
        n_found += append_element (self, PP_ELEMENT (record), type == PP_RECORD_EDGE, folded);
    }
  return n_found;
}

static void
clear (PpFinder *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static void
search_changed_cb (PpFinder *self)
{
  static const PpRecordType types[] = { PP_RECORD_NODE, PP_RECORD_EDGE, PP_RECORD_THREAT };
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autofree char *folded = g_utf8_casefold (text, -1);
  guint n_found = 0;

  clear (self);
  if (self->model == NULL || *folded == '\0')
    {
      gtk_stack_set_visible_child_name (self->stack, "start");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    n_found += append_records (self, types[i], folded, MAX_RESULTS - n_found);
  gtk_stack_set_visible_child_name (self->stack, n_found > 0 ? "list" : "nothing");
}

static void
choose (PpFinder  *self,
        GtkWidget *row)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), id_key));
  gboolean is_threat = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), threat_key));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[FOUND], 0, id, is_threat);
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
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->list));

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

  g_clear_object (&self->model);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_FINDER);
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
  gtk_widget_init_template (GTK_WIDGET (self));
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
