/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes a model of a Threat Dragon file. What cannot be a model is refused with its place: parts that are
 * no objects, lists that are no lists. Everything else is read as far as it goes, and what was passed
 * over is in the loss report and stays in the file. */

#include "pp-threat-dragon.h"

#include <string.h>

#include "pp-json.h"
#include "pp-td-private.h"

typedef struct {
  PpModel    *model;
  PpTdIndex  *index;
  GHashTable *parents;
  PpLoss     *loss;
} Reader;

/* --- structure --- */

static gboolean
check_items (JsonArray   *array,
             const char  *pointer,
             GError     **error)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      {
        g_autofree char *place = g_strdup_printf ("%s/%u", pointer, i);

        return _pp_refuse (error, place, "must be an object");
      }

  return TRUE;
}

/* A member that is there and not null. */
static gboolean
is_wrong (JsonObject *object,
          const char *name,
          JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) && json_node_get_node_type (node) != type;
}

static gboolean
check_list (JsonObject  *object,
            const char  *name,
            const char  *pointer,
            GError     **error)
{
  if (is_wrong (object, name, JSON_NODE_ARRAY))
    return _pp_refuse (error, pointer, "must be a list");

  return check_items (pp_json_get_array (object, name), pointer, error);
}

static gboolean
check_diagram (JsonObject  *diagram,
               guint        position,
               GError     **error)
{
  g_autofree char *pointer = g_strdup_printf ("/detail/diagrams/%u", position);
  g_autofree char *cells = g_strconcat (pointer, "/cells", NULL);
  g_autofree char *old = g_strconcat (pointer, "/diagramJson", NULL);
  g_autofree char *old_cells = g_strconcat (old, "/cells", NULL);

  if (is_wrong (diagram, "diagramJson", JSON_NODE_OBJECT))
    return _pp_refuse (error, old, "must be an object");

  return check_list (diagram, "cells", cells, error) &&
         check_list (pp_json_get_object (diagram, "diagramJson"), "cells", old_cells, error);
}

gboolean
_pp_td_check_structure (JsonNode  *root,
                        GError   **error)
{
  JsonObject *object, *detail;
  JsonArray *diagrams;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    return _pp_refuse (error, "", "must be an object");

  object = json_node_get_object (root);
  detail = pp_json_get_object (object, "detail");
  if (is_wrong (object, "summary", JSON_NODE_OBJECT))
    return _pp_refuse (error, "/summary", "must be an object");
  if (is_wrong (object, "detail", JSON_NODE_OBJECT))
    return _pp_refuse (error, "/detail", "must be an object");
  if (!check_list (detail, "diagrams", "/detail/diagrams", error))
    return FALSE;

  diagrams = pp_json_get_array (detail, "diagrams");
  for (guint i = 0; diagrams != NULL && i < json_array_get_length (diagrams); i++)
    if (!check_diagram (json_array_get_object_element (diagrams, i), i, error))
      return FALSE;

  return TRUE;
}

/* --- the pieces that are left with the records --- */

static void
set_fragment (JsonObject *record,
              JsonObject *fragment)
{
  JsonObject *foreign = _pp_shallow_copy (pp_json_get_object (record, "foreign"));

  json_object_set_object_member (foreign, PP_TD_FOREIGN, fragment);
  json_object_set_object_member (record, "foreign", foreign);
}

/* In place of the threats stand their identifiers; what is no threat stays, in a list of its own. */
static JsonArray *
name_threats (JsonArray *threats,
              GPtrArray *ids)
{
  JsonArray *names = json_array_sized_new (ids->len);

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      if (id != NULL)
        {
          json_array_add_string_element (names, id);
        }
      else
        {
          JsonArray *other = json_array_new ();

          json_array_add_element (other, json_node_ref (json_array_get_element (threats, i)));
          json_array_add_array_element (names, other);
        }
    }

  return names;
}

static JsonObject *
make_cell_fragment (PpTdCell  *cell,
                    GPtrArray *threat_ids)
{
  JsonObject *data = pp_json_get_object (cell->cell, "data");
  JsonArray *threats = pp_json_get_array (data, "threats");
  JsonObject *fragment;

  if (threats == NULL || threat_ids == NULL)
    return json_object_ref (cell->cell);

  fragment = _pp_shallow_copy (cell->cell);
  data = _pp_shallow_copy (data);
  json_object_set_array_member (data, "threats", name_threats (threats, threat_ids));
  json_object_set_object_member (fragment, "data", data);

  return fragment;
}

static JsonObject *
make_diagram_fragment (PpTdDiagram *diagram)
{
  JsonObject *fragment = _pp_shallow_copy (diagram->diagram);
  JsonArray *names;

  if (pp_json_get_array (fragment, "cells") == NULL)
    return fragment;

  names = json_array_sized_new (diagram->n_cells);
  for (guint i = 0; i < diagram->n_cells; i++)
    json_array_add_string_element (names, diagram->cells[i].id);
  json_object_set_array_member (fragment, "cells", names);

  return fragment;
}

/* Of our own object only what we do not know: the rest becomes records, and its place stays. */
static void
strip_parapet (JsonObject *fragment)
{
  static const char * const known[] = { "nodes", "edges", "threats", "controls", "comments", NULL };
  JsonObject *parapet = pp_json_get_object (fragment, PP_TD_PARAPET);

  if (parapet == NULL)
    return;

  parapet = _pp_shallow_copy (parapet);
  for (guint i = 0; known[i] != NULL; i++)
    if (pp_json_get_object (parapet, known[i]) != NULL)
      json_object_set_object_member (parapet, known[i], json_object_new ());
  json_object_set_object_member (fragment, PP_TD_PARAPET, parapet);
}

static JsonObject *
make_root_fragment (PpTdIndex  *index,
                    JsonObject *root)
{
  JsonObject *fragment = _pp_shallow_copy (root);
  JsonObject *detail = pp_json_get_object (root, "detail");
  JsonArray *names;

  strip_parapet (fragment);
  if (pp_json_get_array (detail, "diagrams") == NULL)
    return fragment;

  names = json_array_sized_new (index->n_diagrams);
  for (guint i = 0; i < index->n_diagrams; i++)
    json_array_add_string_element (names, index->diagrams[i].id);
  detail = _pp_shallow_copy (detail);
  json_object_set_array_member (detail, "diagrams", names);
  json_object_set_object_member (fragment, "detail", detail);

  return fragment;
}

/* --- records --- */

static gboolean
add_threats (Reader      *self,
             PpTdCell    *cell,
             const char  *pointer,
             GError     **error)
{
  JsonArray *threats = pp_json_get_array (pp_json_get_object (cell->cell, "data"), "threats");

  for (guint i = 0; cell->threats != NULL && i < cell->threats->len; i++)
    {
      const char *id = g_ptr_array_index (cell->threats, i);
      g_autofree char *place = g_strdup_printf ("%s/data/threats/%u", pointer, i);
      g_autoptr (JsonNode) record = NULL;
      JsonObject *threat, *object;

      if (id == NULL)
        {
          pp_loss_add (self->loss, place, "no threat, because it is no object: kept, not shown");
          continue;
        }

      threat = json_array_get_object_element (threats, i);
      object = _pp_td_read_threat (threat);
      json_object_set_string_member (object, "element", cell->id);
      if (i > 0)
        json_object_set_int_member (object, "order", i);
      set_fragment (object, json_object_ref (threat));
      record = _pp_object_node (object);
      if (!_pp_add_record (self->model, PP_RECORD_THREAT, id, record, place, error))
        return FALSE;
    }

  return TRUE;
}

static void
set_end (Reader      *self,
         PpTdDiagram *diagram,
         PpTdCell    *cell,
         const char  *end,
         JsonObject  *record,
         const char  *pointer)
{
  const char *id = _pp_td_end_cell_id (cell->cell, end);
  const char *element = _pp_td_end_element (diagram, cell->cell, end);

  if (element != NULL)
    {
      json_object_set_string_member (record, end, element);
    }
  else if (id != NULL)
    {
      g_autofree char *place = g_strdup_printf ("%s/%s/cell", pointer, end);

      pp_loss_add_fault (self->loss, place,
                         "there is no cell “%.80s” in this diagram: the end hangs in the air", id);
    }
}

static void
set_parent (Reader     *self,
            PpTdCell   *cell,
            JsonObject *record)
{
  const char *parent = g_hash_table_lookup (self->parents, cell->id);

  if (parent != NULL)
    json_object_set_string_member (record, "parent", parent);
}

static gboolean
add_element (Reader       *self,
             PpTdDiagram  *diagram,
             PpTdCell     *cell,
             const char   *pointer,
             GError      **error)
{
  JsonObject *object = _pp_td_read_element (cell->cell, cell->shape);
  g_autoptr (JsonNode) record = _pp_object_node (object);

  if (cell->shape->is_edge)
    {
      set_end (self, diagram, cell, "source", object, pointer);
      set_end (self, diagram, cell, "target", object, pointer);
    }
  else
    {
      set_parent (self, cell, object);
    }

  return _pp_add_record (self->model, cell->shape->is_edge ? PP_RECORD_EDGE : PP_RECORD_NODE,
                         cell->id, record, pointer, error) &&
         add_threats (self, cell, pointer, error);
}

static void
report_cell (Reader      *self,
             PpTdDiagram *diagram,
             PpTdCell    *cell,
             const char  *pointer)
{
  JsonObject *data = pp_json_get_object (cell->cell, "data");
  JsonNode *threats = data != NULL ? json_object_get_member (data, "threats") : NULL;

  if (cell->shape->name == NULL)
    pp_loss_add (self->loss, pointer, "the shape “%.80s” is unknown: shown as a %s",
                 pp_json_get_string (cell->cell, "shape", ""), cell->shape->kind);
  if (cell->cell_id == NULL)
    pp_loss_add_fault (self->loss, pointer, "the cell has no id");
  else if (g_hash_table_lookup (diagram->by_cell_id, cell->cell_id) != cell)
    pp_loss_add_fault (self->loss, pointer,
                       "the id “%.80s” is that of another cell too: Threat Dragon shows only one of them",
                       cell->cell_id);
  if (threats != NULL && !JSON_NODE_HOLDS_ARRAY (threats) && !JSON_NODE_HOLDS_NULL (threats))
    pp_loss_add (self->loss, pointer, "the threats are no list: kept, not shown");
}

static JsonNode *
make_placement (Reader      *self,
                PpTdDiagram *diagram,
                PpTdCell    *cell)
{
  PpTdCell *first = g_hash_table_lookup (self->index->firsts, cell->id);
  JsonObject *foreign = json_object_new ();
  PpPlacement placement;
  JsonNode *node;

  _pp_td_read_placement (diagram, cell->cell, cell->shape, &placement);
  json_object_set_object_member (foreign, PP_TD_FOREIGN, make_cell_fragment (cell, first->threats));
  placement.foreign = foreign;
  node = pp_placement_to_json (&placement);
  g_free (placement.points);
  json_object_unref (foreign);

  return node;
}

static gboolean
add_layout (Reader       *self,
            guint         position,
            GError      **error)
{
  PpTdDiagram *diagram = &self->index->diagrams[position];
  g_autofree char *pointer = g_strdup_printf ("/detail/diagrams/%u", position);
  JsonObject *object = _pp_td_read_layout (diagram->diagram);
  g_autoptr (JsonNode) record = _pp_object_node (object);
  JsonObject *placements = json_object_new ();

  if (position > 0)
    json_object_set_int_member (object, "order", position);
  set_fragment (object, make_diagram_fragment (diagram));
  json_object_set_object_member (object, "placements", placements);

  for (guint i = 0; i < diagram->n_cells; i++)
    {
      PpTdCell *cell = &diagram->cells[i];
      g_autofree char *place = g_strdup_printf ("%s/cells/%u", pointer, i);

      report_cell (self, diagram, cell, place);
      if (cell->is_first && !add_element (self, diagram, cell, place, error))
        return FALSE;
      json_object_set_member (placements, cell->id, make_placement (self, diagram, cell));
    }

  return _pp_add_record (self->model, PP_RECORD_LAYOUT, diagram->id, record, pointer, error);
}

static gboolean
add_info (Reader      *self,
          JsonObject  *root,
          GError     **error)
{
  g_autoptr (JsonObject) record = _pp_td_read_info (root);

  set_fragment (record, make_root_fragment (self->index, root));

  return _pp_set_info (self->model, record, "", error);
}

/* Records that no cell can carry stand at the top under our own name, in our own form. */
static void
add_own_records (Reader     *self,
                 JsonObject *root)
{
  JsonObject *parapet = pp_json_get_object (root, PP_TD_PARAPET);

  for (PpRecordType type = PP_RECORD_NODE; type < PP_RECORD_LAYOUT; type++)
    {
      g_autofree char *section = _pp_record_type_plural (type);
      JsonObject *records = pp_json_get_object (parapet, section);
      JsonObjectIter iter;
      const char *id;
      JsonNode *record;

      if (records == NULL)
        continue;
      json_object_iter_init_ordered (&iter, records);
      while (json_object_iter_next_ordered (&iter, &id, &record))
        {
          g_autofree char *pointer = g_strdup_printf ("/" PP_TD_PARAPET "/%s", section);
          g_autoptr (GError) error = NULL;

          if (!_pp_add_record (self->model, type, id, record, pointer, &error))
            pp_loss_add (self->loss, pointer, "%s", error->message);
        }
    }
}

/* --- parents --- */

static void
apply_stated_parent (Reader   *self,
                     PpTdCell *cell)
{
  JsonObject *parapet = pp_json_get_object (pp_json_get_object (cell->cell, "data"), PP_TD_PARAPET);
  const char *parent = pp_json_get_string (parapet, "parent", NULL);

  if (parent == NULL)
    return;
  if (*parent == '\0')
    g_hash_table_remove (self->parents, cell->id);
  else if (strlen (parent) <= PP_MODEL_MAX_ID_LENGTH)
    g_hash_table_insert (self->parents, (gpointer) cell->id, (gpointer) parent);
}

/* What a person wrote by hand may go round in circles. @safe are nodes from which going up ends. */
static void
cut_circle (GHashTable *parents,
            GHashTable *safe,
            const char *id)
{
  g_autoptr (GHashTable) way = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer passed;

  while (id != NULL && !g_hash_table_contains (safe, id))
    {
      const char *parent = g_hash_table_lookup (parents, id);

      g_hash_table_add (way, (gpointer) id);
      if (parent != NULL && g_hash_table_contains (way, parent))
        g_hash_table_remove (parents, id);
      id = g_hash_table_lookup (parents, id);
    }

  g_hash_table_iter_init (&iter, way);
  while (g_hash_table_iter_next (&iter, &passed, NULL))
    g_hash_table_add (safe, passed);
}

static void
find_parents (Reader *self)
{
  g_autoptr (GHashTable) safe = g_hash_table_new (g_str_hash, g_str_equal);
  PpTdIndex *index = self->index;

  self->parents = _pp_td_find_parents (index);
  for (guint i = 0; i < index->n_diagrams; i++)
    for (guint k = 0; k < index->diagrams[i].n_cells; k++)
      if (index->diagrams[i].cells[k].is_first)
        apply_stated_parent (self, &index->diagrams[i].cells[k]);

  for (guint i = 0; i < index->n_diagrams; i++)
    for (guint k = 0; k < index->diagrams[i].n_cells; k++)
      cut_circle (self->parents, safe, index->diagrams[i].cells[k].id);
}

/* --- the whole --- */

static gboolean
read_model (Reader      *self,
            JsonObject  *root,
            GError     **error)
{
  self->model = pp_model_new (self->index->model_id);
  if (!add_info (self, root, error))
    return FALSE;

  find_parents (self);
  for (guint i = 0; i < self->index->n_diagrams; i++)
    if (!add_layout (self, i, error))
      return FALSE;
  add_own_records (self, root);

  return TRUE;
}

PpModel *
pp_threat_dragon_read (JsonNode  *root,
                       PpLoss    *loss,
                       GError   **error)
{
  g_autoptr (JsonNode) current = NULL;
  g_autoptr (PpTdIndex) index = NULL;
  Reader self = { .loss = loss };
  JsonObject *object;

  if (!_pp_td_check_structure (root, error))
    return NULL;

  current = _pp_td_upgrade (root, loss);
  object = json_node_get_object (current);
  self.index = index = _pp_td_index_new (object);
  if (!read_model (&self, object, error))
    g_clear_object (&self.model);
  g_clear_pointer (&self.parents, g_hash_table_unref);

  return self.model;
}

/* --- recognising --- */

guint
pp_threat_dragon_sniff (JsonNode   *root,
                        const char *file_name)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  gboolean has_summary = pp_json_get_object (object, "summary") != NULL;
  JsonObject *detail = pp_json_get_object (object, "detail");

  if (object == NULL || json_object_has_member (object, "otmVersion") ||
      json_object_has_member (object, "format"))
    return 0;
  if (pp_json_get_array (detail, "diagrams") != NULL)
    return has_summary ? 95 : 80;

  return has_summary || detail != NULL ? 50 : 0;
}
