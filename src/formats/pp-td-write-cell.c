/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes an element as a cell: what the piece of the file says is compared with what the model says, field
 * by field, and only what differs is set. A new element begins with a complete cell that says nothing. */

#include "pp-td-private.h"

#include <string.h>

#include "pp-json.h"

typedef struct {
  JsonObject      *cell;
  const PpTdShape *shape;
  JsonObject      *was;
  JsonObject      *is;
  gboolean         is_new;
  gboolean         restyle;
} Draft;

JsonObject *
_pp_td_fragment (JsonObject *foreign)
{
  return pp_json_get_object (foreign, PP_TD_FOREIGN);
}

JsonObject *
_pp_td_current_record (PpRecord *record)
{
  g_autoptr (JsonNode) node = pp_record_to_json (record);
  JsonObject *object = json_node_dup_object (node);
  JsonObject *foreign = pp_json_get_object (object, "foreign");

  if (foreign == NULL || !json_object_has_member (foreign, PP_TD_FOREIGN))
    return object;

  foreign = _pp_td_own (object, "foreign");
  json_object_remove_member (foreign, PP_TD_FOREIGN);
  if (json_object_get_size (foreign) == 0)
    json_object_remove_member (object, "foreign");

  return object;
}

gboolean
_pp_td_differs (JsonObject *was,
                JsonObject *is,
                const char *field)
{
  return !pp_json_equal (json_object_get_member (was, field), json_object_get_member (is, field));
}

static void
set_or_remove (JsonObject *object,
               const char *name,
               JsonNode   *value)
{
  /* json-glib does not take over a node that the object has already. */
  if (value != NULL && json_object_get_member (object, name) != value)
    json_object_set_member (object, name, json_node_ref (value));
  else if (value == NULL && json_object_has_member (object, name))
    json_object_remove_member (object, name);
}

/* --- what only Parapet knows --- */

static void
set_parapet (JsonObject *holder,
             const char *name,
             JsonNode   *value)
{
  JsonObject *parapet = _pp_td_own (holder, PP_TD_PARAPET);

  set_or_remove (parapet, name, value);
  if (json_object_get_size (parapet) == 0)
    json_object_remove_member (holder, PP_TD_PARAPET);
}

static JsonObject *
unknown_members (JsonObject   *record,
                 PpRecordType  type)
{
  JsonObject *unknown = json_object_new ();
  JsonObjectIter iter;
  const char *name, *key;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, record);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (pp_record_type_find_field (type, name, &key) == NULL)
      json_object_set_member (unknown, name, json_node_ref (value));

  return unknown;
}

/**
 * _pp_td_write_parapet:
 * @holder: (nullable): what has our own object; may be changed. %NULL only to find out
 * @type: the kind of record
 * @was: the record that the piece of the file gives
 * @is: the record of the model
 *
 * Returns: whether anything had to be set
 */
gboolean
_pp_td_write_parapet (JsonObject   *holder,
                      PpRecordType  type,
                      JsonObject   *was,
                      JsonObject   *is)
{
  const char * const *fields = _pp_td_parapet_fields (type);
  g_autoptr (JsonObject) was_unknown = unknown_members (was, type);
  g_autoptr (JsonObject) is_unknown = unknown_members (is, type);
  gboolean differs = FALSE;

  for (guint i = 0; fields[i] != NULL; i++)
    if (_pp_td_differs (was, is, fields[i]))
      {
        differs = TRUE;
        if (holder != NULL)
          set_parapet (holder, fields[i], json_object_get_member (is, fields[i]));
      }

  if (!_pp_objects_equal (was_unknown, is_unknown))
    {
      g_autoptr (JsonNode) extra = json_node_init_object (json_node_alloc (), is_unknown);

      differs = TRUE;
      if (holder != NULL)
        set_parapet (holder, "extra", json_object_get_size (is_unknown) > 0 ? extra : NULL);
    }

  return differs;
}

/* --- data --- */

static JsonObject *
own_data (Draft *self)
{
  return _pp_td_own_data (self->cell, self->shape);
}

static void
write_kind (Draft *self)
{
  const char *kind = pp_json_get_string (self->is, "kind", "");
  const PpTdShape *shape;
  g_autoptr (JsonNode) stated = NULL;

  if (!_pp_td_differs (self->was, self->is, "kind"))
    return;

  shape = _pp_td_shape_for_kind (kind, self->shape->is_edge);
  if (shape->dfd_class != self->shape->dfd_class || self->shape->name == NULL)
    {
      _pp_td_change_shape (self->cell, self->shape, shape);
      self->shape = shape;
      self->restyle = TRUE;
    }
  if (strcmp (kind, self->shape->kind) != 0 && *kind != '\0')
    stated = _pp_text_node (kind);
  set_parapet (own_data (self), "kind", stated);
}

static void
write_name (Draft *self)
{
  const char *name = pp_json_get_string (self->is, "name", "");

  if (!_pp_td_differs (self->was, self->is, "name"))
    return;

  json_object_set_string_member (own_data (self), "name", name);
  _pp_td_set_drawn_text (self->cell, self->shape, name);
}

static void
write_texts (Draft *self)
{
  static const PpTdText texts[] = {
    { "description", "description" }, { "reasonOutOfScope", "scopeReason" }, { "protocol", "protocol" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (_pp_td_differs (self->was, self->is, texts[i].field))
      json_object_set_string_member (own_data (self), texts[i].key,
                                     pp_json_get_string (self->is, texts[i].field, ""));
}

static void
write_switches (Draft *self)
{
  gboolean out_of_scope = pp_json_get_boolean (self->is, "outOfScope", FALSE);
  gboolean bidirectional = pp_json_get_boolean (self->is, "bidirectional", FALSE);

  if (_pp_td_differs (self->was, self->is, "outOfScope"))
    {
      json_object_set_boolean_member (own_data (self), "outOfScope", out_of_scope);
      self->restyle = TRUE;
    }
  if (_pp_td_differs (self->was, self->is, "bidirectional"))
    {
      json_object_set_boolean_member (own_data (self), "isBidirectional", bidirectional);
      _pp_td_set_arrows (self->cell, bidirectional);
    }
}

/* Whether Threat Dragon's own key says all of a fact. */
static gboolean
is_plain (JsonNode *fact)
{
  return pp_fact_get_source (fact) == PP_FACT_SOURCE_IMPORTED &&
         json_object_get_size (json_node_get_object (fact)) == 2;
}

static gboolean
flag_holds (const PpTdFlag *flag,
            JsonNode       *value)
{
  return json_node_get_value_type (value) == (flag->is_word ? G_TYPE_STRING : G_TYPE_BOOLEAN);
}

static void
write_fact (Draft      *self,
            const char *name,
            JsonNode   *fact)
{
  JsonObject *data = own_data (self);
  JsonObject *parapet = _pp_td_own (data, PP_TD_PARAPET);
  JsonObject *facts = _pp_td_own (parapet, "facts");
  const PpTdFlag *flag = _pp_td_flag_for_fact (name, self->shape, data);
  JsonNode *value = pp_fact_get_value (fact);

  if (flag != NULL)
    set_or_remove (data, flag->key, value != NULL && flag_holds (flag, value) ? value : NULL);
  set_or_remove (facts, name,
                 value == NULL || (flag != NULL && flag_holds (flag, value) && is_plain (fact)) ? NULL
                                                                                            : fact);
  if (json_object_get_size (facts) == 0)
    json_object_remove_member (parapet, "facts");
  if (json_object_get_size (parapet) == 0)
    json_object_remove_member (data, PP_TD_PARAPET);
}

static void
write_facts_of (Draft      *self,
                JsonObject *facts,
                JsonObject *was,
                JsonObject *is)
{
  JsonObjectIter iter;
  const char *name;

  if (facts == NULL)
    return;

  json_object_iter_init_ordered (&iter, facts);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      JsonNode *before = was != NULL ? json_object_get_member (was, name) : NULL;
      JsonNode *after = is != NULL ? json_object_get_member (is, name) : NULL;

      if (!pp_json_equal (before, after))
        write_fact (self, name, after);
    }
}

static void
write_facts (Draft *self)
{
  JsonObject *was = pp_json_get_object (self->was, "facts");
  JsonObject *is = pp_json_get_object (self->is, "facts");

  if (!_pp_td_differs (self->was, self->is, "facts"))
    return;

  write_facts_of (self, is, was, is);
  /* Those that are no longer known. A fact in both is equal by now or was written just before. */
  write_facts_of (self, was, was, is);
}

static void
write_properties (Draft *self)
{
  if (_pp_td_differs (self->was, self->is, "properties"))
    set_or_remove (own_data (self), "properties", json_object_get_member (self->is, "properties"));
}

/* Cells without data stay without when there is nothing to say. */
static void
write_own_fields (Draft *self)
{
  PpRecordType type = self->shape->is_edge ? PP_RECORD_EDGE : PP_RECORD_NODE;

  if (_pp_td_write_parapet (NULL, type, self->was, self->is))
    _pp_td_write_parapet (own_data (self), type, self->was, self->is);
}

/* --- threats --- */

/* Threat Dragon's report ends at threats of a cell without a name or a type. */
static void
complete_data (Draft     *self,
               PpElement *element)
{
  JsonObject *data = own_data (self);

  if (pp_json_get_string (data, "name", NULL) == NULL)
    json_object_set_string_member (data, "name", pp_element_get_name (element));
  if (pp_json_get_string (data, "type", NULL) == NULL)
    json_object_set_string_member (data, "type", self->shape->type);
}

static void
write_threats (Draft            *self,
               PpTdLayoutWriter *writer,
               PpElement        *element)
{
  JsonObject *data = pp_json_get_object (self->cell, "data");
  JsonArray *names = pp_json_get_array (data, "threats");
  gboolean changed, open;
  g_autoptr (JsonArray) threats = _pp_td_write_threats (writer, element, names, &changed);

  if (names != NULL || json_array_get_length (threats) > 0)
    json_object_set_array_member (own_data (self), "threats", g_steal_pointer (&threats));

  if (!changed && !self->restyle && !self->is_new)
    return;

  if (pp_model_peek_threats_of (writer->model, pp_record_get_id (PP_RECORD (element))) != NULL)
    complete_data (self, element);
  open = pp_model_has_open_threats (writer->model, pp_record_get_id (PP_RECORD (element)));
  data = pp_json_get_object (self->cell, "data");
  if ((data != NULL || open) && pp_json_get_boolean (data, "hasOpenThreats", !open) != open)
    json_object_set_boolean_member (own_data (self), "hasOpenThreats", open);
  _pp_td_set_style (self->cell, self->shape, open, pp_element_get_out_of_scope (element));
  if (open && !_pp_td_shape_has_threats (self->shape))
    pp_loss_add (writer->loss, pp_element_get_name (element),
                 "Threat Dragon keeps threats on boundaries and texts, but does not show them");
}

/* --- the cell --- */

/* A cell that was copied in Parapet is another cell now. */
static void
make_own (Draft            *self,
          PpTdLayoutWriter *writer,
          const char       *id)
{
  const char *cell_id = g_hash_table_lookup (writer->cell_ids, id);
  JsonObject *parapet;

  if (cell_id != NULL && g_strcmp0 (pp_json_get_string (self->cell, "id", NULL), cell_id) != 0)
    json_object_set_string_member (self->cell, "id", cell_id);

  parapet = pp_json_get_object (pp_json_get_object (self->cell, "data"), PP_TD_PARAPET);
  if (g_hash_table_contains (writer->originals, id) || parapet == NULL)
    return;
  set_parapet (own_data (self), "id", NULL);
  set_parapet (own_data (self), "cell", NULL);
  set_parapet (own_data (self), "parent", NULL);
}

/* What another layout has of an element that this layout shows anew. */
static JsonObject *
find_sibling (PpTdLayoutWriter *writer,
              const char       *id,
              gboolean          is_edge)
{
  guint n_layouts = pp_model_get_n_records (writer->model, PP_RECORD_LAYOUT);

  for (guint i = 0; i < n_layouts; i++)
    {
      PpRecord *layout = pp_model_peek_record (writer->model, PP_RECORD_LAYOUT, i);
      const PpPlacement *placement = pp_layout_get_placement (PP_LAYOUT (layout), id);
      JsonObject *fragment = placement != NULL ? _pp_td_fragment (placement->foreign) : NULL;

      if (fragment != NULL && _pp_td_shape_of_cell (fragment)->is_edge == is_edge)
        return fragment;
    }

  return NULL;
}

static void
take_data (JsonObject *cell,
           JsonObject *sibling)
{
  JsonObject *data = pp_json_get_object (sibling, "data");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  JsonObject *copy;

  if (data == NULL)
    {
      json_object_remove_member (cell, "data");
      return;
    }

  copy = json_object_new ();
  json_object_iter_init_ordered (&iter, data);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!_pp_td_is_computed (name) || strcmp (name, "hasOpenThreats") == 0)
      json_object_set_member (copy, name, json_node_ref (value));
  json_object_set_object_member (cell, "data", copy);
}

/* Cells of one element have equal data: by that they are known for one element again. */
static void
begin_new_cell (Draft            *self,
                PpTdLayoutWriter *writer,
                PpElement        *element)
{
  const char *id = pp_record_get_id (PP_RECORD (element));
  gboolean is_edge = PP_IS_EDGE (element);
  JsonObject *sibling = find_sibling (writer, id, is_edge);

  self->is_new = TRUE;
  self->shape = sibling != NULL ? _pp_td_shape_of_cell (sibling) : NULL;
  if (self->shape == NULL || self->shape->name == NULL)
    self->shape = _pp_td_shape_for_kind (pp_element_get_kind (element), is_edge);
  self->cell = _pp_td_new_cell (self->shape, g_hash_table_lookup (writer->cell_ids, id));
  if (sibling != NULL)
    {
      take_data (self->cell, sibling);
      _pp_td_set_drawn_text (self->cell, self->shape, pp_element_get_name (element));
    }
}

JsonObject *
_pp_td_write_element (PpTdLayoutWriter  *self,
                      PpElement         *element,
                      const PpPlacement *placement)
{
  const char *id = pp_record_get_id (PP_RECORD (element));
  JsonObject *fragment = _pp_td_fragment (placement->foreign);
  g_autoptr (JsonObject) was = NULL;
  g_autoptr (JsonObject) is = _pp_td_current_record (PP_RECORD (element));
  Draft draft = { .is = is };

  if (fragment != NULL && _pp_td_shape_of_cell (fragment)->is_edge == PP_IS_EDGE (element))
    {
      draft.shape = _pp_td_shape_of_cell (fragment);
      draft.cell = _pp_shallow_copy (fragment);
    }
  else
    {
      fragment = NULL;
      begin_new_cell (&draft, self, element);
    }
  draft.was = was = _pp_td_read_element (draft.cell, draft.shape);
  make_own (&draft, self, id);

  write_kind (&draft);
  write_name (&draft);
  write_texts (&draft);
  write_switches (&draft);
  write_facts (&draft);
  write_properties (&draft);
  write_own_fields (&draft);
  write_threats (&draft, self, element);
  g_hash_table_insert (self->cells, (gpointer) id, draft.cell);
  _pp_td_write_placement (self, element, placement, fragment, draft.cell, draft.shape);

  return draft.cell;
}
