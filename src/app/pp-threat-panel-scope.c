/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How much of the model the panel is about: all of it, or a service or an asset. That is what is selected
 * on the diagram, or what the diagram itself is kept to: a layout may carry a scope. */

#include "config.h"

#include "pp-threat-panel-private.h"

#include <glib/gi18n.h>

#include "pp-threat-words.h"

/* The scope that the diagram carries; its element is the caller's. */
static PpScopeType
read_carried (PpThreatPanel  *self,
              char          **element)
{
  PpLayout *layout = self->assessment != NULL && self->layout_id != NULL
                     ? pp_model_lookup_layout (_pp_threat_panel_get_model (self), self->layout_id) : NULL;
  JsonNode *node = layout != NULL ? pp_layout_get_scope (layout) : NULL;
  PpScope scope = { 0 };

  *element = NULL;
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING
      || !pp_scope_from_string (json_node_get_string (node), &scope)
      || scope.type == PP_SCOPE_APPLICATION
      || pp_model_lookup_element (_pp_threat_panel_get_model (self), scope.element) == NULL)
    return PP_SCOPE_APPLICATION;
  *element = g_strdup (scope.element);
  return scope.type;
}

PpScope
_pp_threat_panel_get_scope (PpThreatPanel *self)
{
  return (PpScope) { .type = self->scope,
                     .element = self->scope_element != NULL ? self->scope_element : self->element };
}

/* A service or an asset is what is selected; without that there is nothing to show. */
gboolean
_pp_threat_panel_lacks_element (PpThreatPanel *self)
{
  return self->scope != PP_SCOPE_APPLICATION && _pp_threat_panel_get_scope (self).element == NULL;
}

/* Says whom the scope is about. */
static void
show_names (PpThreatPanel *self)
{
  static const char * const plain[] = { NULL, N_("Selected Service"), N_("Selected Asset") };
  /* Translators: a scope and the name of its element. */
  static const char * const named[] = { NULL, N_("Service: %s"), N_("Asset: %s") };
  PpScope scope = _pp_threat_panel_get_scope (self);

  for (guint i = PP_SCOPE_SERVICE; i <= PP_SCOPE_ASSET; i++)
    {
      g_autofree char *name = scope.element != NULL && scope.type == i
                              ? pp_threat_words_dup_element (_pp_threat_panel_get_model (self), scope.element) : NULL;
      g_autofree char *text = name != NULL ? g_strdup_printf (_(named[i]), name) : g_strdup (_(plain[i]));
      const char *texts[] = { text, NULL };

      if (!g_str_equal (gtk_string_list_get_string (self->scope_names, i), text))
        gtk_string_list_splice (self->scope_names, i, 1, texts);
    }
}

static void
show_kept (PpThreatPanel *self)
{
  g_autofree char *element = NULL;
  PpScopeType carried = read_carried (self, &element);
  PpScope scope = _pp_threat_panel_get_scope (self);

  gtk_widget_set_visible (self->keep_scope, carried != PP_SCOPE_APPLICATION
                          || (self->scope != PP_SCOPE_APPLICATION && scope.element != NULL));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->keep_scope), carried != PP_SCOPE_APPLICATION
                                && carried == scope.type && g_strcmp0 (element, scope.element) == 0);
}

/* The choice, the names and the pin follow what is so; none of them is told of by that. */
void
_pp_threat_panel_update_scope (PpThreatPanel *self)
{
  gboolean showing = self->showing_scope;

  self->showing_scope = TRUE;
  show_names (self);
  gtk_drop_down_set_selected (self->scope_choice, self->scope);
  show_kept (self);
  self->showing_scope = showing;
}

static void
apply_scope (PpThreatPanel *self,
             PpScopeType    type,
             const char    *element)
{
  gboolean other = self->scope != type;

  g_free (self->scope_element);
  self->scope_element = g_strdup (element);
  self->scope = type;
  _pp_threat_panel_update_scope (self);
  _pp_threat_panel_refresh (self);
  if (other)
    g_object_notify (G_OBJECT (self), "scope");
}

void
_pp_threat_panel_scope_chosen_cb (PpThreatPanel *self)
{
  if (!self->showing_scope)
    apply_scope (self, gtk_drop_down_get_selected (self->scope_choice), NULL);
}

void
_pp_threat_panel_set_scope (PpThreatPanel *self,
                            guint          scope)
{
  if (self->scope != scope)
    apply_scope (self, scope, NULL);
}

void
_pp_threat_panel_keep_scope_cb (PpThreatPanel *self)
{
  static const char * const words[] = { "application", "service", "asset" };
  gboolean keep = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->keep_scope));
  PpScope scope = _pp_threat_panel_get_scope (self);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) value = NULL;

  if (self->showing_scope || self->layout_id == NULL)
    return;
  if (keep && scope.type != PP_SCOPE_APPLICATION && scope.element != NULL)
    {
      text = g_strdup_printf ("%s=%s", words[scope.type], scope.element);
      value = json_node_init_string (json_node_alloc (), text);
    }
  pp_history_set (pp_assessment_get_history (self->assessment), N_("Scope of Diagram"), self->layout_id, "scope",
                  value, NULL);
  _pp_threat_panel_update_scope (self);
}

/**
 * pp_threat_panel_show_scope:
 * @self: a panel
 * @type: how much
 * @element_id: (nullable): of what
 *
 * Stays with the element until another scope is chosen.
 */
void
pp_threat_panel_show_scope (PpThreatPanel *self,
                            PpScopeType    type,
                            const char    *element_id)
{
  g_return_if_fail (PP_IS_THREAT_PANEL (self));
  apply_scope (self, type, element_id);
}

/**
 * pp_threat_panel_set_layout:
 * @self: a panel
 * @layout_id: (nullable): the diagram that is shown
 *
 * Takes the scope that the diagram carries. One that was taken from the diagram before is given up.
 */
void
pp_threat_panel_set_layout (PpThreatPanel *self,
                            const char    *layout_id)
{
  g_autofree char *element = NULL;
  PpScopeType carried;

  g_return_if_fail (PP_IS_THREAT_PANEL (self));
  if (g_strcmp0 (self->layout_id, layout_id) != 0)
    {
      g_free (self->layout_id);
      self->layout_id = g_strdup (layout_id);
    }
  carried = read_carried (self, &element);
  if (carried != PP_SCOPE_APPLICATION)
    apply_scope (self, carried, element);
  else if (self->scope_carried)
    apply_scope (self, PP_SCOPE_APPLICATION, NULL);
  else
    _pp_threat_panel_update_scope (self);
  self->scope_carried = carried != PP_SCOPE_APPLICATION;
}
