/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Random models and random edits of them. */

#include "pp-random-model.h"

#include "pp-edit.h"
#include "pp-kinds.h"

#include <string.h>

static const char * const node_kinds[] = {
  "process", "process", "api", "web-service", "identity-provider", "gateway", "ai-agent", "mcp-server", "plc",
  "hmi", "container", "store", "store", "database", "cache", "queue", "historian", "actor", "user",
  "external-system", "threat-actor",
};
static const char * const box_kinds[] = { "trust-boundary-box", "network" };
static const char * const flow_kinds[] = {
  "data-flow", "data-flow", "data-flow", "communication", "attack", "dependency"
};

static const char * const flow_properties[] = {
  "encrypted", "publicNetwork", "signed", "auth", "data", "returns", "operation", "objectIds", "tlsVersion",
  "validatesCert", "replayProtected", "webhook", "observed", "documented", "oneWay", "untrusted",
  "identityPropagated", "sensitivity", "tokenPassthrough", "pkce", "credentialsIn", "tokenLifetime", "edge",
};
static const char * const process_properties[] = {
  "type", "exposure", "external", "layer", "criticality", "sensitivity", "webApp", "cardPayment", "goods",
  "privilege", "authz", "validatesInput", "encodesOutput", "parameterised", "rateLimited", "logged",
  "redundant", "customCode", "uploads", "validatesFiles", "xml", "fetchesUrls", "outdated",
  "acceptsPasswords", "lockout", "secrets", "csrfToken", "framingDenied", "verifiesTokens",
  "schemaValidated", "filtersResponse", "observed", "documented", "deadLetter", "untrusted", "guarded",
  "executesCode", "sandboxed", "privileged",
};
static const char * const store_properties[] = {
  "type", "engine", "encrypted", "signed", "credentials", "log", "data", "sensitivity", "criticality",
  "publicAccess", "immutable", "backup", "retention", "leastPrivilege", "multiTenant",
  "tenantIsolation", "hsm", "external", "accessControlled",
};
static const char * const actor_properties[] = {
  "human", "authenticates", "threat", "external", "untrusted", "mfa", "sharedAccount", "consent", "attributed",
};
static const char * const box_properties[] = { "type", "layer", "segmented", "logged" };

static const struct {
  const char *property;
  const char *words[9];
} words[] = {
  { "auth", { "none", "password", "basic", "session", "api-key", "bearer", "mtls", "client-secret" } },
  { "operation", { "public", "read", "write", "payment", "admin", "control", "deploy", "program" } },
  { "type", { "api", "web-app", "idp", "plc", "container", "agent", "llm", "vpc" } },
  { "engine", { "sql", "nosql", "cache", "queue", "vector", "ldap", "file", "search" } },
  { "exposure", { "internet", "internal", "partner" } },
  { "layer", { "it", "ot", "backend", "service", "edge" } },
  { "privilege", { "root", "user", "admin" } },
  { "authz", { "none", "coarse", "object" } },
  { "secrets", { "inline", "env", "vault" } },
  { "credentialsIn", { "url", "body" } },
  { "tokenLifetime", { "long", "short" } },
  { "edge", { "none", "none", "none", "attack" } },
};
static const char * const tags[] = {
  "public", "internal", "pii", "health", "payment", "credentials", "tokens", "secrets", "session", "control",
  "telemetry", "code", "web-content", "behaviour", "firmware", "model", "auth-code", "private-key",
};
static const char * const protocols[] = { "", "https", "http", "modbus", "opc-ua", "ldap", "ssh", "stdio" };

#define PICK(array, random) ((array)[g_rand_int_range ((random), 0, G_N_ELEMENTS (array))])

static JsonNode *
text_node (const char *text)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (node, text);
  return node;
}

static JsonNode *
random_tags (GRand *random)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (int i = g_rand_int_range (random, 1, 4); i > 0; i--)
    json_array_add_string_element (array, PICK (tags, random));
  json_node_take_array (node, array);
  return node;
}

JsonNode *
pp_random_model_value (const char *property,
                       GRand      *random)
{
  JsonNode *node;

  if (strcmp (property, "data") == 0 || strcmp (property, "returns") == 0)
    return random_tags (random);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (property, words[i].property) == 0)
      {
        guint n_words = 0;

        while (words[i].words[n_words] != NULL)
          n_words++;
        return text_node (words[i].words[g_rand_int_range (random, 0, n_words)]);
      }
  node = json_node_new (JSON_NODE_VALUE);
  if (strcmp (property, "tlsVersion") == 0)
    json_node_set_double (node, g_rand_boolean (random) ? 1.1 : 1.3);
  else if (strcmp (property, "sensitivity") == 0 || strcmp (property, "criticality") == 0)
    json_node_set_int (node, g_rand_int_range (random, 0, 4));
  else
    json_node_set_boolean (node, g_rand_boolean (random));
  return node;
}

const char *
pp_random_model_property (PpElement *element,
                          GRand     *random)
{
  PpKind *kind = pp_kinds_resolve (pp_kinds_get_default (), pp_element_get_kind (element),
                                   PP_IS_EDGE (element));

  switch (pp_kind_get_dfd_class (kind))
    {
    case PP_DFD_STORE:
      return PICK (store_properties, random);
    case PP_DFD_ACTOR:
      return PICK (actor_properties, random);
    case PP_DFD_FLOW:
      return PICK (flow_properties, random);
    case PP_DFD_BOUNDARY:
      return PICK (box_properties, random);
    default:
      return PICK (process_properties, random);
    }
}

/* --- Edits -------------------------------------------------------------------------------------- */

static PpRecord *
random_record (PpModel      *model,
               PpRecordType  type,
               GRand        *random)
{
  g_autoptr (GPtrArray) records = pp_model_dup_sorted (model, type);

  if (records->len == 0)
    return NULL;
  return g_ptr_array_index (records, g_rand_int_range (random, 0, records->len));
}

static PpElement *
random_element (PpModel *model,
                GRand   *random)
{
  return (PpElement *) random_record (model, g_rand_boolean (random) ? PP_RECORD_NODE : PP_RECORD_EDGE,
                                      random);
}

static void
add_set (GPtrArray  *changes,
         PpRecord   *record,
         const char *field,
         JsonNode   *value)
{
  g_autoptr (JsonNode) before = pp_record_dup_field (record, field);

  g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (record), pp_record_get_id (record),
                                               field, before, value));
}

static void
edit_fact (GPtrArray *changes,
           PpElement *element,
           GRand     *random)
{
  const char *property = pp_random_model_property (element, random);
  g_autofree char *field = g_strdup_printf ("%s/%s", g_rand_int_range (random, 0, 4) > 0 ? "facts" : "properties",
                                            property);
  g_autoptr (JsonNode) value = pp_random_model_value (property, random);
  g_autoptr (JsonNode) fact = NULL;

  if (g_rand_int_range (random, 0, 5) == 0)
    add_set (changes, PP_RECORD (element), field, NULL);
  else if (*field == 'p')
    add_set (changes, PP_RECORD (element), field, value);
  else
    {
      fact = pp_fact_new (value, g_rand_int_range (random, 0, 4), NULL);
      add_set (changes, PP_RECORD (element), field, fact);
    }
}

static void
edit_text (GPtrArray *changes,
           PpElement *element,
           GRand     *random)
{
  g_autofree char *text = g_strdup_printf ("Login %d", g_rand_int_range (random, 0, 100));
  g_autoptr (JsonNode) node = NULL;

  if (PP_IS_EDGE (element) && g_rand_boolean (random))
    {
      node = text_node (PICK (protocols, random));
      add_set (changes, PP_RECORD (element), "protocol", node);
      return;
    }
  node = text_node (text);
  add_set (changes, PP_RECORD (element), "name", node);
}

static void
edit_scope (GPtrArray *changes,
            PpElement *element)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);

  json_node_set_boolean (node, !pp_element_get_out_of_scope (element));
  add_set (changes, PP_RECORD (element), "outOfScope", node);
}

static void
edit_kind (GPtrArray *changes,
           PpElement *element,
           GRand     *random)
{
  g_autoptr (JsonNode) node = text_node (PP_IS_EDGE (element) ? PICK (flow_kinds, random)
                                                              : PICK (node_kinds, random));

  if (strstr (pp_element_get_kind (element), "boundary") == NULL)
    add_set (changes, PP_RECORD (element), "kind", node);
}

static void
edit_end (GPtrArray *changes,
          PpModel   *model,
          GRand     *random)
{
  PpRecord *edge = random_record (model, PP_RECORD_EDGE, random);
  PpRecord *node = random_record (model, PP_RECORD_NODE, random);
  g_autoptr (JsonNode) end = NULL;

  if (edge == NULL || node == NULL || strstr (pp_element_get_kind (PP_ELEMENT (edge)), "curve") != NULL)
    return;
  end = g_rand_int_range (random, 0, 8) > 0 ? text_node (pp_record_get_id (node)) : NULL;
  add_set (changes, edge, g_rand_boolean (random) ? "source" : "target", end);
}

static void
add_random_points (PpPlacement *placement,
                   GRand       *random)
{
  PpPoint points[2];
  guint n_points = g_rand_int_range (random, 0, 3);

  for (guint i = 0; i < n_points; i++)
    points[i] = (PpPoint) { g_rand_int_range (random, 0, 1000), g_rand_int_range (random, 0, 1000) };
  if (n_points > 0)
    pp_placement_set_points (placement, points, n_points);
  placement->has_source_point = placement->has_target_point = TRUE;
  placement->source_point = (PpPoint) { g_rand_int_range (random, 0, 1000), g_rand_int_range (random, 0, 1000) };
  placement->target_point = (PpPoint) { g_rand_int_range (random, 0, 1000), g_rand_int_range (random, 0, 1000) };
}

static PpPlacement *
random_placement (GRand      *random,
                  const char *kind,
                  gboolean    is_edge)
{
  gboolean box = strstr (kind, "boundary") != NULL || strcmp (kind, "network") == 0;
  double width = box ? g_rand_int_range (random, 150, 600) : 100;
  double height = box ? g_rand_int_range (random, 150, 600) : 80;
  PpPlacement *placement = pp_placement_new_box (g_rand_int_range (random, 0, 1000),
                                                 g_rand_int_range (random, 0, 1000), width, height, 1);

  if (is_edge)
    {
      placement->x = placement->y = placement->width = placement->height = 0;
      add_random_points (placement, random);
    }
  return placement;
}

static void
edit_placement (GPtrArray *changes,
                PpModel   *model,
                GRand     *random)
{
  PpElement *element = random_element (model, random);
  PpRecord *layout = random_record (model, PP_RECORD_LAYOUT, random);
  g_autofree char *field = NULL;
  g_autoptr (PpPlacement) placement = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (element == NULL || layout == NULL)
    return;
  field = g_strconcat ("placements/", pp_record_get_id (PP_RECORD (element)), NULL);
  placement = random_placement (random, pp_element_get_kind (element), PP_IS_EDGE (element));
  if (g_rand_int_range (random, 0, 8) > 0)
    node = pp_placement_to_json (placement);
  add_set (changes, layout, field, node);
}

static GPtrArray *
edit_presence (PpModel *model,
               GRand   *random)
{
  PpRecord *layout = random_record (model, PP_RECORD_LAYOUT, random);
  PpRecord *one = random_record (model, PP_RECORD_NODE, random);
  PpRecord *other = random_record (model, PP_RECORD_NODE, random);
  PpElement *gone = random_element (model, random);
  const char *kind = PICK (node_kinds, random);
  g_autoptr (PpPlacement) placement = NULL;

  switch (g_rand_int_range (random, 0, 5))
    {
    case 0:
      if (gone != NULL)
        {
          const char *ids[] = { pp_record_get_id (PP_RECORD (gone)) };

          return pp_edit_remove_elements (model, ids, 1);
        }
      break;
    case 1:
      kind = PICK (box_kinds, random);
      G_GNUC_FALLTHROUGH;
    case 2:
      placement = random_placement (random, kind, FALSE);
      return pp_edit_add_node (model, pp_record_get_id (layout), kind, "New", NULL, placement, NULL, NULL);
    default:
      if (one == NULL)
        break;
      placement = random_placement (random, "data-flow", TRUE);
      return pp_edit_add_edge (model, pp_record_get_id (layout), PICK (flow_kinds, random), "new", NULL,
                               pp_record_get_id (one), pp_record_get_id (other), placement, NULL);
    }
  return pp_change_list_new ();
}

GPtrArray *
pp_random_model_edit (PpModel *model,
                      GRand   *random)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  PpElement *element = random_element (model, random);
  int what = g_rand_int_range (random, 0, 20);

  if (what >= 18 || element == NULL)
    return edit_presence (model, random);
  if (what < 9)
    edit_fact (changes, element, random);
  else if (what < 11)
    edit_text (changes, element, random);
  else if (what < 12)
    edit_scope (changes, element);
  else if (what < 13)
    edit_kind (changes, element, random);
  else if (what < 15)
    edit_end (changes, model, random);
  else
    edit_placement (changes, model, random);
  return g_steal_pointer (&changes);
}

/* --- Models ------------------------------------------------------------------------------------- */

static void
add_element (PpModel      *model,
             PpRecordType  type,
             const char   *id,
             const char   *kind,
             const char   *source,
             const char   *target)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (object, "kind", kind);
  json_object_set_string_member (object, "name", id);
  if (source != NULL)
    json_object_set_string_member (object, "source", source);
  if (target != NULL)
    json_object_set_string_member (object, "target", target);
  json_node_take_object (node, object);
  pp_model_add_record (model, type, id, node, &error);
  g_assert_no_error (error);
}

void
pp_random_model_state (PpModel   *model,
                       PpElement *element,
                       GRand     *random,
                       guint      n_facts)
{
  for (guint i = 0; i < n_facts; i++)
    {
      g_autoptr (GPtrArray) changes = pp_change_list_new ();
      g_autoptr (GError) error = NULL;

      edit_fact (changes, element, random);
      pp_model_apply (model, changes, &error);
      g_assert_no_error (error);
    }
}

/* A file that listed some of the elements, in an order that is not that of their identifiers. */
static JsonObject *
list_in_file (PpModel *model)
{
  g_autoptr (GPtrArray) edges = pp_model_dup_sorted (model, PP_RECORD_EDGE);
  JsonObject *foreign = json_object_new (), *file = json_object_new ();
  JsonArray *cells = json_array_new ();

  for (guint i = edges->len; i > 0; i--)
    if (i % 5 != 0)
      json_array_add_string_element (cells, pp_record_get_id (g_ptr_array_index (edges, i - 1)));
  json_object_set_array_member (file, "cells", cells);
  json_object_set_object_member (foreign, "a-file", file);
  return foreign;
}

static void
add_layout (PpModel *model,
            GRand   *random,
            guint    number)
{
  static const char * const methods[] = { "STRIDE", "STRIDE", "LINDDUN", "CIA" };
  g_autofree char *id = g_strdup_printf ("layout-%u", number);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new (), *placements = json_object_new ();
  g_autoptr (GError) error = NULL;

  for (PpRecordType type = PP_RECORD_NODE; type <= PP_RECORD_EDGE; type++)
    {
      g_autoptr (GPtrArray) records = pp_model_dup_sorted (model, type);

      for (guint i = 0; i < records->len; i++)
        {
          PpElement *element = g_ptr_array_index (records, i);
          g_autoptr (PpPlacement) placement = random_placement (random, pp_element_get_kind (element),
                                                                PP_IS_EDGE (element));

          if (number == 0 || g_rand_int_range (random, 0, 3) == 0)
            json_object_set_member (placements, pp_record_get_id (PP_RECORD (element)),
                                    pp_placement_to_json (placement));
        }
    }
  json_object_set_string_member (object, "title", id);
  json_object_set_string_member (object, "methodology", number == 0 ? "STRIDE" : PICK (methods, random));
  json_object_set_object_member (object, "placements", placements);
  json_object_set_object_member (object, "foreign", list_in_file (model));
  json_node_take_object (node, object);
  pp_model_add_record (model, PP_RECORD_LAYOUT, id, node, &error);
  g_assert_no_error (error);
}

static void
add_boundaries (PpModel *model,
                guint    n_nodes)
{
  for (guint i = 0; i < 3 + n_nodes / 12; i++)
    {
      g_autofree char *id = g_strdup_printf ("box-%03u", i);

      add_element (model, PP_RECORD_NODE, id, box_kinds[i % 2], NULL, NULL);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *id = g_strdup_printf ("curve-%03u", i);

      add_element (model, PP_RECORD_EDGE, id, "trust-boundary-curve", NULL, NULL);
    }
}

PpModel *
pp_random_model_new (GRand *random,
                     guint  n_nodes,
                     guint  n_flows,
                     guint  n_layouts)
{
  PpModel *model = pp_model_new ("random");

  for (guint i = 0; i < n_nodes; i++)
    {
      g_autofree char *id = g_strdup_printf ("node-%05u", i);

      add_element (model, PP_RECORD_NODE, id, PICK (node_kinds, random), NULL, NULL);
      pp_random_model_state (model, pp_model_lookup_element (model, id), random, 5);
    }
  for (guint i = 0; i < n_flows; i++)
    {
      g_autofree char *id = g_strdup_printf ("flow-%05u", i);
      g_autofree char *source = g_strdup_printf ("node-%05u", g_rand_int_range (random, 0, n_nodes));
      g_autofree char *target = g_strdup_printf ("node-%05u", g_rand_int_range (random, 0, n_nodes));

      add_element (model, PP_RECORD_EDGE, id, PICK (flow_kinds, random), source, target);
      pp_random_model_state (model, pp_model_lookup_element (model, id), random, 5);
    }
  add_boundaries (model, n_nodes);
  for (guint i = 0; i < n_layouts; i++)
    add_layout (model, random, i);
  return model;
}

void
pp_random_model_forget_file (PpModel *model)
{
  for (guint i = 0; i < pp_model_get_n_records (model, PP_RECORD_LAYOUT); i++)
    {
      PpRecord *layout = pp_model_peek_record (model, PP_RECORD_LAYOUT, i);
      g_autoptr (GPtrArray) changes = pp_change_list_new ();
      g_autoptr (GError) error = NULL;

      add_set (changes, layout, "foreign", NULL);
      pp_model_apply (model, changes, &error);
      g_assert_no_error (error);
    }
}
