/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes version 2 of a Threat Dragon file of version 1, diagram by diagram. Threat Dragon's own upgrade
 * gives lines new identifiers and drops a good deal; here identifiers and order stay, and what version 2
 * has no place for is kept as `v1` under `parapet`. */

#include "pp-td-private.h"

#include <math.h>
#include <string.h>

#include "pp-json.h"

#define V1 "v1"
#define MIN_SIZE 10

typedef struct {
  PpLoss *loss;
  gint64  next_diagram;
  gint64  next_number;
} Upgrade;

static const struct {
  const char *type;
  const char *kind;
  gboolean    is_edge;
} types[] = {
  { "tm.Process", "process", FALSE },
  { "tm.Store", "store", FALSE },
  { "tm.Actor", "actor", FALSE },
  { "tm.Flow", "data-flow", TRUE },
  { "tm.Boundary", "trust-boundary-curve", TRUE },
};

static const char * const truths[] = {
  "outOfScope", "isBidirectional", "isEncrypted", "isPublicNetwork", "isALog", "isSigned",
  "storesCredentials", "storesInventory", "providesAuthentication", "isWebApplication",
  "handlesCardPayment", "handlesGoodsOrServices", NULL,
};

static const char * const texts[] = {
  "description", "reasonOutOfScope", "protocol", "privilegeLevel", NULL,
};

/* Read elsewhere, or without meaning outside of the old program. */
static const char * const cell_keys[] = {
  "type", "id", "z", "size", "position", "angle", "attrs", "source", "target", "vertices", "labels",
  "smooth", "threats", "hasOpenThreats", "isTrustBoundary", "$$hashKey", NULL,
};

static const char * const threat_keys[] = {
  "id", "threatId", "title", "type", "description", "mitigation", "status", "severity", "modelType",
  "number", "score", "new", "$$hashKey", NULL,
};

static const char * const diagram_keys[] = {
  "id", "title", "description", "placeholder", "diagramType", "thumbnail", "version", "diagramJson",
  "$$hashKey", PP_TD_PARAPET, NULL,
};

gboolean
_pp_td_is_v1_diagram (JsonObject *diagram)
{
  JsonArray *cells = pp_json_get_array (diagram, "cells");

  return pp_json_get_object (diagram, "diagramJson") != NULL &&
         (cells == NULL || json_array_get_length (cells) == 0);
}

/* --- what is left over --- */

static void
keep_rest (JsonObject         *old,
           const char * const *known,
           JsonObject         *holder)
{
  g_autoptr (JsonObject) rest = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, old);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!g_strv_contains (known, name))
      json_object_set_member (rest, name, json_node_ref (value));

  if (json_object_get_size (rest) > 0)
    json_object_set_object_member (_pp_td_own (holder, PP_TD_PARAPET), V1, g_steal_pointer (&rest));
}

/* A value of the wrong type stays with what is left over. */
static gboolean
move_member (JsonObject *old,
             const char *name,
             GType       type,
             JsonObject *to)
{
  JsonNode *value = json_object_get_member (old, name);

  if (value == NULL || json_node_get_value_type (value) != type)
    return FALSE;
  json_object_set_member (to, name, json_node_ref (value));
  json_object_remove_member (old, name);

  return TRUE;
}

static void
drop_null (JsonObject *old,
           const char *name)
{
  if (json_object_has_member (old, name) && json_object_get_null_member (old, name))
    json_object_remove_member (old, name);
}

/* --- threats --- */

static JsonObject *
upgrade_threat (Upgrade    *self,
                JsonObject *old,
                const char *cell_id,
                guint       position,
                const char *methodology)
{
  g_autofree char *place = g_strdup_printf ("%u", position);
  g_autofree char *made = _pp_td_make_uuid ("v1-threat", cell_id, place, NULL);
  const char *id = pp_json_get_string (old, "threatId", made);
  JsonObject *threat = _pp_td_new_threat (pp_json_get_string (old, "id", id));
  gint64 number = pp_json_get_int (old, "number", 0);
  const char *status = pp_json_get_string (old, "status", "Open");
  const PpTdText *rows;
  guint n_rows;

  rows = _pp_td_list_threat_texts (&n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      const char *text = pp_json_get_string (old, rows[i].key, NULL);

      if (text != NULL)
        json_object_set_string_member (threat, rows[i].key, text);
    }

  json_object_set_string_member (threat, "status",
                                 g_ascii_strcasecmp (status, "N/A") == 0 ? "NotApplicable" : status);
  json_object_set_string_member (threat, "modelType",
                                 pp_json_get_string (old, "modelType", methodology));
  json_object_set_int_member (threat, "number", number > 0 ? number : self->next_number++);
  keep_rest (old, threat_keys, threat);

  return threat;
}

static void
upgrade_threats (Upgrade    *self,
                 JsonObject *old,
                 const char *cell_id,
                 const char *methodology,
                 JsonObject *data)
{
  JsonArray *threats = pp_json_get_array (old, "threats");
  JsonArray *upgraded = json_array_new ();

  for (guint i = 0; threats != NULL && i < json_array_get_length (threats); i++)
    {
      JsonNode *node = json_array_get_element (threats, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        json_array_add_object_element (upgraded, upgrade_threat (self, json_node_get_object (node), cell_id,
                                                                 i, methodology));
      else
        json_array_add_element (upgraded, json_node_ref (node));
    }

  json_object_set_array_member (data, "threats", upgraded);
}

static gboolean
has_open_threats (JsonArray *threats)
{
  for (guint i = 0; i < json_array_get_length (threats); i++)
    {
      JsonNode *node = json_array_get_element (threats, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          g_ascii_strcasecmp (pp_json_get_string (json_node_get_object (node), "status", ""), "open") == 0)
        return TRUE;
    }

  return FALSE;
}

/* --- cells --- */

static void
upgrade_box (JsonObject *old,
             JsonObject *cell)
{
  static const char * const pairs[][3] = { { "position", "x", "y" }, { "size", "width", "height" } };
  double angle = pp_json_get_double (old, "angle", 0);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    for (guint k = 1; k < G_N_ELEMENTS (pairs[i]); k++)
      {
        double value = pp_json_get_double (pp_json_get_object (old, pairs[i][0]), pairs[i][k], NAN);

        if (!isnan (value))
          json_object_set_double_member (_pp_td_own (cell, pairs[i][0]), pairs[i][k],
                                         i == 1 ? MAX (value, MIN_SIZE) : value);
      }
  if (angle != 0)
    json_object_set_double_member (cell, "angle", angle);
}

static void
upgrade_end (Upgrade    *self,
             JsonObject *old,
             const char *end,
             GHashTable *ids,
             JsonObject *cell,
             const char *pointer)
{
  JsonObject *was = pp_json_get_object (old, end);
  JsonObject *is = _pp_td_own (cell, end);
  const char *id = pp_json_get_string (was, "id", NULL);

  if (id != NULL && g_hash_table_contains (ids, id))
    {
      json_object_set_string_member (is, "cell", id);
      return;
    }

  if (id != NULL)
    pp_loss_add_fault (self->loss, pointer,
                       "there is no cell “%.80s” in this diagram: the %s hangs in the air", id, end);
  json_object_set_int_member (is, "x", lround (CLAMP (pp_json_get_double (was, "x", 0), -1e9, 1e9)));
  json_object_set_int_member (is, "y", lround (CLAMP (pp_json_get_double (was, "y", 0), -1e9, 1e9)));
}

static const char *
old_name (JsonObject *old,
          gboolean    is_edge)
{
  JsonArray *labels = pp_json_get_array (old, "labels");
  JsonObject *holder = old;

  if (is_edge)
    holder = labels != NULL && json_array_get_length (labels) > 0 &&
             JSON_NODE_HOLDS_OBJECT (json_array_get_element (labels, 0))
             ? json_array_get_object_element (labels, 0) : NULL;

  return pp_json_get_string (pp_json_get_object (pp_json_get_object (holder, "attrs"), "text"), "text", "");
}

static void
upgrade_line (JsonObject *old,
              JsonObject *cell)
{
  JsonArray *vertices = pp_json_get_array (old, "vertices");
  JsonArray *labels = pp_json_get_array (old, "labels");
  JsonNode *position = NULL;

  if (vertices != NULL)
    json_object_set_array_member (cell, "vertices", json_array_ref (vertices));
  if (labels != NULL && json_array_get_length (labels) > 0 &&
      JSON_NODE_HOLDS_OBJECT (json_array_get_element (labels, 0)))
    position = json_object_get_member (json_array_get_object_element (labels, 0), "position");
  if (position != NULL)
    json_object_set_member (json_array_get_object_element (pp_json_get_array (cell, "labels"), 0),
                            "position", json_node_ref (position));
}

static void
upgrade_data (Upgrade         *self,
              JsonObject      *old,
              const PpTdShape *shape,
              const char      *methodology,
              JsonObject      *cell)
{
  g_autoptr (JsonObject) rest = _pp_shallow_copy (old);
  JsonObject *data = _pp_td_own_data (cell, shape);
  gboolean open = FALSE;

  json_object_set_string_member (data, "name", old_name (old, shape->is_edge));
  for (guint i = 0; truths[i] != NULL; i++)
    move_member (rest, truths[i], G_TYPE_BOOLEAN, data);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      drop_null (rest, texts[i]);
      move_member (rest, texts[i], G_TYPE_STRING, data);
    }
  if (_pp_td_shape_has_threats (shape) || pp_json_get_array (old, "threats") != NULL)
    {
      upgrade_threats (self, old, pp_json_get_string (cell, "id", ""), methodology, data);
      open = has_open_threats (pp_json_get_array (data, "threats"));
    }
  json_object_set_boolean_member (data, "hasOpenThreats", open);
  keep_rest (rest, cell_keys, data);

  _pp_td_set_style (cell, shape, open, pp_json_get_boolean (data, "outOfScope", FALSE));
  if (shape->dfd_class == PP_DFD_FLOW)
    _pp_td_set_arrows (cell, pp_json_get_boolean (data, "isBidirectional", FALSE));
}

static const PpTdShape *
shape_of_type (JsonObject *old)
{
  const char *type = pp_json_get_string (old, "type", "");

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].type, type) == 0)
      return _pp_td_shape_for_kind (types[i].kind, types[i].is_edge);

  return NULL;
}

static JsonObject *
upgrade_cell (Upgrade    *self,
              JsonObject *old,
              GHashTable *ids,
              const char *methodology,
              const char *pointer)
{
  const PpTdShape *shape = shape_of_type (old);
  g_autofree char *made = _pp_td_make_uuid ("v1-cell", pointer, NULL);
  JsonObject *cell = _pp_td_new_cell (shape, pp_json_get_string (old, "id", made));
  double z = pp_json_get_double (old, "z", shape->z);

  json_object_set_int_member (cell, "zIndex", (gint64) CLAMP (floor (z), -1e6, 1e6));
  _pp_td_set_drawn_text (cell, shape, old_name (old, shape->is_edge));
  if (shape->is_edge)
    {
      upgrade_end (self, old, "source", ids, cell, pointer);
      upgrade_end (self, old, "target", ids, cell, pointer);
      upgrade_line (old, cell);
    }
  else
    {
      upgrade_box (old, cell);
    }
  upgrade_data (self, old, shape, methodology, cell);

  return cell;
}

static GHashTable *
collect_ids (JsonArray *cells)
{
  GHashTable *ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (cells); i++)
    {
      JsonObject *old = json_array_get_object_element (cells, i);
      const char *id = pp_json_get_string (old, "id", NULL);

      if (id != NULL && shape_of_type (old) != NULL)
        g_hash_table_add (ids, (gpointer) id);
    }

  return ids;
}

/* --- diagrams --- */

static void
upgrade_cells (Upgrade    *self,
               JsonArray  *cells,
               const char *methodology,
               const char *pointer,
               JsonObject *diagram)
{
  g_autoptr (GHashTable) ids = collect_ids (cells);
  JsonArray *upgraded = json_array_new ();
  g_autoptr (JsonArray) unknown = json_array_new ();

  for (guint i = 0; i < json_array_get_length (cells); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/diagramJson/cells/%u", pointer, i);
      JsonObject *old = json_array_get_object_element (cells, i);

      if (shape_of_type (old) != NULL)
        {
          json_array_add_object_element (upgraded, upgrade_cell (self, old, ids, methodology, place));
          continue;
        }
      pp_loss_add (self->loss, place, "the type “%.80s” is unknown: kept, not shown",
                   pp_json_get_string (old, "type", ""));
      json_array_add_object_element (unknown, json_object_ref (old));
    }

  json_object_set_array_member (diagram, "cells", upgraded);
  if (json_array_get_length (unknown) > 0)
    json_object_set_array_member (_pp_td_own (_pp_td_own (diagram, PP_TD_PARAPET), V1), "cells",
                                  g_steal_pointer (&unknown));
}

static gboolean
is_known_thumbnail (const char *thumbnail)
{
  g_autofree char *name = g_path_get_basename (thumbnail);

  return g_regex_match_simple ("^thumbnail(\\.(cia|die|eop|linddun|plot4ai|stride))?\\.jpg$", name, 0, 0);
}

static JsonObject *
upgrade_diagram (Upgrade    *self,
                 JsonObject *old,
                 const char *pointer)
{
  const char *type = pp_json_get_string (old, "diagramType", "");
  const char *methodology = *type != '\0' ? type : "STRIDE";
  g_autofree char *made_thumbnail = _pp_td_thumbnail (methodology);
  g_autofree char *placeholder = _pp_td_placeholder (methodology);
  const char *thumbnail = pp_json_get_string (old, "thumbnail", made_thumbnail);
  JsonArray *cells = pp_json_get_array (pp_json_get_object (old, "diagramJson"), "cells");
  g_autoptr (JsonArray) none = json_array_new ();
  JsonObject *diagram = json_object_new ();
  gint64 id = pp_json_get_int (old, "id", -1);

  json_object_set_int_member (diagram, "id", id >= 0 ? id : self->next_diagram++);
  json_object_set_string_member (diagram, "title", pp_json_get_string (old, "title", ""));
  json_object_set_string_member (diagram, "description", pp_json_get_string (old, "description", ""));
  json_object_set_string_member (diagram, "placeholder", placeholder);
  json_object_set_string_member (diagram, "diagramType", methodology);
  json_object_set_string_member (diagram, "thumbnail",
                                 is_known_thumbnail (thumbnail) ? thumbnail : made_thumbnail);
  json_object_set_string_member (diagram, "version", PP_TD_VERSION);
  if (pp_json_get_object (old, PP_TD_PARAPET) != NULL)
    json_object_set_member (diagram, PP_TD_PARAPET, json_node_ref (json_object_get_member (old, PP_TD_PARAPET)));
  keep_rest (old, diagram_keys, diagram);
  upgrade_cells (self, cells != NULL ? cells : none, methodology, pointer, diagram);

  return diagram;
}

/* --- the top --- */

static gboolean
says_v1 (JsonObject *root)
{
  const char *version = pp_json_get_string (root, "version", "");

  return *version == '\0' || g_str_has_prefix (version, "1.");
}

/* Diagrams with nothing in them say nothing of the version; then the file does. */
static gboolean
is_v1 (JsonObject *root,
       JsonObject *diagram)
{
  return _pp_td_is_v1_diagram (diagram) ||
         (says_v1 (root) && !json_object_has_member (diagram, "cells"));
}

static gboolean
needs_upgrade (JsonObject *root)
{
  JsonArray *diagrams = pp_json_get_array (pp_json_get_object (root, "detail"), "diagrams");

  for (guint i = 0; diagrams != NULL && i < json_array_get_length (diagrams); i++)
    if (is_v1 (root, json_array_get_object_element (diagrams, i)))
      return TRUE;

  return FALSE;
}

static gint64
next_threat_number (JsonArray *cells)
{
  gint64 next = 1;

  for (guint i = 0; cells != NULL && i < json_array_get_length (cells); i++)
    {
      JsonArray *threats = pp_json_get_array (json_array_get_object_element (cells, i), "threats");

      for (guint k = 0; threats != NULL && k < json_array_get_length (threats); k++)
        {
          JsonNode *node = json_array_get_element (threats, k);

          if (JSON_NODE_HOLDS_OBJECT (node))
            next = MAX (next, _pp_td_next_number (json_node_get_object (node), "number", 1));
        }
    }

  return next;
}

static void
begin_numbers (Upgrade    *self,
               JsonObject *detail)
{
  JsonArray *diagrams = pp_json_get_array (detail, "diagrams");

  self->next_number = _pp_td_next_number (detail, "threatTop", 1);
  self->next_diagram = CLAMP (pp_json_get_int (detail, "diagramTop", 0), 0, PP_TD_MAX_NUMBER);
  for (guint i = 0; i < json_array_get_length (diagrams); i++)
    {
      JsonObject *diagram = json_array_get_object_element (diagrams, i);
      JsonArray *cells = pp_json_get_array (pp_json_get_object (diagram, "diagramJson"), "cells");

      self->next_number = MAX (self->next_number, next_threat_number (cells));
      self->next_diagram = MAX (self->next_diagram, _pp_td_next_number (diagram, "id", 0));
    }
}

static void
upgrade_texts (JsonObject         *object,
               const char * const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    json_object_set_string_member (object, names[i], pp_json_get_string (object, names[i], ""));
}

static void
upgrade_contributors (JsonObject *detail)
{
  JsonArray *old = pp_json_get_array (detail, "contributors");
  JsonArray *contributors = json_array_new ();

  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++)
    {
      JsonNode *node = json_array_get_element (old, i);
      JsonObject *contributor = json_object_new ();

      json_object_set_string_member (contributor, "name",
                                     pp_json_get_string (JSON_NODE_HOLDS_OBJECT (node)
                                                         ? json_node_get_object (node) : NULL, "name", ""));
      json_array_add_object_element (contributors, contributor);
    }
  json_object_set_array_member (detail, "contributors", contributors);
}

static void
upgrade_detail (Upgrade    *self,
                JsonObject *root,
                JsonObject *detail)
{
  static const char * const names[] = { "reviewer", NULL };
  JsonArray *old = pp_json_get_array (detail, "diagrams");
  JsonArray *diagrams = json_array_new ();

  begin_numbers (self, detail);
  for (guint i = 0; i < json_array_get_length (old); i++)
    {
      JsonObject *diagram = json_array_get_object_element (old, i);
      g_autofree char *pointer = g_strdup_printf ("/detail/diagrams/%u", i);

      json_array_add_object_element (diagrams, is_v1 (root, diagram)
                                               ? upgrade_diagram (self, diagram, pointer)
                                               : json_object_ref (diagram));
    }

  upgrade_contributors (detail);
  upgrade_texts (detail, names);
  json_object_set_array_member (detail, "diagrams", diagrams);
  json_object_set_int_member (detail, "diagramTop", self->next_diagram);
  json_object_set_int_member (detail, "threatTop", self->next_number - 1);
}

/**
 * _pp_td_upgrade:
 * @root: a file that _pp_td_check_structure() has passed
 * @loss: (nullable): takes what could not be carried
 *
 * Returns: (transfer full): the file as version 2; @root itself where that is what it is
 */
JsonNode *
_pp_td_upgrade (JsonNode *root,
                PpLoss   *loss)
{
  static const char * const names[] = { "title", "owner", "description", NULL };
  JsonObject *old = json_node_get_object (root);
  Upgrade self = { .loss = loss };
  JsonObject *object, *summary;

  if (!needs_upgrade (old))
    return json_node_ref (root);

  object = _pp_shallow_copy (old);
  json_object_set_string_member (object, "version", PP_TD_VERSION);
  summary = _pp_td_own (object, "summary");
  upgrade_texts (summary, names);
  if (!json_object_has_member (summary, "id"))
    json_object_set_int_member (summary, "id", 0);
  upgrade_detail (&self, old, _pp_td_own (object, "detail"));

  return _pp_object_node (object);
}
