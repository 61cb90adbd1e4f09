/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of Threat Dragon files, as tables. */

#include "pp-td-private.h"

#include <string.h>

#include "pp-json.h"

static const PpTdShape shapes[] = {
  { "process", "tm.Process", "process", PP_DFD_PROCESS, FALSE, 100, 100, 0 },
  { "store", "tm.Store", "store", PP_DFD_STORE, FALSE, 150, 75, 0 },
  { "actor", "tm.Actor", "actor", PP_DFD_ACTOR, FALSE, 150, 80, 0 },
  { "flow", "tm.Flow", "data-flow", PP_DFD_FLOW, TRUE, 0, 0, 10 },
  { "trust-boundary-box", "tm.BoundaryBox", "trust-boundary-box", PP_DFD_BOUNDARY, FALSE, 500, 400, -1 },
  { "trust-boundary-curve", "tm.Boundary", "trust-boundary-curve", PP_DFD_BOUNDARY, TRUE, 0, 0, -1 },
  /* A typing error of Threat Dragon 2.0, which later versions accept. */
  { "trust-broundary-curve", "tm.Boundary", "trust-boundary-curve", PP_DFD_BOUNDARY, TRUE, 0, 0, -1 },
  { "td-text-block", "tm.Text", "text-note", PP_DFD_TEXT, FALSE, 150, 80, 0 },
  /* A line that was saved before it was touched. */
  { "edge", "tm.Flow", "data-flow", PP_DFD_FLOW, TRUE, 0, 0, 10 },
};

static const PpTdShape unknown_node = { NULL, "tm.Text", "text-note", PP_DFD_TEXT, FALSE, 150, 80, 0 };
static const PpTdShape unknown_edge = { NULL, "tm.Flow", "data-flow", PP_DFD_FLOW, TRUE, 0, 0, 10 };

static const PpTdFlag flags[] = {
  { "isEncrypted", "encrypted", FALSE, PP_DFD_FLOW },
  { "isPublicNetwork", "publicNetwork", FALSE, PP_DFD_FLOW },
  { "isALog", "log", FALSE, PP_DFD_STORE },
  { "isEncrypted", "encrypted", FALSE, PP_DFD_STORE },
  { "isSigned", "signed", FALSE, PP_DFD_STORE },
  { "storesCredentials", "credentials", FALSE, PP_DFD_STORE },
  { "storesInventory", "inventory", FALSE, PP_DFD_STORE },
  { "isWebApplication", "webApp", FALSE, PP_DFD_PROCESS },
  { "handlesCardPayment", "cardPayment", FALSE, PP_DFD_PROCESS },
  { "handlesGoodsOrServices", "goods", FALSE, PP_DFD_PROCESS },
  { "privilegeLevel", "privilege", TRUE, PP_DFD_PROCESS },
  { "providesAuthentication", "authenticates", FALSE, PP_DFD_ACTOR },
};

static const PpTdText threat_texts[] = {
  { "title", "title" },
  { "type", "category" },
  { "status", "status" },
  { "severity", "severity" },
  { "description", "description" },
  { "mitigation", "mitigation" },
  { "modelType", "methodology" },
  { "score", "score" },
};

static const struct {
  const char *methodology;
  const char *thumbnail;
} thumbnails[] = {
  { "STRIDE", "thumbnail.stride.jpg" },
  { "LINDDUN", "thumbnail.linddun.jpg" },
  { "CIA", "thumbnail.cia.jpg" },
  { "CIADIE", "thumbnail.die.jpg" },
  { "DIE", "thumbnail.die.jpg" },
  { "PLOT4ai", "thumbnail.plot4ai.jpg" },
  { "EOP", "thumbnail.eop.jpg" },
};

/* What the data of a cell says that it is. */
static const PpTdShape *
shape_of_type (JsonObject *cell,
               gboolean    is_edge)
{
  const char *type = pp_json_get_string (pp_json_get_object (cell, "data"), "type", "");

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (shapes[i].is_edge == is_edge && strcmp (shapes[i].type, type) == 0)
      return &shapes[i];
  return NULL;
}

/**
 * _pp_td_shape_of_cell:
 * @cell: a cell
 *
 * Returns: what it is; a shape without a name for what Threat Dragon does not know
 */
const PpTdShape *
_pp_td_shape_of_cell (JsonObject *cell)
{
  const char *name = pp_json_get_string (cell, "shape", "");
  gboolean is_edge = json_object_has_member (cell, "source") || json_object_has_member (cell, "target");
  const PpTdShape *shape;

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (strcmp (shapes[i].name, name) == 0)
      return &shapes[i];

  shape = shape_of_type (cell, is_edge);
  if (shape != NULL)
    return shape;
  return is_edge ? &unknown_edge : &unknown_node;
}

/**
 * _pp_td_shape_for_kind:
 * @kind: one of our kinds
 * @is_edge: whether the element is an edge
 *
 * Returns: the shape that shows it
 */
const PpTdShape *
_pp_td_shape_for_kind (const char *kind,
                       gboolean    is_edge)
{
  PpKind *resolved = pp_kinds_resolve (pp_kinds_get_default (), kind, is_edge);
  PpDfdClass dfd_class = pp_kind_get_dfd_class (resolved);

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (shapes[i].dfd_class == dfd_class && shapes[i].is_edge == is_edge)
      return &shapes[i];

  return is_edge ? _pp_td_shape_for_kind ("data-flow", TRUE) : _pp_td_shape_for_kind ("process", FALSE);
}

gboolean
_pp_td_shape_has_ports (const PpTdShape *shape)
{
  return shape->dfd_class == PP_DFD_PROCESS || shape->dfd_class == PP_DFD_STORE ||
         shape->dfd_class == PP_DFD_ACTOR;
}

gboolean
_pp_td_shape_has_threats (const PpTdShape *shape)
{
  return _pp_td_shape_has_ports (shape) || shape->dfd_class == PP_DFD_FLOW;
}

const PpTdFlag *
_pp_td_list_flags (guint *n_flags)
{
  *n_flags = G_N_ELEMENTS (flags);

  return flags;
}

const PpTdFlag *
_pp_td_flag_for_fact (const char      *fact,
                      const PpTdShape *shape,
                      JsonObject      *data)
{
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (strcmp (flags[i].fact, fact) == 0 &&
        (flags[i].dfd_class == shape->dfd_class ||
         (data != NULL && json_object_has_member (data, flags[i].key))))
      return &flags[i];

  return NULL;
}

const PpTdText *
_pp_td_list_threat_texts (guint *n_texts)
{
  *n_texts = G_N_ELEMENTS (threat_texts);

  return threat_texts;
}

gint64
_pp_td_next_number (JsonObject *object,
                    const char *name,
                    gint64      fallback)
{
  gint64 number = pp_json_get_int (object, name, -1);

  return number >= 0 && number < PP_TD_MAX_NUMBER ? number + 1 : fallback;
}

/**
 * _pp_td_thumbnail:
 * @methodology: a type of diagram
 *
 * Returns: (transfer full): the picture of such diagrams. With any other text Threat Dragon shows no
 *   list of diagrams.
 */
char *
_pp_td_thumbnail (const char *methodology)
{
  const char *name = "thumbnail.jpg";

  for (guint i = 0; i < G_N_ELEMENTS (thumbnails); i++)
    if (g_ascii_strcasecmp (thumbnails[i].methodology, methodology) == 0)
      name = thumbnails[i].thumbnail;

  return g_strconcat ("./public/content/images/", name, NULL);
}

char *
_pp_td_placeholder (const char *methodology)
{
  return g_strdup_printf ("New %s diagram description", methodology);
}

/* --- what only Parapet knows --- */

const char * const *
_pp_td_parapet_fields (PpRecordType type)
{
  static const char * const of_model[] = {
    "disabledPacks", "lowerings", "marking", "revision", "properties", "foreign", NULL,
  };
  static const char * const of_element[] = {
    "category", "marking", "references", "techniques", "killChainPhases", "foreign", NULL,
  };
  static const char * const of_threat[] = {
    "references", "rule", "origin", "evidence", "marking", "properties", "foreign", NULL,
  };
  static const char * const of_layout[] = { "scope", "viewport", "marking", "foreign", NULL };

  switch (type)
    {
    case PP_RECORD_MODEL:
      return of_model;
    case PP_RECORD_NODE:
    case PP_RECORD_EDGE:
      return of_element;
    case PP_RECORD_THREAT:
      return of_threat;
    case PP_RECORD_LAYOUT:
      return of_layout;
    case PP_RECORD_CONTROL:
    case PP_RECORD_COMMENT:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_list_of_texts (JsonNode *value)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (value))
    return FALSE;

  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_get_value_type (json_array_get_element (array, i)) != G_TYPE_STRING)
      return FALSE;

  return TRUE;
}

static gboolean
fits (JsonNode    *value,
      PpFieldType  type)
{
  switch (type)
    {
    case PP_FIELD_STRING:
      return json_node_get_value_type (value) == G_TYPE_STRING;
    case PP_FIELD_INTEGER:
      return json_node_get_value_type (value) == G_TYPE_INT64;
    case PP_FIELD_STRINGS:
      return is_list_of_texts (value);
    case PP_FIELD_MAP:
      return JSON_NODE_HOLDS_OBJECT (value);
    case PP_FIELD_JSON:
      return TRUE;
    case PP_FIELD_ID:
    case PP_FIELD_BOOLEAN:
    case PP_FIELD_PLACEMENTS:
    default:
      return FALSE;
    }
}

static void
read_extra (JsonObject   *parapet,
            PpRecordType  type,
            JsonObject   *record)
{
  JsonObject *extra = pp_json_get_object (parapet, "extra");
  JsonObjectIter iter;
  const char *name, *key;
  JsonNode *value;

  if (extra == NULL)
    return;

  json_object_iter_init_ordered (&iter, extra);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (pp_record_type_find_field (type, name, &key) == NULL)
      json_object_set_member (record, name, json_node_ref (value));
}

/**
 * _pp_td_read_parapet:
 * @parapet: (nullable): the object that is ours
 * @type: the kind of record that it belongs to
 * @record: takes the fields. What is of another type than ours is passed over.
 */
void
_pp_td_read_parapet (JsonObject   *parapet,
                     PpRecordType  type,
                     JsonObject   *record)
{
  const char * const *fields = _pp_td_parapet_fields (type);

  if (parapet == NULL)
    return;

  for (guint i = 0; fields[i] != NULL; i++)
    {
      JsonNode *value = json_object_get_member (parapet, fields[i]);
      const char *key;

      if (value != NULL && fits (value, pp_record_type_find_field (type, fields[i], &key)->type))
        json_object_set_member (record, fields[i], json_node_ref (value));
    }
  read_extra (parapet, type, record);
}
