/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes a model as a Threat Dragon file of version 2. When all is written, the identifiers and parents
 * that reading it again would give are compared with the model's, and where they differ the model's are
 * said under `parapet`. */

#include "pp-threat-dragon.h"

#include <string.h>

#include "pp-json.h"
#include "pp-td-private.h"

/* How often a file is looked through for identifiers that would be read as others. Twice is usual after
 * edits; more takes a file with the same identifiers all over. */
#define MAX_SETTLING 20

typedef struct {
  PpModel    *model;
  PpLoss     *loss;
  JsonObject *root;
  GPtrArray  *layouts;          /* of PpLayout */
  GPtrArray  *shown;            /* by layout: GPtrArray of identifiers, one for each cell */
  GHashTable *threats;          /* element → JsonArray */
} Writer;

/* --- the top --- */

static JsonObject *
new_root (void)
{
  JsonObject *root = json_object_new ();
  JsonObject *summary = _pp_td_own (root, "summary");
  JsonObject *detail = _pp_td_own (root, "detail");

  json_object_set_string_member (root, "version", PP_TD_VERSION);
  json_object_set_string_member (summary, "title", "");
  json_object_set_string_member (summary, "owner", "");
  json_object_set_string_member (summary, "description", "");
  json_object_set_int_member (summary, "id", 0);
  json_object_set_array_member (detail, "contributors", json_array_new ());
  json_object_set_array_member (detail, "diagrams", json_array_new ());
  json_object_set_int_member (detail, "diagramTop", 0);
  json_object_set_string_member (detail, "reviewer", "");
  json_object_set_int_member (detail, "threatTop", 0);

  return root;
}

static JsonArray *
make_contributors (JsonArray *old,
                   JsonArray *names)
{
  JsonArray *contributors = json_array_new ();
  guint n_old = old != NULL ? json_array_get_length (old) : 0;

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      JsonNode *node = i < n_old ? json_array_get_element (old, i) : NULL;
      JsonObject *contributor = _pp_shallow_copy (node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                                                  ? json_node_get_object (node) : NULL);

      json_object_set_string_member (contributor, "name", json_array_get_string_element (names, i));
      json_array_add_object_element (contributors, contributor);
    }

  return contributors;
}

static void
write_info (Writer *self)
{
  static const struct { const char *object; const char *key; const char *field; } texts[] = {
    { "summary", "title", "title" },
    { "summary", "owner", "owner" },
    { "summary", "description", "description" },
    { "detail", "reviewer", "reviewer" },
  };
  g_autoptr (JsonObject) was = _pp_td_read_info (self->root);
  g_autoptr (JsonObject) is = _pp_td_current_record (PP_RECORD (pp_model_get_info (self->model)));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (_pp_td_differs (was, is, texts[i].field))
      json_object_set_string_member (_pp_td_own (self->root, texts[i].object), texts[i].key,
                                     pp_json_get_string (is, texts[i].field, ""));

  if (_pp_td_differs (was, is, "contributors"))
    {
      JsonObject *detail = _pp_td_own (self->root, "detail");

      json_object_set_array_member (detail, "contributors",
                                    make_contributors (pp_json_get_array (detail, "contributors"),
                                                       pp_json_get_array (is, "contributors")));
    }
  if (_pp_td_differs (was, is, "threatTop"))
    json_object_set_int_member (_pp_td_own (self->root, "detail"), "threatTop",
                                pp_json_get_int (is, "threatTop", 0));
  _pp_td_write_parapet (self->root, PP_RECORD_MODEL, was, is);
}

static void
begin_root (Writer *self)
{
  JsonObject *fragment = _pp_td_fragment (pp_info_get_foreign (pp_model_get_info (self->model)));

  self->root = fragment != NULL ? _pp_shallow_copy (fragment) : new_root ();
  write_info (self);
  if (fragment == NULL && *pp_info_get_title (pp_model_get_info (self->model)) == '\0')
    {
      json_object_set_string_member (pp_json_get_object (self->root, "summary"), "title", "Untitled");
      pp_loss_add (self->loss, "/summary/title",
                   "Threat Dragon does not open a model without a title: it is “Untitled” now");
    }
}

/* --- diagrams --- */

static JsonObject *
new_diagram (const char *methodology)
{
  JsonObject *diagram = json_object_new ();
  g_autofree char *thumbnail = _pp_td_thumbnail (methodology);
  g_autofree char *placeholder = _pp_td_placeholder (methodology);

  json_object_set_int_member (diagram, "id", 0);
  json_object_set_string_member (diagram, "title", "");
  json_object_set_string_member (diagram, "diagramType", methodology);
  json_object_set_string_member (diagram, "placeholder", placeholder);
  json_object_set_string_member (diagram, "thumbnail", thumbnail);
  json_object_set_string_member (diagram, "version", PP_TD_VERSION);
  json_object_set_string_member (diagram, "description", "");

  return diagram;
}

static gint64
next_diagram_id (JsonObject *detail,
                 JsonArray  *diagrams)
{
  gint64 next = CLAMP (pp_json_get_int (detail, "diagramTop", 0), 0, PP_TD_MAX_NUMBER);

  for (guint i = 0; i < json_array_get_length (diagrams); i++)
    next = MAX (next, _pp_td_next_number (json_array_get_object_element (diagrams, i), "id", 0));

  return next;
}

/* Pictures and hints go with the type, unless somebody chose another picture. */
static void
write_methodology (JsonObject *diagram,
                   const char *was,
                   const char *is)
{
  g_autofree char *old_thumbnail = _pp_td_thumbnail (was);
  g_autofree char *old_placeholder = _pp_td_placeholder (was);
  g_autofree char *thumbnail = _pp_td_thumbnail (is);
  g_autofree char *placeholder = _pp_td_placeholder (is);

  json_object_set_string_member (diagram, "diagramType", is);
  if (g_strcmp0 (pp_json_get_string (diagram, "thumbnail", NULL), old_thumbnail) == 0)
    json_object_set_string_member (diagram, "thumbnail", thumbnail);
  if (g_strcmp0 (pp_json_get_string (diagram, "placeholder", NULL), old_placeholder) == 0)
    json_object_set_string_member (diagram, "placeholder", placeholder);
}

static JsonObject *
write_diagram (Writer   *self,
               PpLayout *layout,
               gint64    new_id)
{
  JsonObject *fragment = _pp_td_fragment (pp_layout_get_foreign (layout));
  const char *methodology = pp_layout_get_methodology (layout);
  JsonObject *diagram = fragment != NULL ? _pp_shallow_copy (fragment)
                                         : new_diagram (*methodology != '\0' ? methodology : "STRIDE");
  g_autoptr (JsonObject) was = _pp_td_read_layout (diagram);
  g_autoptr (JsonObject) is = _pp_td_current_record (PP_RECORD (layout));
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_autoptr (JsonArray) cells = NULL;

  if (new_id >= 0)
    json_object_set_int_member (diagram, "id", new_id);
  if (_pp_td_differs (was, is, "title"))
    json_object_set_string_member (diagram, "title", pp_layout_get_title (layout));
  if (_pp_td_differs (was, is, "description"))
    json_object_set_string_member (diagram, "description", pp_layout_get_description (layout));
  if (_pp_td_differs (was, is, "methodology") && *methodology != '\0')
    write_methodology (diagram, pp_json_get_string (was, "methodology", ""), methodology);
  _pp_td_write_parapet (diagram, PP_RECORD_LAYOUT, was, is);

  cells = _pp_td_write_cells (self->model, layout, self->threats, elements, self->loss);
  if (json_array_get_length (cells) > 0 || fragment == NULL || pp_json_get_array (fragment, "cells") != NULL)
    json_object_set_array_member (diagram, "cells", g_steal_pointer (&cells));
  g_ptr_array_add (self->shown, g_steal_pointer (&elements));

  return diagram;
}

static GHashTable *
collect_read_diagrams (JsonArray *names)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      const char *name = pp_json_get_text (json_array_get_element (names, i));

      if (name != NULL)
        g_hash_table_add (set, (gpointer) name);
    }

  return set;
}

/* A layout that was made or copied in Parapet gets a number of its own; real files with two diagrams of
 * one number stay as they are. */
static JsonArray *
write_layouts (Writer     *self,
               GHashTable *read,
               gint64     *next_id)
{
  JsonArray *diagrams = json_array_sized_new (self->layouts->len);

  for (guint i = 0; i < self->layouts->len; i++)
    {
      PpLayout *layout = g_ptr_array_index (self->layouts, i);
      gboolean is_new = !g_hash_table_contains (read, pp_record_get_id (PP_RECORD (layout)));

      json_array_add_object_element (diagrams, write_diagram (self, layout, is_new ? (*next_id)++ : -1));
    }

  return diagrams;
}

static gint64
first_free_id (Writer     *self,
               JsonObject *detail)
{
  g_autoptr (JsonArray) fragments = json_array_new ();

  for (guint i = 0; i < self->layouts->len; i++)
    {
      JsonObject *fragment = _pp_td_fragment (pp_layout_get_foreign (g_ptr_array_index (self->layouts, i)));

      if (fragment != NULL)
        json_array_add_object_element (fragments, json_object_ref (fragment));
    }

  return next_diagram_id (detail, fragments);
}

/* What a model with diagrams must have. */
static void
fill_detail (JsonObject *detail,
             gint64      threat_top)
{
  if (pp_json_get_array (detail, "contributors") == NULL)
    json_object_set_array_member (detail, "contributors", json_array_new ());
  if (!json_object_has_member (detail, "reviewer"))
    json_object_set_string_member (detail, "reviewer", "");
  if (!json_object_has_member (detail, "threatTop"))
    json_object_set_int_member (detail, "threatTop", threat_top);
}

static void
write_diagrams (Writer *self)
{
  JsonObject *detail = pp_json_get_object (self->root, "detail");
  JsonArray *names = pp_json_get_array (detail, "diagrams");
  g_autoptr (GHashTable) read = collect_read_diagrams (names);
  gint64 first_id = first_free_id (self, detail);
  gint64 next_id = first_id;
  g_autoptr (JsonArray) diagrams = write_layouts (self, read, &next_id);

  if (names == NULL && json_array_get_length (diagrams) == 0)
    return;

  detail = _pp_td_own (self->root, "detail");
  json_object_set_array_member (detail, "diagrams", json_array_ref (diagrams));
  if (next_id > first_id)
    {
      json_object_set_int_member (detail, "diagramTop", next_id);
      fill_detail (detail, pp_info_get_threat_top (pp_model_get_info (self->model)));
    }
}

/* --- what no cell can carry --- */

static GHashTable *
collect_shown (Writer *self)
{
  GHashTable *shown = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->shown->len; i++)
    {
      GPtrArray *elements = g_ptr_array_index (self->shown, i);

      for (guint k = 0; k < elements->len; k++)
        g_hash_table_add (shown, g_ptr_array_index (elements, k));
    }

  return shown;
}

static gboolean
is_in_a_cell (PpRecord   *record,
              GHashTable *shown)
{
  const char *element = NULL;

  if (PP_IS_ELEMENT (record))
    element = pp_record_get_id (record);
  else if (PP_IS_THREAT (record))
    element = pp_threat_get_element (PP_THREAT (record));

  return element != NULL && g_hash_table_contains (shown, element);
}

static JsonObject *
collect_records (Writer       *self,
                 PpRecordType  type,
                 GHashTable   *shown)
{
  g_autoptr (GPtrArray) records = pp_model_dup_sorted (self->model, type);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < records->len; i++)
    {
      PpRecord *record = g_ptr_array_index (records, i);

      if (!is_in_a_cell (record, shown))
        json_object_set_member (object, pp_record_get_id (record), pp_record_to_json (record));
    }

  return object;
}

static void
write_own_section (Writer     *self,
                   const char *section,
                   JsonObject *records)
{
  JsonObject *parapet = pp_json_get_object (self->root, PP_TD_PARAPET);
  gboolean is_there = parapet != NULL && json_object_has_member (parapet, section);

  if (json_object_get_size (records) == 0 && !is_there)
    return;

  parapet = _pp_td_own (self->root, PP_TD_PARAPET);
  if (json_object_get_size (records) > 0)
    json_object_set_object_member (parapet, section, json_object_ref (records));
  else
    json_object_remove_member (parapet, section);
  if (json_object_get_size (parapet) == 0)
    json_object_remove_member (self->root, PP_TD_PARAPET);
}

static void
write_own_records (Writer *self)
{
  g_autoptr (GHashTable) shown = collect_shown (self);

  for (PpRecordType type = PP_RECORD_NODE; type < PP_RECORD_LAYOUT; type++)
    {
      g_autoptr (JsonObject) records = collect_records (self, type, shown);
      g_autofree char *section = _pp_record_type_plural (type);

      write_own_section (self, section, records);
    }
}

/* --- identifiers and parents --- */

static void
state_id (JsonObject *holder,
          const char *id,
          const char *check,
          const char *name)
{
  JsonObject *parapet = _pp_td_own (holder, PP_TD_PARAPET);

  json_object_set_string_member (parapet, "id", id);
  if (strcmp (id, name) != 0)
    json_object_set_string_member (parapet, check, name);
  else if (json_object_has_member (parapet, check))
    json_object_remove_member (parapet, check);
}

static void
state_cell_id (PpTdCell   *cell,
               const char *id)
{
  const char *cell_id = pp_json_get_string (cell->cell, "id", "");

  if (*cell_id == '\0')
    json_object_set_string_member (cell->cell, "id", cell_id = id);
  state_id (_pp_td_own_data (cell->cell, cell->shape), id, "cell", cell_id);
}

static gboolean
state_threat_ids (Writer     *self,
                  PpTdCell   *cell,
                  const char *element_id)
{
  g_autoptr (GPtrArray) threats = pp_model_dup_threats_of (self->model, element_id);
  JsonArray *list = pp_json_get_array (pp_json_get_object (cell->cell, "data"), "threats");
  gboolean stated = FALSE;
  guint next = 0;

  for (guint i = 0; cell->threats != NULL && i < cell->threats->len && next < threats->len; i++)
    {
      const char *read = g_ptr_array_index (cell->threats, i);
      const char *id;

      if (read == NULL)
        continue;
      id = pp_record_get_id (g_ptr_array_index (threats, next++));
      if (strcmp (read, id) != 0)
        {
          JsonObject *threat = json_array_get_object_element (list, i);

          state_id (threat, id, "threat", pp_json_get_string (threat, "id", ""));
          stated = TRUE;
        }
    }

  return stated;
}

/* An empty text says that the node has no parent although it stands inside a box. */
static void
state_parent (Writer     *self,
              PpTdCell   *cell,
              const char *element_id,
              GHashTable *parents)
{
  PpNode *node = pp_model_lookup_node (self->model, element_id);
  const char *found = g_hash_table_lookup (parents, cell->id);
  const char *is = node != NULL ? pp_node_get_parent (node) : NULL;
  JsonObject *parapet = pp_json_get_object (pp_json_get_object (cell->cell, "data"), PP_TD_PARAPET);
  const char *stated = pp_json_get_string (parapet, "parent", NULL);
  const char *read = stated != NULL ? (*stated != '\0' ? stated : NULL) : found;

  /* A cell without data stays so: with data it would be another element than the same cell elsewhere. */
  if (node == NULL || g_strcmp0 (read, is) == 0 || pp_json_get_object (cell->cell, "data") == NULL)
    return;

  parapet = _pp_td_own (_pp_td_own_data (cell->cell, cell->shape), PP_TD_PARAPET);
  if (g_strcmp0 (found, is) == 0)
    json_object_remove_member (parapet, "parent");
  else
    json_object_set_string_member (parapet, "parent", is != NULL ? is : "");
}

static void
state_diagram_id (PpTdDiagram *diagram,
                  const char  *id)
{
  g_autofree char *name = pp_json_to_string (json_object_get_member (diagram->diagram, "id"),
                                             PP_JSON_STYLE_COMPACT, NULL);

  state_id (diagram->diagram, id, "diagram", name);
}

static gboolean
state_ids_in (Writer      *self,
              PpTdDiagram *diagram,
              guint        position)
{
  GPtrArray *shown = g_ptr_array_index (self->shown, position);
  const char *layout_id = pp_record_get_id (g_ptr_array_index (self->layouts, position));
  gboolean stated = FALSE;

  if (strcmp (diagram->id, layout_id) != 0 && json_object_has_member (diagram->diagram, "id"))
    {
      state_diagram_id (diagram, layout_id);
      stated = TRUE;
    }

  for (guint i = 0; i < diagram->n_cells; i++)
    {
      const char *id = g_ptr_array_index (shown, i);

      if (strcmp (diagram->cells[i].id, id) != 0)
        {
          state_cell_id (&diagram->cells[i], id);
          stated = TRUE;
        }
      stated = state_threat_ids (self, &diagram->cells[i], id) || stated;
    }

  return stated;
}

/* Returns whether an identifier had to be stated: that may set others free or take them. */
static gboolean
state_ids (Writer    *self,
           PpTdIndex *index)
{
  gboolean stated = FALSE;

  for (guint i = 0; i < index->n_diagrams; i++)
    stated = state_ids_in (self, &index->diagrams[i], i) || stated;

  if (strcmp (index->model_id, pp_model_get_id (self->model)) != 0)
    {
      json_object_set_string_member (_pp_td_own (self->root, PP_TD_PARAPET), "id",
                                     pp_model_get_id (self->model));
      stated = TRUE;
    }

  return stated;
}

static void
state_parents (Writer    *self,
               PpTdIndex *index)
{
  g_autoptr (GHashTable) parents = _pp_td_find_parents (index);

  for (guint i = 0; i < index->n_diagrams; i++)
    {
      GPtrArray *shown = g_ptr_array_index (self->shown, i);

      for (guint k = 0; k < index->diagrams[i].n_cells; k++)
        if (index->diagrams[i].cells[k].is_first)
          state_parent (self, &index->diagrams[i].cells[k], g_ptr_array_index (shown, k), parents);
    }
}

static void
settle (Writer *self)
{
  for (guint i = 0; i < MAX_SETTLING; i++)
    {
      g_autoptr (PpTdIndex) index = _pp_td_index_new (self->root);

      if (state_ids (self, index))
        continue;
      state_parents (self, index);
      return;
    }
}

/* --- the whole --- */

static JsonNode *
write_root (Writer *self)
{
  begin_root (self);
  write_diagrams (self);
  write_own_records (self);
  settle (self);

  return _pp_object_node (g_steal_pointer (&self->root));
}

char *
pp_threat_dragon_write (PpModel  *model,
                        PpLoss   *loss,
                        gsize    *length,
                        GError  **error)
{
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (model);
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) threats = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                          (GDestroyNotify) json_array_unref);
  Writer self = { .model = model, .loss = loss, .layouts = layouts, .shown = shown, .threats = threats };
  g_autoptr (JsonNode) root = write_root (&self);
  char *text = pp_json_to_string (root, PP_JSON_STYLE_INDENTED, length);

  _pp_td_warn_of_size (root, *length, loss);

  return text;
}
