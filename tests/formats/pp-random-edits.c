/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-random-edits.h"

#include "pp-edit.h"
#include "pp-json.h"

typedef struct {
  PpModel *model;
  GRand   *random;
} Editor;

static int
below (Editor *self,
       int     limit)
{
  return g_rand_int_range (self->random, 0, limit);
}

static void
apply (Editor    *self,
       GPtrArray *changes)
{
  g_autoptr (GError) error = NULL;

  if (!pp_model_apply (self->model, changes, &error))
    g_error ("%s", error->message);
  g_ptr_array_unref (changes);
}

static PpRecord *
choose (Editor       *self,
        PpRecordType  type)
{
  g_autoptr (GPtrArray) records = pp_model_dup_sorted (self->model, type);

  return records->len > 0 ? g_ptr_array_index (records, below (self, records->len)) : NULL;
}

static const char *
choose_id (Editor       *self,
           PpRecordType  type)
{
  PpRecord *record = choose (self, type);

  return record != NULL ? pp_record_get_id (record) : NULL;
}

static PpRecord *
choose_element (Editor *self)
{
  return choose (self, below (self, 3) == 0 ? PP_RECORD_EDGE : PP_RECORD_NODE);
}

static JsonNode *
parse (const char *text)
{
  JsonNode *node = pp_json_parse (text, strlen (text), NULL, NULL);

  g_assert_nonnull (node);

  return node;
}

static void
set (Editor     *self,
     PpRecord   *record,
     const char *field,
     JsonNode   *value)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (JsonNode) before = pp_record_dup_field (record, field);
  g_autoptr (JsonNode) after = value;

  g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (record), pp_record_get_id (record),
                                               field, before, after));
  apply (self, g_steal_pointer (&changes));
}

static void
set_text (Editor     *self,
          PpRecord   *record,
          const char *field)
{
  g_autofree char *text = g_strdup_printf ("%s “%d” \\ \n ä", field, below (self, 1000));

  if (record != NULL)
    set (self, record, field, json_node_init_string (json_node_alloc (), text));
}

static void
set_json (Editor     *self,
          PpRecord   *record,
          const char *field,
          const char *text)
{
  if (record != NULL)
    set (self, record, field, text != NULL ? parse (text) : NULL);
}

static const char *
one_of (Editor             *self,
        const char * const *words)
{
  return words[below (self, g_strv_length ((char **) words))];
}

/* --- elements --- */

static void
edit_element (Editor *self)
{
  static const char * const texts[] = { "name", "description", "scopeReason", "category", NULL };
  static const char * const facts[] = {
    "facts/encrypted", "facts/log", "facts/publicNetwork", "facts/webApp", "facts/sensitivity", NULL,
  };
  static const char * const values[] = {
    "{\"value\":true,\"source\":\"person\"}", "{\"value\":false,\"source\":\"imported\"}",
    "{\"value\":true,\"source\":\"observed\",\"evidence\":\"span 1\"}", "{\"value\":3,\"source\":\"person\"}",
  };
  PpRecord *element = choose_element (self);

  switch (below (self, 8))
    {
    case 0:
      set_json (self, element, "references", "[\"https://example.org\"]");
      break;
    case 1:
      set_json (self, element, "marking", "{\"level\":\"secret\"}");
      break;
    case 2:
      set_json (self, element, "properties/owner", "{\"team\":[1,2.5,null]}");
      break;
    case 3:
      set_json (self, element, "outOfScope", "true");
      break;
    case 4:
    case 5:
      set_json (self, element, one_of (self, facts),
                below (self, 5) > 0 ? values[below (self, G_N_ELEMENTS (values))] : NULL);
      break;
    default:
      set_text (self, element, one_of (self, texts));
      break;
    }
}

static void
edit_kind (Editor *self)
{
  static const char * const kinds[] = {
    "process", "store", "actor", "database", "api", "user", "trust-boundary-box", "network", "text-note", NULL,
  };
  static const char * const edge_kinds[] = { "data-flow", "attack", "trust-boundary-curve", NULL };
  PpRecord *element = choose_element (self);

  if (element != NULL)
    set (self, element, "kind",
         json_node_init_string (json_node_alloc (),
                                one_of (self, PP_IS_EDGE (element) ? edge_kinds : kinds)));
}

static void
edit_edge (Editor *self)
{
  PpRecord *edge = choose (self, PP_RECORD_EDGE);
  PpRecord *layout = choose (self, PP_RECORD_LAYOUT);
  const PpPlacement *at;
  const char *other;

  if (edge == NULL || layout == NULL)
    return;
  at = pp_layout_get_placement (PP_LAYOUT (layout), pp_record_get_id (edge));
  other = pp_edge_get_source (PP_EDGE (edge));
  if (below (self, 3) == 0)
    set_text (self, edge, "protocol");
  else if (below (self, 2) == 0)
    set_json (self, edge, "bidirectional", "true");
  else if (at != NULL && !at->has_target_point && other != NULL &&
           pp_layout_get_placement (PP_LAYOUT (layout), other) != NULL)
    set (self, edge, "target", json_node_init_string (json_node_alloc (), other));
}

static void
add_node (Editor *self)
{
  static const char * const kinds[] = { "process", "database", "user", "trust-boundary-box", "text-note", NULL };
  const char *layout = choose_id (self, PP_RECORD_LAYOUT);
  g_autoptr (PpPlacement) at = pp_placement_new_box (below (self, 2000), below (self, 2000),
                                                     100 + below (self, 400), 50 + below (self, 400),
                                                     below (self, 50) - 10);

  if (layout != NULL)
    apply (self, pp_edit_add_node (self->model, layout, one_of (self, kinds), "New & “node”", NULL, at,
                                   NULL, NULL));
}

static const char *
choose_shown (Editor     *self,
              const char *layout)
{
  PpLayout *record = pp_model_lookup_layout (self->model, layout);
  const char *id = choose_id (self, PP_RECORD_NODE);

  return id != NULL && pp_layout_get_placement (record, id) != NULL ? id : NULL;
}

static void
add_edge (Editor *self)
{
  const char *layout = choose_id (self, PP_RECORD_LAYOUT);
  const char *source = layout != NULL ? choose_shown (self, layout) : NULL;
  const char *target = layout != NULL ? choose_shown (self, layout) : NULL;
  g_autoptr (PpPlacement) at = pp_placement_new ();
  const PpPoint bends[] = { { 10, 20.5 }, { -30, 40 } };

  if (source == NULL || target == NULL)
    return;

  at->z = below (self, 30);
  if (below (self, 2) == 0)
    pp_placement_set_points (at, bends, G_N_ELEMENTS (bends));
  if (below (self, 2) == 0)
    at->target_side = g_strdup ("left");
  if (below (self, 3) == 0)
    at->label_position = 0.25;
  if (below (self, 4) == 0)
    {
      target = NULL;
      at->has_target_point = TRUE;
      at->target_point = (PpPoint) { 55, -66 };
      g_clear_pointer (&at->target_side, g_free);
    }
  apply (self, pp_edit_add_edge (self->model, layout, below (self, 2) ? "data-flow" : "attack", "New flow",
                                 NULL, source, target, at, NULL));
}

static void
remove_element (Editor *self)
{
  PpRecord *element = choose_element (self);
  const char *ids[1];

  if (element == NULL)
    return;
  ids[0] = pp_record_get_id (element);
  apply (self, pp_edit_remove_elements (self->model, ids, 1));
}

/* --- placements --- */

static void
move_element (Editor *self)
{
  const char *layout = choose_id (self, PP_RECORD_LAYOUT);
  const char *id = layout != NULL ? choose_shown (self, layout) : NULL;
  g_autoptr (PpPlacement) at = NULL;

  if (id == NULL)
    return;

  at = pp_placement_copy (pp_layout_get_placement (pp_model_lookup_layout (self->model, layout), id));
  pp_placement_translate (at, below (self, 500) - 250, below (self, 500) - 250.5);
  if (below (self, 2) == 0)
    at->width += 20;
  if (below (self, 4) == 0)
    at->hidden = !at->hidden;
  if (below (self, 4) == 0)
    at->angle = 45;
  apply (self, pp_edit_place (self->model, layout, id, at));
}

static void
hide_element (Editor *self)
{
  const char *layout = choose_id (self, PP_RECORD_LAYOUT);
  const char *id = layout != NULL ? choose_shown (self, layout) : NULL;

  if (id != NULL)
    apply (self, pp_edit_hide_elements (self->model, layout, &id, 1));
}

static void
show_element (Editor *self)
{
  const char *layout = choose_id (self, PP_RECORD_LAYOUT);
  const char *id = choose_id (self, PP_RECORD_NODE);
  g_autoptr (PpPlacement) at = pp_placement_new_box (below (self, 900), below (self, 900), 120, 90, 3);

  if (layout != NULL && id != NULL)
    apply (self, pp_edit_place (self->model, layout, id, at));
}

static void
copy_and_paste (Editor *self)
{
  const char *from = choose_id (self, PP_RECORD_LAYOUT);
  const char *to = choose_id (self, PP_RECORD_LAYOUT);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GPtrArray) new_ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonNode) fragment = NULL;
  GPtrArray *changes;

  if (from == NULL)
    return;

  ids = pp_layout_list_in_paint_order (pp_model_lookup_layout (self->model, from));
  if (ids->len == 0)
    return;
  fragment = pp_edit_copy (self->model, from, (const char * const *) ids->pdata, MIN (ids->len, 6));
  changes = pp_edit_paste (self->model, to, fragment, 30, 30, new_ids, NULL);
  if (changes != NULL)
    apply (self, changes);
}

/* --- threats and the rest --- */

static void
add_threat (Editor *self)
{
  PpRecord *element = choose_element (self);

  if (element != NULL)
    apply (self, pp_edit_add_threat (self->model, pp_record_get_id (element), "STRIDE", "Tampering",
                                     "A new threat", NULL));
}

static void
edit_threat (Editor *self)
{
  static const char * const texts[] = { "title", "description", "mitigation", "score", "category", "rule", NULL };
  PpRecord *threat = choose (self, PP_RECORD_THREAT);
  const char *id = threat != NULL ? pp_record_get_id (threat) : NULL;

  if (threat == NULL)
    return;
  switch (below (self, 4))
    {
    case 0:
      set_json (self, threat, "status", below (self, 2) ? "\"Open\"" : "\"Mitigated\"");
      break;
    case 1:
      set_json (self, threat, "evidence", "{\"seen\":[1,2]}");
      break;
    case 2:
      apply (self, pp_edit_remove_threats (self->model, &id, 1));
      break;
    default:
      set_text (self, threat, one_of (self, texts));
      break;
    }
}

static void
add_record (Editor       *self,
            PpRecordType  type,
            const char   *text)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (JsonNode) record = parse (text);
  g_autofree char *id = g_strdup_printf ("own-%08x", g_rand_int (self->random));

  g_ptr_array_add (changes, pp_change_new_add (type, id, record));
  apply (self, g_steal_pointer (&changes));
}

static void
edit_layout (Editor *self)
{
  const char *id = choose_id (self, PP_RECORD_LAYOUT);

  switch (below (self, 6))
    {
    case 0:
      apply (self, pp_edit_add_layout (self->model, "Another", "LINDDUN", NULL));
      break;
    case 1:
      if (id != NULL)
        apply (self, pp_edit_duplicate_layout (self->model, id, "A copy", NULL));
      break;
    case 2:
      if (pp_model_get_n_records (self->model, PP_RECORD_LAYOUT) > 1)
        apply (self, pp_edit_remove_layout (self->model, id));
      break;
    case 3:
      set_json (self, choose (self, PP_RECORD_LAYOUT), "methodology", "\"CIA\"");
      break;
    case 4:
      set_json (self, choose (self, PP_RECORD_LAYOUT), "viewport", "{\"x\":1,\"zoom\":1.5}");
      break;
    default:
      set_text (self, choose (self, PP_RECORD_LAYOUT), "title");
      break;
    }
}

static void
edit_model (Editor *self)
{
  PpRecord *info = PP_RECORD (pp_model_get_info (self->model));

  switch (below (self, 5))
    {
    case 0:
      set_json (self, info, "contributors", "[\"A\",\"B\"]");
      break;
    case 1:
      set_json (self, info, "marking", "\"internal\"");
      break;
    case 2:
      add_record (self, PP_RECORD_CONTROL, "{\"title\":\"TLS\",\"status\":\"done\"}");
      break;
    case 3:
      add_record (self, PP_RECORD_COMMENT, "{\"text\":\"Why?\",\"author\":\"A\"}");
      break;
    default:
      set_text (self, info, "title");
      break;
    }
}

void
pp_random_edits (PpModel *model,
                 guint    n_edits,
                 guint32  seed)
{
  static void (* const edits[]) (Editor *) = {
    edit_element, edit_element, edit_kind, edit_edge, add_node, add_edge, remove_element, move_element,
    move_element, hide_element, show_element, copy_and_paste, add_threat, edit_threat, edit_threat,
    edit_layout, edit_model,
  };
  Editor self = { model, g_rand_new_with_seed (seed) };

  for (guint i = 0; i < n_edits; i++)
    edits[below (&self, G_N_ELEMENTS (edits))] (&self);
  g_rand_free (self.random);
}
