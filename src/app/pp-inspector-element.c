/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-inspector-element.h"

#include <glib/gi18n.h>

#include "pp-attack.h"
#include "pp-fact-list.h"
#include "pp-inspector-binding.h"
#include "pp-inspector-kind-row.h"
#include "pp-inspector-marking-row.h"
#include "pp-inspector-place.h"
#include "pp-inspector-subject.h"
#include "pp-inspector-suggestions.h"
#include "pp-property-list.h"
#include "pp-reference-vocabulary.h"
#include "pp-reveal.h"
#include "pp-threat-list.h"

struct _PpInspectorElement {
  GtkWidget              parent_instance;

  /* template widgets */
  GtkWidget             *scrolled;
  GtkWidget             *parts;
  GtkLabel              *many_label;
  GtkWidget             *general_group;
  AdwEntryRow           *name;
  PpInspectorKindRow    *kind;
  AdwEntryRow           *category;
  PpInspectorTextRow    *description;
  GtkWidget             *flow_group;
  AdwActionRow          *source;
  AdwActionRow          *target;
  AdwEntryRow           *protocol;
  GtkSwitch             *bidirectional;
  GtkWidget             *attack_group;
  PpInspectorTagsRow    *techniques;
  PpInspectorTagsRow    *phases;
  PpThreatList          *threats;
  PpFactList            *facts;
  AdwActionRow          *scope_row;
  GtkSwitch             *out_of_scope;
  AdwEntryRow           *scope_reason;
  PpInspectorMarkingRow *marking;
  PpInspectorTagsRow    *references;
  PpPropertyList        *properties;
  PpInspectorPlace      *place;

  /* owned */
  PpInspectorSubject    *subject;
  PpInspectorSubject    *layouts;
  PpKinds               *kinds;
};

G_DEFINE_FINAL_TYPE (PpInspectorElement, pp_inspector_element, GTK_TYPE_WIDGET)

enum {
  FOLLOW,
  THREAT_OPENED,
  ADD_THREAT,
  PROPERTY_OPENED,
  PROPERTY_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char * const known_protocols[] = {
  "HTTPS", "HTTP", "gRPC", "WebSocket", "TLS", "TCP", "UDP", "AMQP", "MQTT", "Kafka", "SQL",
  "SSH", "SFTP", "SMTP", "LDAP", "DNS", "Modbus", "OPC UA", "DNP3", NULL
};

static PpElement *
get_first (PpInspectorElement *self)
{
  PpRecord *record = pp_inspector_subject_get_record (self->subject, 0);

  return PP_IS_ELEMENT (record) ? PP_ELEMENT (record) : NULL;
}

static gboolean
has_edges_only (PpInspectorElement *self,
                gboolean           *nodes_only)
{
  gboolean edges_only = TRUE;

  *nodes_only = TRUE;
  for (guint i = 0; i < pp_inspector_subject_get_n_ids (self->subject); i++)
    {
      gboolean is_edge = PP_IS_EDGE (pp_inspector_subject_get_record (self->subject, i));

      edges_only = edges_only && is_edge;
      *nodes_only = *nodes_only && !is_edge;
      if (!edges_only && !*nodes_only)
        break;
    }
  return edges_only;
}

static void
refresh_kind (PpInspectorElement *self)
{
  gboolean nodes_only, mixed;
  gboolean edges_only = has_edges_only (self, &nodes_only);
  PpInspectorKinds offer = edges_only ? PP_INSPECTOR_KINDS_OF_EDGES : PP_INSPECTOR_KINDS_OF_NODES;
  g_autoptr (JsonNode) kind = pp_inspector_subject_dup_common (self->subject, "kind", &mixed);

  /* Nodes and edges together have no kind to choose, and nothing else of this group. */
  gtk_widget_set_visible (self->general_group, edges_only || nodes_only);
  if (self->kinds == NULL)
    return;
  if (mixed)
    pp_inspector_kind_row_show_mixed (self->kind, offer);
  else
    pp_inspector_kind_row_show (self->kind, offer, kind != NULL ? json_node_get_string (kind) : "");
}

static void
show_end (PpInspectorElement *self,
          AdwActionRow       *row,
          const char         *id)
{
  PpModel *model = pp_inspector_subject_get_model (self->subject);
  PpElement *end = id != NULL ? pp_model_lookup_element (model, id) : NULL;
  const char *name = end != NULL ? pp_element_get_name (end) : NULL;

  if (end == NULL)
    /* Translators: an end of a flow that is not connected to anything. */
    name = _("Not connected");
  else if (*name == '\0')
    name = _("Unnamed");
  adw_action_row_set_subtitle (row, name);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), end != NULL);
}

static gboolean
is_attack (PpElement *element)
{
  const char *kind = pp_element_get_kind (element);

  return strcmp (kind, "attack") == 0 || strcmp (kind, "exploit") == 0
         || pp_element_get_techniques (element)[0] != NULL
         || pp_element_get_kill_chain_phases (element)[0] != NULL;
}

static void
offer_tactics (PpInspectorElement *self)
{
  g_autoptr (GArray) tactics = pp_attack_list_tactics (pp_attack_get_default (),
                                                       PP_ATTACK_ENTERPRISE);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < tactics->len; i++)
    g_ptr_array_add (words, (char *) g_array_index (tactics, PpTactic, i).short_name);
  g_ptr_array_add (words, NULL);
  pp_inspector_tags_row_set_suggestions (self->phases, (const char * const *) words->pdata);
}

static void
refresh_attack (PpInspectorElement *self,
                PpElement          *element)
{
  gboolean shows = element != NULL && is_attack (element);

  gtk_widget_set_visible (self->attack_group, shows);
  if (shows)
    offer_tactics (self);
}

static void
refresh_edge (PpInspectorElement *self,
              PpElement          *element)
{
  gboolean is_edge = PP_IS_EDGE (element);

  gtk_widget_set_visible (self->flow_group, is_edge);
  refresh_attack (self, element);
  if (!is_edge)
    return;
  show_end (self, self->source, pp_edge_get_source (PP_EDGE (element)));
  show_end (self, self->target, pp_edge_get_target (PP_EDGE (element)));
}

static void
refresh_scope (PpInspectorElement *self)
{
  gboolean mixed;
  g_autoptr (JsonNode) value =
    pp_inspector_subject_dup_common (self->subject, "outOfScope", &mixed);

  adw_action_row_set_subtitle (self->scope_row, mixed ? _("Several values") : "");
  gtk_widget_set_visible (GTK_WIDGET (self->scope_reason), value != NULL);
}

static void
show_count (PpInspectorElement *self,
            guint               n_ids)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->many_label), n_ids > 1);
  if (n_ids <= 1)
    return;
  text = g_strdup_printf (ngettext ("%u Element", "%u Elements", n_ids), n_ids);
  gtk_label_set_label (self->many_label, text);
}

static void
subject_changed_cb (PpInspectorElement *self)
{
  guint n_ids = pp_inspector_subject_get_n_ids (self->subject);
  PpElement *single = n_ids == 1 ? get_first (self) : NULL;

  if (n_ids == 0)
    return;
  show_count (self, n_ids);
  gtk_widget_set_visible (GTK_WIDGET (self->name), single != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->description), single != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->references), single != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->threats), single != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->properties), single != NULL);
  refresh_kind (self);
  refresh_edge (self, single);
  refresh_scope (self);
  pp_fact_list_refresh (self->facts);
  pp_inspector_place_refresh (self->place);
  if (single != NULL)
    {
      pp_threat_list_refresh (self->threats);
      pp_property_list_refresh (self->properties);
    }
}

static void
layout_changed_cb (PpInspectorElement *self)
{
  pp_inspector_place_refresh (self->place);
}

static void
kind_chosen_cb (PpInspectorElement *self,
                const char         *kind)
{
  g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), kind);

  pp_inspector_subject_set_field (self->subject, N_("Change Kind"), "kind", value);
}

static void
follow (PpInspectorElement *self,
        const char         *id)
{
  g_autofree char *copy = g_strdup (id);

  if (copy != NULL)
    g_signal_emit (self, signals[FOLLOW], 0, copy);
}

static void
source_activated_cb (PpInspectorElement *self)
{
  follow (self, pp_edge_get_source (PP_EDGE (get_first (self))));
}

static void
target_activated_cb (PpInspectorElement *self)
{
  follow (self, pp_edge_get_target (PP_EDGE (get_first (self))));
}

static void
place_followed_cb (PpInspectorElement *self,
                   const char         *id)
{
  follow (self, id);
}

static void
threat_opened_cb (PpInspectorElement *self,
                  const char         *threat_id)
{
  g_signal_emit (self, signals[THREAT_OPENED], 0, threat_id);
}

static void
add_threat_cb (PpInspectorElement *self)
{
  g_signal_emit (self, signals[ADD_THREAT], 0);
}

static void
property_opened_cb (PpInspectorElement *self,
                    char              **path)
{
  g_signal_emit (self, signals[PROPERTY_OPENED], 0, path);
}

static void
property_removed_cb (PpInspectorElement *self,
                     const char         *name)
{
  g_signal_emit (self, signals[PROPERTY_REMOVED], 0, name);
}

static void
protocol_chosen_cb (GtkWidget  *row,
                    const char *word)
{
  gtk_editable_set_text (GTK_EDITABLE (row), word);
}

static void
bind_rows (PpInspectorElement *self)
{
  PpInspectorSubject *subject = self->subject;

  pp_inspector_bind_entry (subject, self->name, "name", N_("Rename"));
  pp_inspector_bind_entry (subject, self->category, "category", N_("Change Category"));
  pp_inspector_binding_serve_many (GTK_WIDGET (self->category));
  pp_inspector_bind_text (subject, self->description, "description", N_("Change Description"));
  pp_inspector_bind_entry (subject, self->protocol, "protocol", N_("Change Protocol"));
  pp_inspector_bind_switch (subject, self->bidirectional, "bidirectional",
                            N_("Change Direction"));
  pp_inspector_tags_row_set_vocabulary (self->techniques, pp_reference_vocabulary_get_techniques ());
  pp_inspector_tags_row_set_vocabulary (self->references, pp_reference_vocabulary_get_any ());
  pp_inspector_bind_tags (subject, self->techniques, "techniques", N_("Change Techniques"));
  pp_inspector_bind_tags (subject, self->phases, "killChainPhases", N_("Change Phases"));
  pp_inspector_bind_switch (subject, self->out_of_scope, "outOfScope", N_("Change Scope"));
  pp_inspector_bind_entry (subject, self->scope_reason, "scopeReason",
                           N_("Change Reason for Scope"));
  pp_inspector_binding_serve_many (GTK_WIDGET (self->out_of_scope));
  pp_inspector_binding_serve_many (GTK_WIDGET (self->scope_reason));
  pp_inspector_bind_tags (subject, self->references, "references", N_("Change References"));
  pp_inspector_marking_row_bind (self->marking, subject);
  pp_fact_list_set_subject (self->facts, subject);
  pp_threat_list_set_subject (self->threats, subject);
  pp_property_list_set_subject (self->properties, subject);
  pp_inspector_place_set_subjects (self->place, subject, self->layouts);
}

static void
pp_inspector_element_dispose (GObject *object)
{
  PpInspectorElement *self = PP_INSPECTOR_ELEMENT (object);

  if (self->subject != NULL)
    g_signal_handlers_disconnect_by_data (self->subject, self);
  if (self->layouts != NULL)
    g_signal_handlers_disconnect_by_data (self->layouts, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_INSPECTOR_ELEMENT);
  g_clear_object (&self->subject);
  g_clear_object (&self->layouts);
  g_clear_object (&self->kinds);

  G_OBJECT_CLASS (pp_inspector_element_parent_class)->dispose (object);
}

static void
ensure_types (void)
{
  g_type_ensure (PP_TYPE_FACT_LIST);
  g_type_ensure (PP_TYPE_INSPECTOR_KIND_ROW);
  g_type_ensure (PP_TYPE_INSPECTOR_MARKING_ROW);
  g_type_ensure (PP_TYPE_INSPECTOR_PLACE);
  g_type_ensure (PP_TYPE_INSPECTOR_TAGS_ROW);
  g_type_ensure (PP_TYPE_INSPECTOR_TEXT_ROW);
  g_type_ensure (PP_TYPE_PROPERTY_LIST);
  g_type_ensure (PP_TYPE_THREAT_LIST);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, scrolled);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, parts);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, many_label);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, general_group);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, name);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, kind);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, category);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, description);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, flow_group);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, source);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, target);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, protocol);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, bidirectional);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, attack_group);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, techniques);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, phases);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, threats);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, facts);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, scope_row);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, out_of_scope);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, scope_reason);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, marking);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, references);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, properties);
  gtk_widget_class_bind_template_child (widget_class, PpInspectorElement, place);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, source_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, target_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_followed_cb);
  gtk_widget_class_bind_template_callback (widget_class, threat_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_threat_cb);
  gtk_widget_class_bind_template_callback (widget_class, property_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, property_removed_cb);
}

static guint
make_signal (PpInspectorElementClass *klass,
             const char              *name,
             GType                    type)
{
  if (type == G_TYPE_NONE)
    return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, type);
}

static void
pp_inspector_element_class_init (PpInspectorElementClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_inspector_element_dispose;

  signals[FOLLOW] = make_signal (klass, "follow", G_TYPE_STRING);
  signals[THREAT_OPENED] = make_signal (klass, "threat-opened", G_TYPE_STRING);
  signals[ADD_THREAT] = make_signal (klass, "add-threat", G_TYPE_NONE);
  signals[PROPERTY_OPENED] = make_signal (klass, "property-opened", G_TYPE_STRV);
  signals[PROPERTY_REMOVED] = make_signal (klass, "property-removed", G_TYPE_STRING);

  ensure_types ();
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parapet/Parapet/ui/pp-inspector-element.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
add_protocol_menu (PpInspectorElement *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "pan-down-symbolic");
  gtk_widget_set_tooltip_text (button, _("Known Protocols"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Known protocols"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_entry_row_add_suffix (self->protocol, button);
  pp_inspector_suggestions_attach (GTK_MENU_BUTTON (button), known_protocols,
                                   GTK_WIDGET (self->protocol), protocol_chosen_cb);
}

static void
pp_inspector_element_init (PpInspectorElement *self)
{
  self->subject = pp_inspector_subject_new ();
  self->layouts = pp_inspector_subject_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_protocol_menu (self);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->source), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->target), FALSE);
  bind_rows (self);
  pp_reveal_in_turns (self->parts);
  g_signal_connect_swapped (self->subject, "changed", G_CALLBACK (subject_changed_cb), self);
  g_signal_connect_swapped (self->layouts, "changed", G_CALLBACK (layout_changed_cb), self);
}

/**
 * pp_inspector_element_set_context:
 * @self: a page
 * @history: (nullable): the way to the model
 * @kinds: (nullable): the kinds of elements
 * @layout_id: (nullable): the layout in which elements are selected
 */
void
pp_inspector_element_set_context (PpInspectorElement *self,
                                  PpHistory          *history,
                                  PpKinds            *kinds,
                                  const char         *layout_id)
{
  const char *layouts[] = { layout_id, NULL };

  g_set_object (&self->kinds, kinds);
  pp_inspector_kind_row_set_kinds (self->kind, kinds);
  pp_fact_list_set_kinds (self->facts, kinds);
  pp_inspector_subject_set (self->layouts, history, layouts);
  if (history != pp_inspector_subject_get_history (self->subject))
    pp_inspector_subject_set (self->subject, history, NULL);
}

/**
 * pp_inspector_element_set_ids:
 * @self: a page
 * @ids: (array zero-terminated=1): the selected elements
 */
void
pp_inspector_element_set_ids (PpInspectorElement *self,
                              const char * const *ids)
{
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  gboolean other = g_strcmp0 (ids[0], pp_inspector_subject_get_id (self->subject, 0)) != 0;

  pp_inspector_element_flush (self);
  pp_inspector_subject_set (self->subject, pp_inspector_subject_get_history (self->layouts), ids);
  if (other)
    gtk_adjustment_set_value (adjustment, 0);
}

void
pp_inspector_element_focus (PpInspectorElement *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->name)))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
      gtk_editable_select_region (GTK_EDITABLE (self->name), 0, -1);
    }
  else
    {
      gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
    }
}

void
pp_inspector_element_focus_threat (PpInspectorElement *self,
                                   const char         *threat_id)
{
  GtkWidget *row = pp_threat_list_find_row (self->threats, threat_id);

  pp_reveal_finish (self->parts);
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

void
pp_inspector_element_focus_property (PpInspectorElement *self,
                                     const char         *name)
{
  GtkWidget *row = pp_property_list_find_row (self->properties, name);

  pp_reveal_finish (self->parts);
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/**
 * pp_inspector_element_flush:
 * @self: a page
 *
 * Takes over what is typed but not yet in the model.
 */
void
pp_inspector_element_flush (PpInspectorElement *self)
{
  pp_inspector_tags_row_flush (self->techniques);
  pp_inspector_tags_row_flush (self->phases);
  pp_inspector_tags_row_flush (self->references);
  pp_inspector_marking_row_flush (self->marking);
  pp_fact_list_flush (self->facts);
  pp_inspector_subject_end_typing (self->subject);
  pp_inspector_subject_end_typing (self->layouts);
}

GtkWidget *
pp_inspector_element_get_part (PpInspectorElement *self,
                               const char         *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), PP_TYPE_INSPECTOR_ELEMENT,
                                                    name));
}
