/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-inspector.h"

#include <glib/gi18n.h>

#include "pp-edit.h"
#include "pp-inspector-element.h"
#include "pp-inspector-layout.h"
#include "pp-later.h"
#include "pp-methodologies.h"
#include "pp-property-page.h"
#include "pp-threat-page.h"
#include "pp-turn.h"

/* Above this, a selection is shown when it stands still for a moment: a rubber band that grows over
 * thousands of elements must not wait for the panel. */
#define MAX_IDS_AT_ONCE 200
#define SETTLE_MS 60

struct _PpInspector {
  GtkWidget           parent_instance;

  /* template widgets */
  GtkStack           *stack;
  PpLater            *element_page;
  PpLater            *layout_page;
  PpLater            *threat_page;
  PpLater            *property_page;

  /* owned */
  PpHistory          *history;
  PpKinds            *kinds;
  char               *layout_id;
  char              **ids;              /* what is shown */
  char              **next_ids;         /* (nullable): what is shown next */

  /* state */
  guint               settle_timeout;
  guint               coming;
};

G_DEFINE_FINAL_TYPE (PpInspector, pp_inspector, GTK_TYPE_WIDGET)

enum {
  SELECT_ELEMENT,
  REMOVED_SIGNAL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static PpInspectorElement *
get_element_page (PpInspector *self)
{
  return PP_INSPECTOR_ELEMENT (pp_later_get (self->element_page));
}

static PpInspectorLayout *
get_layout_page (PpInspector *self)
{
  return PP_INSPECTOR_LAYOUT (pp_later_get (self->layout_page));
}

static PpThreatPage *
get_threat_page (PpInspector *self)
{
  return PP_THREAT_PAGE (pp_later_get (self->threat_page));
}

static PpPropertyPage *
get_property_page (PpInspector *self)
{
  return PP_PROPERTY_PAGE (pp_later_get (self->property_page));
}

static gboolean
is_page (PpInspector *self,
         const char  *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0;
}

static gboolean
on_sub_page (PpInspector *self)
{
  return is_page (self, "threat") || is_page (self, "property");
}

static const char *
main_page (PpInspector *self)
{
  if (self->history == NULL)
    return "empty";
  return self->ids[0] != NULL ? "element" : "layout";
}

static void
turn_to (PpInspector            *self,
         const char             *name,
         GtkStackTransitionType  transition)
{
  gtk_stack_set_visible_child_full (self->stack, name, transition);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "inspector.back", on_sub_page (self));
}

static void
turn_to_main (PpInspector *self)
{
  turn_to (self, main_page (self), on_sub_page (self) ? GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT
                                                      : GTK_STACK_TRANSITION_TYPE_NONE);
}

static void
forget_sub_pages (PpInspector *self)
{
  PpThreatPage *threat_page = (PpThreatPage *) pp_later_peek (self->threat_page);
  PpPropertyPage *property_page = (PpPropertyPage *) pp_later_peek (self->property_page);
  static const char * const no_path[] = { NULL };

  if (threat_page != NULL)
    pp_threat_page_set_threat (threat_page, self->history, self->kinds, self->layout_id, NULL);
  if (property_page != NULL)
    pp_property_page_set_path (property_page, self->history, NULL, no_path);
}

static void
go_back (PpInspector *self)
{
  g_autofree char *threat_id = NULL, *property = NULL;
  gboolean from_threat = is_page (self, "threat");
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  if (!on_sub_page (self))
    return;
  if (from_threat)
    {
      threat_id = g_strdup (pp_threat_page_get_threat (get_threat_page (self)));
      pp_threat_page_flush (get_threat_page (self));
    }
  else
    {
      if (pp_property_page_go_up (get_property_page (self)))
        return;
      property = g_strdup (pp_property_page_get_top (get_property_page (self)));
    }
  turn_to_main (self);
  forget_sub_pages (self);
  if (!had_focus)
    return;
  if (from_threat && threat_id != NULL)
    pp_inspector_element_focus_threat (get_element_page (self), threat_id);
  else if (property != NULL && is_page (self, "element"))
    pp_inspector_element_focus_property (get_element_page (self), property);
  else if (property != NULL)
    pp_inspector_layout_focus_property (get_layout_page (self), property);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  go_back (PP_INSPECTOR (widget));
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   data)
{
  PpInspector *self = PP_INSPECTOR (widget);

  if (!on_sub_page (self))
    return GDK_EVENT_PROPAGATE;
  go_back (self);
  return GDK_EVENT_STOP;
}

static void
follow_cb (PpInspector *self,
           const char  *id)
{
  g_signal_emit (self, signals[SELECT_ELEMENT], 0, id);
}

static void
open_threat (PpInspector *self,
             const char  *threat_id)
{
  pp_inspector_element_flush (get_element_page (self));
  pp_threat_page_set_threat (get_threat_page (self), self->history, self->kinds, self->layout_id,
                             threat_id);
  turn_to (self, "threat", GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT);
}

static void
threat_opened_cb (PpInspector *self,
                  const char  *threat_id)
{
  g_autofree char *id = g_strdup (threat_id);

  open_threat (self, id);
  pp_threat_page_focus (get_threat_page (self));
}

static void
add_threat_cb (PpInspector *self)
{
  PpModel *model = pp_history_get_model (self->history);
  const char *methodology = pp_threat_page_choose_methodology (model, self->layout_id, NULL);
  PpDfdClass dfd_class = pp_threat_page_get_dfd_class (model, self->kinds, self->ids[0]);
  const char * const *categories = pp_methodology_get_categories (methodology, dfd_class);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  changes = pp_edit_add_threat (model, self->ids[0], methodology, categories[0],
                                /* Translators: the title of a threat that was just added. */
                                _("New threat"), &id);
  if (!pp_history_apply (self->history, N_("Add Threat"), changes, &error))
    {
      g_warning ("A threat was refused: %s", error->message);
      return;
    }
  open_threat (self, id);
  pp_threat_page_edit_title (get_threat_page (self));
}

static void
threat_removed_cb (PpInspector *self,
                   const char  *title)
{
  /* Translators: %s is the title of a threat. */
  g_autofree char *message = g_strdup_printf (_("Threat “%s” deleted"), title);

  g_signal_emit (self, signals[REMOVED_SIGNAL], 0, message);
}

static void
property_removed_cb (PpInspector *self,
                     const char  *name)
{
  /* Translators: %s is the name of a property. */
  g_autofree char *message = g_strdup_printf (_("Property “%s” removed"), name);

  g_signal_emit (self, signals[REMOVED_SIGNAL], 0, message);
}

static void
sub_page_gone_cb (PpInspector *self)
{
  if (on_sub_page (self))
    {
      turn_to_main (self);
      forget_sub_pages (self);
    }
}

static const char *
property_owner (PpInspector *self)
{
  if (self->ids[0] != NULL)
    return self->ids[0];
  return pp_record_get_id (PP_RECORD (pp_model_get_info (pp_history_get_model (self->history))));
}

static void
property_opened_cb (PpInspector *self,
                    char       **path)
{
  pp_inspector_flush (self);
  pp_property_page_set_path (get_property_page (self), self->history, property_owner (self),
                             (const char * const *) path);
  turn_to (self, "property", GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT);
  gtk_widget_child_focus (GTK_WIDGET (get_property_page (self)), GTK_DIR_TAB_FORWARD);
}

static void
layout_made_cb (PpInspector       *self,
                PpInspectorLayout *page)
{
  g_signal_connect_swapped (page, "property-opened", G_CALLBACK (property_opened_cb), self);
  g_signal_connect_swapped (page, "property-removed", G_CALLBACK (property_removed_cb), self);
  pp_inspector_layout_set_context (page, self->history, self->layout_id);
}

static void
element_made_cb (PpInspector        *self,
                 PpInspectorElement *page)
{
  g_signal_connect_swapped (page, "follow", G_CALLBACK (follow_cb), self);
  g_signal_connect_swapped (page, "threat-opened", G_CALLBACK (threat_opened_cb), self);
  g_signal_connect_swapped (page, "add-threat", G_CALLBACK (add_threat_cb), self);
  g_signal_connect_swapped (page, "property-opened", G_CALLBACK (property_opened_cb), self);
  g_signal_connect_swapped (page, "property-removed", G_CALLBACK (property_removed_cb), self);
  pp_inspector_element_set_context (page, self->history, self->kinds, self->layout_id);
}

static void
threat_made_cb (PpInspector  *self,
                PpThreatPage *page)
{
  g_signal_connect_swapped (page, "removed", G_CALLBACK (threat_removed_cb), self);
  g_signal_connect_swapped (page, "gone", G_CALLBACK (sub_page_gone_cb), self);
}

static void
property_made_cb (PpInspector    *self,
                  PpPropertyPage *page)
{
  g_signal_connect_swapped (page, "removed", G_CALLBACK (property_removed_cb), self);
  g_signal_connect_swapped (page, "gone", G_CALLBACK (sub_page_gone_cb), self);
}

static void
stop_waiting (PpInspector *self)
{
  g_clear_handle_id (&self->settle_timeout, g_source_remove);
  g_clear_handle_id (&self->coming, pp_turn_remove);
}

static void
pp_inspector_dispose (GObject *object)
{
  PpInspector *self = PP_INSPECTOR (object);

  stop_waiting (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_INSPECTOR);
  g_clear_object (&self->history);
  g_clear_object (&self->kinds);
  g_clear_pointer (&self->layout_id, g_free);

  G_OBJECT_CLASS (pp_inspector_parent_class)->dispose (object);
}

static void
pp_inspector_finalize (GObject *object)
{
  g_strfreev (PP_INSPECTOR (object)->ids);
  g_strfreev (PP_INSPECTOR (object)->next_ids);

  G_OBJECT_CLASS (pp_inspector_parent_class)->finalize (object);
}

static void
load_style (void)
{
  static gsize loaded = 0;
  GtkCssProvider *provider;

  if (!g_once_init_enter (&loaded))
    return;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/io/github/parapet/Parapet/ui/inspector.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (provider);
  g_once_init_leave (&loaded, 1);
}

static void
pp_inspector_class_init (PpInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = pp_inspector_finalize;

  signals[SELECT_ELEMENT] = g_signal_new ("select-element", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REMOVED_SIGNAL] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "inspector.back", NULL, back_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, escape_cb, NULL);

  g_type_ensure (PP_TYPE_LATER);
  g_type_ensure (PP_TYPE_INSPECTOR_ELEMENT);
  g_type_ensure (PP_TYPE_INSPECTOR_LAYOUT);
  g_type_ensure (PP_TYPE_PROPERTY_PAGE);
  g_type_ensure (PP_TYPE_THREAT_PAGE);
  load_style ();
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parapet/Parapet/ui/pp-inspector.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "inspector");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_bind_template_child (widget_class, PpInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, PpInspector, element_page);
  gtk_widget_class_bind_template_child (widget_class, PpInspector, layout_page);
  gtk_widget_class_bind_template_child (widget_class, PpInspector, threat_page);
  gtk_widget_class_bind_template_child (widget_class, PpInspector, property_page);
  gtk_widget_class_bind_template_callback (widget_class, layout_made_cb);
  gtk_widget_class_bind_template_callback (widget_class, element_made_cb);
  gtk_widget_class_bind_template_callback (widget_class, threat_made_cb);
  gtk_widget_class_bind_template_callback (widget_class, property_made_cb);
}

static void
pp_inspector_init (PpInspector *self)
{
  self->ids = g_new0 (char *, 1);
  gtk_widget_init_template (GTK_WIDGET (self));
  turn_to_main (self);
}

GtkWidget *
pp_inspector_new (void)
{
  return g_object_new (PP_TYPE_INSPECTOR, NULL);
}

static void
show_selection (PpInspector *self)
{
  stop_waiting (self);
  if (self->next_ids != NULL)
    {
      g_strfreev (self->ids);
      self->ids = g_steal_pointer (&self->next_ids);
    }
  if (self->ids[0] != NULL)
    pp_inspector_element_set_ids (get_element_page (self), (const char * const *) self->ids);
  turn_to_main (self);
  forget_sub_pages (self);
}

/* For who goes on with what is selected. */
static void
finish_selection (PpInspector *self)
{
  if (self->next_ids != NULL)
    show_selection (self);
}

static gboolean
settled_cb (gpointer data)
{
  PpInspector *self = data;

  self->settle_timeout = 0;
  show_selection (self);
  return G_SOURCE_REMOVE;
}

static gboolean
come_cb (gpointer data)
{
  PpInspector *self = data;

  self->coming = 0;
  show_selection (self);
  return G_SOURCE_REMOVE;
}

/* Nobody is shown what has been deleted. */
static gboolean
shows_what_is_there (PpInspector *self)
{
  PpModel *model = self->history != NULL ? pp_history_get_model (self->history) : NULL;

  if (model == NULL)
    return FALSE;
  for (guint i = 0; self->ids[i] != NULL; i++)
    if (pp_model_lookup_element (model, self->ids[i]) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * pp_inspector_set_context:
 * @self: an inspector
 * @history: (nullable): the way to the model; %NULL while no model is open
 * @kinds: (nullable): the kinds of elements
 * @layout_id: (nullable): the layout that is open
 *
 * Turns to another model or layout. Where the model is another one, nothing is selected afterwards.
 */
void
pp_inspector_set_context (PpInspector *self,
                          PpHistory   *history,
                          PpKinds     *kinds,
                          const char  *layout_id)
{
  PpInspectorLayout *layout_page;
  PpInspectorElement *element_page;

  g_return_if_fail (PP_IS_INSPECTOR (self));
  g_return_if_fail (history == NULL || PP_IS_HISTORY (history));

  pp_inspector_flush (self);
  if (g_set_object (&self->history, history))
    {
      g_strfreev (self->next_ids);
      self->next_ids = g_new0 (char *, 1);
    }
  g_set_object (&self->kinds, kinds);
  g_free (self->layout_id);
  self->layout_id = g_strdup (layout_id);
  layout_page = (PpInspectorLayout *) pp_later_peek (self->layout_page);
  element_page = (PpInspectorElement *) pp_later_peek (self->element_page);
  if (layout_page != NULL)
    pp_inspector_layout_set_context (layout_page, history, self->layout_id);
  if (element_page != NULL)
    pp_inspector_element_set_context (element_page, history, kinds, self->layout_id);
  show_selection (self);
}

/**
 * pp_inspector_set_selection:
 * @self: an inspector
 * @ids: (array zero-terminated=1): the selected elements; none means the layout and the model
 *
 * Shows other elements, a frame later where the inspector is seen: the diagram, where they are selected, is painted
 * first. What is typed before that is taken over into those that were shown before.
 */
void
pp_inspector_set_selection (PpInspector        *self,
                            const char * const *ids)
{
  static const char * const none[] = { NULL };

  g_return_if_fail (PP_IS_INSPECTOR (self));

  if (ids == NULL)
    ids = none;
  if (g_strv_equal ((const char * const *) (self->next_ids != NULL ? self->next_ids : self->ids), ids))
    return;
  pp_inspector_flush (self);
  stop_waiting (self);
  g_strfreev (self->next_ids);
  self->next_ids = g_strdupv ((char **) (self->history != NULL ? ids : none));
  if (g_strv_length (self->next_ids) > MAX_IDS_AT_ONCE)
    self->settle_timeout = g_timeout_add (SETTLE_MS, settled_cb, self);
  else if (gtk_widget_get_mapped (GTK_WIDGET (self)) && shows_what_is_there (self))
    self->coming = pp_turn_add_after (GTK_WIDGET (self), come_cb, self);
  else
    show_selection (self);
}

/**
 * pp_inspector_focus:
 * @self: an inspector
 *
 * Puts the cursor where the first thing to edit is: the name, all of it selected.
 */
void
pp_inspector_focus (PpInspector *self)
{
  g_return_if_fail (PP_IS_INSPECTOR (self));

  finish_selection (self);
  if (is_page (self, "threat"))
    pp_threat_page_focus (get_threat_page (self));
  else if (is_page (self, "element"))
    pp_inspector_element_focus (get_element_page (self));
  else if (is_page (self, "layout"))
    pp_inspector_layout_focus (get_layout_page (self));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/**
 * pp_inspector_show_threat:
 * @self: an inspector
 * @threat_id: a threat of the model
 *
 * Opens the page of a threat. Select its element first.
 */
void
pp_inspector_show_threat (PpInspector *self,
                          const char  *threat_id)
{
  g_return_if_fail (PP_IS_INSPECTOR (self));
  g_return_if_fail (threat_id != NULL);

  finish_selection (self);
  if (self->history != NULL
      && pp_model_lookup_threat (pp_history_get_model (self->history), threat_id) != NULL)
    open_threat (self, threat_id);
}

/**
 * pp_inspector_flush:
 * @self: an inspector
 *
 * Takes over what is typed but not yet in the model, and makes it a finished step.
 */
void
pp_inspector_flush (PpInspector *self)
{
  PpThreatPage *threat_page;
  PpInspectorElement *element_page;
  PpInspectorLayout *layout_page;

  g_return_if_fail (PP_IS_INSPECTOR (self));

  if (self->history == NULL)
    return;
  threat_page = (PpThreatPage *) pp_later_peek (self->threat_page);
  element_page = (PpInspectorElement *) pp_later_peek (self->element_page);
  layout_page = (PpInspectorLayout *) pp_later_peek (self->layout_page);
  if (threat_page != NULL)
    pp_threat_page_flush (threat_page);
  if (element_page != NULL)
    pp_inspector_element_flush (element_page);
  if (layout_page != NULL)
    pp_inspector_layout_flush (layout_page);
}
