/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-inspector-layout.h"

#include <glib/gi18n.h>

#include "pp-inspector-binding.h"
#include "pp-inspector-marking-row.h"
#include "pp-inspector-subject.h"
#include "pp-methodologies.h"
#include "pp-property-list.h"
#include "pp-reveal.h"

/* Counts wait this long after a change, so that dragging and typing do not count over and over. */
#define COUNT_DELAY_MS 200

struct _PpInspectorLayout {
  GtkWidget              parent_instance;

  /* template widgets */
  GtkWidget             *scrolled;
  GtkWidget             *parts;
  GtkWidget             *layout_group;
  AdwEntryRow           *layout_title;
  PpInspectorTextRow    *layout_description;
  AdwComboRow           *methodology;
  AdwEntryRow           *title;
  PpInspectorTextRow    *description;
  AdwEntryRow           *owner;
  AdwEntryRow           *reviewer;
  PpInspectorTagsRow    *contributors;
  PpInspectorMarkingRow *layout_marking;
  PpInspectorMarkingRow *marking;
  GtkLabel              *elements;
  GtkLabel              *threats;
  GtkLabel              *diagrams;
  PpPropertyList        *properties;

  /* owned */
  PpInspectorSubject    *layouts;
  PpInspectorSubject    *info;

  /* state */
  guint                  count_timeout;
};

G_DEFINE_FINAL_TYPE (PpInspectorLayout, pp_inspector_layout, GTK_TYPE_WIDGET)

enum {
  PROPERTY_OPENED,
  PROPERTY_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
count_open_threats (PpModel *model)
{
  guint n_open = 0;

  for (guint i = 0; i < pp_model_get_n_records (model, PP_RECORD_THREAT); i++)
    if (pp_threat_is_open (PP_THREAT (pp_model_peek_record (model, PP_RECORD_THREAT, i))))
      n_open++;
  return n_open;
}

static void
show_number (GtkLabel *label,
             guint     number)
{
  g_autofree char *text = g_strdup_printf ("%'u", number);

  gtk_label_set_label (label, text);
}

static void
count_now (PpInspectorLayout *self)
{
  PpModel *model = pp_inspector_subject_get_model (self->info);
  g_autofree char *threats = NULL;

  g_clear_handle_id (&self->count_timeout, g_source_remove);
  if (model == NULL)
    return;
  show_number (self->elements, pp_model_get_n_records (model, PP_RECORD_NODE)
                               + pp_model_get_n_records (model, PP_RECORD_EDGE));
  show_number (self->diagrams, pp_model_get_n_records (model, PP_RECORD_LAYOUT));
  /* Translators: how many threats of a model are open, of how many. */
  threats = g_strdup_printf (_("%u open of %u"), count_open_threats (model),
                             pp_model_get_n_records (model, PP_RECORD_THREAT));
  gtk_label_set_label (self->threats, threats);
}

static gboolean
count_timeout_cb (gpointer data)
{
  PpInspectorLayout *self = data;

  self->count_timeout = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    count_now (self);
  return G_SOURCE_REMOVE;
}

static void
info_changed_cb (PpInspectorLayout *self)
{
  if (pp_inspector_subject_get_model (self->info) == NULL)
    return;
  pp_property_list_refresh (self->properties);
  if (self->count_timeout == 0)
    self->count_timeout = g_timeout_add (COUNT_DELAY_MS, count_timeout_cb, self);
}

static void
layouts_changed_cb (PpInspectorLayout *self)
{
  gtk_widget_set_visible (self->layout_group,
                          pp_inspector_subject_get_record (self->layouts, 0) != NULL);
}

static void
property_opened_cb (PpInspectorLayout *self,
                    char             **path)
{
  g_signal_emit (self, signals[PROPERTY_OPENED], 0, path);
}

static void
property_removed_cb (PpInspectorLayout *self,
                     const char        *name)
{
  g_signal_emit (self, signals[PROPERTY_REMOVED], 0, name);
}

static void
bind_rows (PpInspectorLayout *self)
{
  pp_inspector_bind_entry (self->layouts, self->layout_title, "title", N_("Rename Diagram"));
  pp_inspector_bind_text (self->layouts, self->layout_description, "description",
                          N_("Change Diagram Description"));
  pp_inspector_bind_choice (self->layouts, self->methodology, "methodology",
                            N_("Change Methodology"), pp_methodologies_list (),
                            pp_methodology_get_label);
  pp_inspector_bind_entry (self->info, self->title, "title", N_("Rename Model"));
  pp_inspector_bind_text (self->info, self->description, "description",
                          N_("Change Model Description"));
  pp_inspector_bind_entry (self->info, self->owner, "owner", N_("Change Owner"));
  pp_inspector_bind_entry (self->info, self->reviewer, "reviewer", N_("Change Reviewer"));
  pp_inspector_bind_tags (self->info, self->contributors, "contributors",
                          N_("Change Contributors"));
  pp_inspector_marking_row_bind (self->layout_marking, self->layouts);
  pp_inspector_marking_row_bind (self->marking, self->info);
  pp_property_list_set_subject (self->properties, self->info);
}

static void
pp_inspector_layout_map (GtkWidget *widget)
{
  count_now (PP_INSPECTOR_LAYOUT (widget));
  GTK_WIDGET_CLASS (pp_inspector_layout_parent_class)->map (widget);
}

static void
pp_inspector_layout_dispose (GObject *object)
{
  PpInspectorLayout *self = PP_INSPECTOR_LAYOUT (object);

  g_clear_handle_id (&self->count_timeout, g_source_remove);
  if (self->info != NULL)
    g_signal_handlers_disconnect_by_data (self->info, self);
  if (self->layouts != NULL)
    g_signal_handlers_disconnect_by_data (self->layouts, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_INSPECTOR_LAYOUT);
  g_clear_object (&self->layouts);
  g_clear_object (&self->info);

  G_OBJECT_CLASS (pp_inspector_layout_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, scrolled);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, parts);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, layout_group);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, layout_title);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, layout_description);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, methodology);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, title);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, description);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, owner);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, reviewer);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, contributors);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, layout_marking);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, marking);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, elements);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, threats);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, diagrams);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorLayout, properties);
  gtk_widget_class_bind_template_callback (widget_class, property_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, property_removed_cb);
}

static void
pp_inspector_layout_class_init (PpInspectorLayoutClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_inspector_layout_dispose;
  widget_class->map = pp_inspector_layout_map;

  signals[PROPERTY_OPENED] = g_signal_new ("property-opened", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[PROPERTY_REMOVED] = g_signal_new ("property-removed", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (PP_TYPE_INSPECTOR_MARKING_ROW);
  g_type_ensure (PP_TYPE_INSPECTOR_TAGS_ROW);
  g_type_ensure (PP_TYPE_INSPECTOR_TEXT_ROW);
  g_type_ensure (PP_TYPE_PROPERTY_LIST);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parapet/Parapet/ui/pp-inspector-layout.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
pp_inspector_layout_init (PpInspectorLayout *self)
{
  self->layouts = pp_inspector_subject_new ();
  self->info = pp_inspector_subject_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  bind_rows (self);
  pp_reveal_in_turns (self->parts);
  g_signal_connect_swapped (self->layouts, "changed", G_CALLBACK (layouts_changed_cb), self);
  g_signal_connect_swapped (self->info, "changed", G_CALLBACK (info_changed_cb), self);
}

/**
 * pp_inspector_layout_set_context:
 * @self: a page
 * @history: (nullable): the way to the model
 * @layout_id: (nullable): the layout that is open
 */
void
pp_inspector_layout_set_context (PpInspectorLayout *self,
                                 PpHistory         *history,
                                 const char        *layout_id)
{
  const char *layouts[] = { layout_id, NULL };
  const char *models[] = { NULL, NULL };

  if (history != NULL)
    {
      PpInfo *info = pp_model_get_info (pp_history_get_model (history));

      models[0] = pp_record_get_id (PP_RECORD (info));
    }
  pp_inspector_subject_set (self->layouts, history, layouts);
  pp_inspector_subject_set (self->info, history, models);
}

void
pp_inspector_layout_focus (PpInspectorLayout *self)
{
  gboolean has_layout = gtk_widget_get_visible (self->layout_group);

  pp_reveal_finish (self->parts);
  gtk_widget_grab_focus (has_layout ? GTK_WIDGET (self->layout_title) : GTK_WIDGET (self->title));
}

void
pp_inspector_layout_focus_property (PpInspectorLayout *self,
                                    const char        *name)
{
  GtkWidget *row = pp_property_list_find_row (self->properties, name);

  pp_reveal_finish (self->parts);
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/**
 * pp_inspector_layout_flush:
 * @self: a page
 *
 * Takes over what is typed but not yet in the model.
 */
void
pp_inspector_layout_flush (PpInspectorLayout *self)
{
  pp_inspector_tags_row_flush (self->contributors);
  pp_inspector_marking_row_flush (self->layout_marking);
  pp_inspector_marking_row_flush (self->marking);
  pp_inspector_subject_end_typing (self->layouts);
  pp_inspector_subject_end_typing (self->info);
}

GtkWidget *
pp_inspector_layout_get_part (PpInspectorLayout *self,
                              const char        *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), PP_TYPE_INSPECTOR_LAYOUT,
                                                    name));
}
