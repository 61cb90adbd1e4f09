/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which identifiers the parts of a file get as records. A cell's own id is the element's, a threat's own
 * id the threat's, unless they are missing, too long, or taken. Then one is made of where the part is,
 * always the same for the same file.
 *
 * The same cell id in another diagram with equal `data` is the same element once more (Threat Dragon's
 * “duplicate diagram” makes these); with other data it is another element. Where the writer had to give
 * a part another id than ours, ours is under `parapet`, with the id that it was written for beside it:
 * Threat Dragon copies our keys when a cell is pasted, and then the two differ. */

#include "pp-td-private.h"

#include <string.h>

#include "pp-json.h"

/* Of one cell id, as many elements with different data are told apart when a further cell is looked at. */
#define MAX_VARIANTS 8

/* Boxes times nodes; beyond that nothing is said about which node is inside which box. */
#define MAX_CONTAINMENT_TESTS 50000000

typedef struct {
  PpTdDiagram *diagram;
  PpTdCell    *cell;
} Known;

/**
 * _pp_td_make_uuid:
 * @first: a text
 * @...: further texts, then %NULL
 *
 * Returns: (transfer full): a name-based UUID (RFC 4122, version 5) of the texts
 */
char *
_pp_td_make_uuid (const char *first,
                  ...)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;
  GString *uuid = g_string_sized_new (37);
  va_list texts;

  va_start (texts, first);
  for (const char *text = first; text != NULL; text = va_arg (texts, const char *))
    g_checksum_update (checksum, (const guchar *) text, strlen (text) + 1);
  va_end (texts);

  g_checksum_get_digest (checksum, digest, &length);
  digest[6] = (digest[6] & 0x0F) | 0x50;
  digest[8] = (digest[8] & 0x3F) | 0x80;
  for (guint i = 0; i < 16; i++)
    g_string_append_printf (uuid, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x", digest[i]);

  return g_string_free (uuid, FALSE);
}

/* --- taking identifiers --- */

static gboolean
is_usable (const char *id)
{
  return id != NULL && *id != '\0' && strlen (id) <= PP_MODEL_MAX_ID_LENGTH;
}

static gboolean
is_free (PpTdIndex  *self,
         const char *id)
{
  return is_usable (id) && !g_hash_table_contains (self->taken, id);
}

static const char *
take (PpTdIndex  *self,
      const char *id)
{
  const char *kept = g_string_chunk_insert (self->strings, id);

  g_hash_table_add (self->taken, (gpointer) kept);

  return kept;
}

static const char *
take_made (PpTdIndex  *self,
           const char *what,
           const char *where,
           const char *name,
           guint       number)
{
  for (;; number++)
    {
      g_autofree char *counter = g_strdup_printf ("%u", number);
      g_autofree char *id = _pp_td_make_uuid (what, where, name != NULL ? name : "", counter, NULL);

      if (is_free (self, id))
        return take (self, id);
    }
}

/* --- our own word --- */

/* The id under `parapet`, if it was written for a part that is called @name. */
static const char *
own_id (JsonObject *holder,
        const char *check,
        const char *name)
{
  JsonObject *parapet = pp_json_get_object (holder, PP_TD_PARAPET);
  const char *id = pp_json_get_string (parapet, "id", NULL);

  if (!is_usable (id) || name == NULL)
    return NULL;

  return strcmp (pp_json_get_string (parapet, check, id), name) == 0 ? id : NULL;
}

/* --- cells that show the same element --- */

/* Keys of data that Threat Dragon sets by itself, of the diagram that the cell is in. */
gboolean
_pp_td_is_computed (const char *key)
{
  static const char * const keys[] = {
    "containedElements", "crossingFlows", "trustBoundaryIds", "hasOpenThreats", NULL,
  };

  return g_strv_contains (keys, key);
}

static gboolean
is_compared_apart (const char *key)
{
  return _pp_td_is_computed (key) || strcmp (key, PP_TD_PARAPET) == 0;
}

static gboolean
is_identity (const char *key)
{
  return strcmp (key, "id") == 0 || strcmp (key, "cell") == 0 || strcmp (key, "parent") == 0;
}

/* Whether all members of @a but those that are passed over are in @b. */
static gboolean
is_within (JsonObject *a,
           JsonObject *b,
           gboolean   (*is_passed) (const char *key))
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (a == NULL)
    return TRUE;

  json_object_iter_init (&iter, a);
  while (json_object_iter_next (&iter, &key, &value))
    if (!is_passed (key) &&
        (b == NULL || !pp_json_equal (value, json_object_get_member (b, key))))
      return FALSE;

  return TRUE;
}

static gboolean
same_data (JsonObject *a,
           JsonObject *b)
{
  JsonObject *first = pp_json_get_object (a, PP_TD_PARAPET);
  JsonObject *second = pp_json_get_object (b, PP_TD_PARAPET);

  return is_within (a, b, is_compared_apart) && is_within (b, a, is_compared_apart) &&
         is_within (first, second, is_identity) && is_within (second, first, is_identity);
}

static gboolean
same_end (Known       *a,
          Known       *b,
          const char  *end)
{
  return g_strcmp0 (_pp_td_end_element (a->diagram, a->cell->cell, end),
                    _pp_td_end_element (b->diagram, b->cell->cell, end)) == 0;
}

static gboolean
same_element (Known *a,
              Known *b)
{
  JsonObject *first = pp_json_get_object (a->cell->cell, "data");
  JsonObject *second = pp_json_get_object (b->cell->cell, "data");
  g_autofree char *first_text = NULL;
  g_autofree char *second_text = NULL;

  if (a->cell->shape->is_edge != b->cell->shape->is_edge ||
      a->cell->shape->dfd_class != b->cell->shape->dfd_class || !same_data (first, second))
    return FALSE;
  if (a->cell->shape->is_edge && (!same_end (a, b, "source") || !same_end (a, b, "target")))
    return FALSE;
  if (first != NULL)
    return TRUE;

  first_text = _pp_td_drawn_text (a->cell->cell, a->cell->shape);
  second_text = _pp_td_drawn_text (b->cell->cell, b->cell->shape);

  return g_strcmp0 (first_text, second_text) == 0;
}

/* --- elements --- */

static void
remember (PpTdIndex   *self,
          const char  *key,
          Known       *known)
{
  GArray *variants = g_hash_table_lookup (self->elements, key);

  if (variants == NULL)
    {
      variants = g_array_new (FALSE, FALSE, sizeof (Known));
      g_hash_table_insert (self->elements, (gpointer) key, variants);
    }
  if (variants->len < MAX_VARIANTS)
    g_array_append_vals (variants, known, 1);
}

static const char *
find_same_element (PpTdIndex  *self,
                   const char *wanted,
                   Known      *known,
                   GHashTable *shown)
{
  GArray *variants = g_hash_table_lookup (self->elements, wanted);

  for (guint i = 0; variants != NULL && i < variants->len; i++)
    {
      Known *other = &g_array_index (variants, Known, i);

      if (!g_hash_table_contains (shown, other->cell->id) && same_element (other, known))
        return other->cell->id;
    }

  return NULL;
}

static void
identify_cell (PpTdIndex   *self,
               PpTdDiagram *diagram,
               guint        position,
               GHashTable  *shown)
{
  PpTdCell *cell = &diagram->cells[position];
  Known known = { diagram, cell };
  const char *wanted = own_id (pp_json_get_object (cell->cell, "data"), "cell", cell->cell_id);
  const char *same;

  if (wanted == NULL)
    wanted = cell->cell_id;

  same = wanted != NULL ? find_same_element (self, wanted, &known, shown) : NULL;
  cell->is_first = same == NULL;
  if (same != NULL)
    cell->id = same;
  else if (is_free (self, wanted))
    cell->id = take (self, wanted);
  else
    cell->id = take_made (self, "cell", diagram->id, wanted, wanted != NULL ? 0 : position);

  g_hash_table_add (shown, (gpointer) cell->id);
  if (!cell->is_first)
    return;
  g_hash_table_insert (self->firsts, (gpointer) cell->id, cell);
  remember (self, cell->id, &known);
  if (wanted != NULL && strcmp (wanted, cell->id) != 0)
    remember (self, g_string_chunk_insert (self->strings, wanted), &known);
}

static void
identify_cells (PpTdIndex  *self,
                GPtrArray  *shown,
                gboolean    edges)
{
  for (guint i = 0; i < self->n_diagrams; i++)
    {
      PpTdDiagram *diagram = &self->diagrams[i];

      for (guint k = 0; k < diagram->n_cells; k++)
        if (diagram->cells[k].shape->is_edge == edges)
          identify_cell (self, diagram, k, g_ptr_array_index (shown, i));
    }
}

/* Nodes before edges, because an edge is the same only between the same ends. */
static void
identify_all_cells (PpTdIndex *self)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);

  for (guint i = 0; i < self->n_diagrams; i++)
    g_ptr_array_add (shown, g_hash_table_new (g_str_hash, g_str_equal));

  identify_cells (self, shown, FALSE);
  identify_cells (self, shown, TRUE);
}

/* --- threats --- */

static const char *
identify_threat (PpTdIndex  *self,
                 PpTdCell   *cell,
                 JsonObject *threat,
                 guint       position)
{
  const char *threat_id = pp_json_get_string (threat, "id", NULL);
  const char *wanted = own_id (threat, "threat", threat_id != NULL ? threat_id : "");

  if (!is_free (self, wanted))
    wanted = threat_id;
  if (is_free (self, wanted))
    return take (self, wanted);

  return take_made (self, "threat", cell->id, threat_id, threat_id != NULL ? 0 : position);
}

static void
identify_threats (PpTdIndex *self,
                  PpTdCell  *cell)
{
  JsonArray *threats = pp_json_get_array (pp_json_get_object (cell->cell, "data"), "threats");

  if (threats == NULL || !cell->is_first || json_array_get_length (threats) == 0)
    return;

  cell->threats = g_ptr_array_sized_new (json_array_get_length (threats));
  for (guint i = 0; i < json_array_get_length (threats); i++)
    {
      JsonNode *node = json_array_get_element (threats, i);
      JsonObject *threat = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      g_ptr_array_add (cell->threats,
                       threat != NULL ? (gpointer) identify_threat (self, cell, threat, i) : NULL);
    }
}

/* --- diagrams --- */

static char *
diagram_name (JsonObject *diagram)
{
  JsonNode *id = json_object_get_member (diagram, "id");

  return id != NULL ? pp_json_to_string (id, PP_JSON_STYLE_COMPACT, NULL) : g_strdup ("");
}

static const char *
identify_diagram (PpTdIndex  *self,
                  JsonObject *diagram,
                  guint       position)
{
  g_autofree char *name = diagram_name (diagram);
  const char *own = own_id (diagram, "diagram", name);
  g_autofree char *made = NULL;

  if (is_free (self, own))
    return take (self, own);

  made = g_strdup_printf ("diagram-%" G_GINT64_FORMAT, pp_json_get_int (diagram, "id", position));
  if (is_free (self, made))
    return take (self, made);

  return take_made (self, "diagram", made, NULL, position);
}

static void
index_cells (PpTdDiagram *self)
{
  JsonArray *cells = pp_json_get_array (self->diagram, "cells");

  self->by_cell_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->n_cells = cells != NULL ? json_array_get_length (cells) : 0;
  self->cells = g_new0 (PpTdCell, self->n_cells);
  for (guint i = 0; i < self->n_cells; i++)
    {
      PpTdCell *cell = &self->cells[i];
      const char *id;

      cell->cell = json_array_get_object_element (cells, i);
      cell->shape = _pp_td_shape_of_cell (cell->cell);
      id = pp_json_get_string (cell->cell, "id", "");
      cell->cell_id = *id != '\0' ? id : NULL;
      if (cell->cell_id != NULL && !g_hash_table_contains (self->by_cell_id, cell->cell_id))
        g_hash_table_insert (self->by_cell_id, (gpointer) cell->cell_id, cell);
    }
}

static void
index_diagrams (PpTdIndex  *self,
                JsonObject *root)
{
  JsonArray *diagrams = pp_json_get_array (pp_json_get_object (root, "detail"), "diagrams");

  self->n_diagrams = diagrams != NULL ? json_array_get_length (diagrams) : 0;
  self->diagrams = g_new0 (PpTdDiagram, self->n_diagrams);
  for (guint i = 0; i < self->n_diagrams; i++)
    {
      self->diagrams[i].diagram = json_array_get_object_element (diagrams, i);
      self->diagrams[i].id = identify_diagram (self, self->diagrams[i].diagram, i);
      index_cells (&self->diagrams[i]);
    }
}

/* --- the model --- */

/* Two files are hardly ever of the same title with the same cells. */
static char *
make_model_id (JsonObject *root)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  JsonNode *summary = json_object_get_member (root, "summary");
  JsonArray *diagrams = pp_json_get_array (pp_json_get_object (root, "detail"), "diagrams");

  if (summary != NULL)
    {
      g_autofree char *text = pp_json_to_string (summary, PP_JSON_STYLE_CANONICAL, NULL);

      g_checksum_update (checksum, (const guchar *) text, -1);
    }

  for (guint i = 0; diagrams != NULL && i < json_array_get_length (diagrams); i++)
    {
      JsonArray *cells = pp_json_get_array (json_array_get_object_element (diagrams, i), "cells");

      for (guint k = 0; cells != NULL && k < json_array_get_length (cells); k++)
        g_checksum_update (checksum,
                           (const guchar *) pp_json_get_string (json_array_get_object_element (cells, k),
                                                                "id", "-"), -1);
    }

  return _pp_td_make_uuid ("model", g_checksum_get_string (checksum), NULL);
}

static const char *
identify_model (PpTdIndex  *self,
                JsonObject *root)
{
  g_autofree char *made = NULL;
  const char *own = pp_json_get_string (pp_json_get_object (root, PP_TD_PARAPET), "id", NULL);

  if (is_usable (own))
    return take (self, own);

  made = make_model_id (root);

  return take (self, made);
}

/* Records that stand at the top under our own name come with their identifiers. */
static void
reserve_own_records (PpTdIndex  *self,
                     JsonObject *root)
{
  JsonObject *parapet = pp_json_get_object (root, PP_TD_PARAPET);

  for (PpRecordType type = PP_RECORD_NODE; type < PP_RECORD_LAYOUT; type++)
    {
      g_autofree char *section = _pp_record_type_plural (type);
      JsonObject *records = pp_json_get_object (parapet, section);
      JsonObjectIter iter;
      const char *id;

      if (records == NULL)
        continue;
      json_object_iter_init_ordered (&iter, records);
      while (json_object_iter_next_ordered (&iter, &id, NULL))
        if (is_free (self, id))
          take (self, id);
    }
}

/**
 * _pp_td_index_new:
 * @root: a file of version 2 that _pp_td_check_structure() has passed; must outlive the index
 */
PpTdIndex *
_pp_td_index_new (JsonObject *root)
{
  PpTdIndex *self = g_new0 (PpTdIndex, 1);

  self->strings = g_string_chunk_new (4096);
  self->taken = g_hash_table_new (g_str_hash, g_str_equal);
  self->firsts = g_hash_table_new (g_str_hash, g_str_equal);
  self->elements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);

  self->model_id = identify_model (self, root);
  reserve_own_records (self, root);
  index_diagrams (self, root);
  identify_all_cells (self);
  for (guint i = 0; i < self->n_diagrams; i++)
    for (guint k = 0; k < self->diagrams[i].n_cells; k++)
      identify_threats (self, &self->diagrams[i].cells[k]);

  return self;
}

void
_pp_td_index_free (PpTdIndex *self)
{
  for (guint i = 0; i < self->n_diagrams; i++)
    {
      PpTdDiagram *diagram = &self->diagrams[i];

      for (guint k = 0; k < diagram->n_cells; k++)
        g_clear_pointer (&diagram->cells[k].threats, g_ptr_array_unref);
      g_free (diagram->cells);
      g_hash_table_unref (diagram->by_cell_id);
    }
  g_free (self->diagrams);
  g_hash_table_unref (self->firsts);
  g_hash_table_unref (self->elements);
  g_hash_table_unref (self->taken);
  g_string_chunk_free (self->strings);
  g_free (self);
}

/* --- what is inside of what --- */

typedef struct {
  PpTdCell *cell;
  double    x, y, right, bottom, area;
} Box;

static gboolean
contains (const Box *outer,
          const Box *inner)
{
  if (outer == inner || outer->x > inner->x || outer->y > inner->y ||
      outer->right < inner->right || outer->bottom < inner->bottom)
    return FALSE;

  /* Of boxes of one size only the first holds the other, so that no two hold each other. */
  return outer->area > inner->area || outer->cell < inner->cell;
}

static void
find_parents_in (PpTdDiagram *diagram,
                 GHashTable  *parents)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (Box));
  g_autoptr (GArray) outers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < diagram->n_cells; i++)
    {
      PpTdCell *cell = &diagram->cells[i];
      PpPlacement at;
      Box box;

      if (cell->shape->is_edge)
        continue;
      _pp_td_read_placement (diagram, cell->cell, cell->shape, &at);
      box = (Box) { cell, at.x, at.y, at.x + at.width, at.y + at.height, at.width * at.height };
      if (cell->shape->dfd_class == PP_DFD_BOUNDARY)
        g_array_append_val (outers, nodes->len);
      g_array_append_val (nodes, box);
    }

  if ((guint64) nodes->len * outers->len > MAX_CONTAINMENT_TESTS)
    return;

  for (guint i = 0; i < nodes->len; i++)
    {
      Box *node = &g_array_index (nodes, Box, i);
      Box *best = NULL;

      if (!node->cell->is_first)
        continue;
      for (guint k = 0; k < outers->len; k++)
        {
          Box *outer = &g_array_index (nodes, Box, g_array_index (outers, guint, k));

          if (contains (outer, node) && (best == NULL || contains (best, outer)))
            best = outer;
        }
      if (best != NULL)
        g_hash_table_insert (parents, (gpointer) node->cell->id, (gpointer) best->cell->id);
    }
}

/* An element's parent is decided where it is shown first; the parent is shown there too, so that going
 * up leads to ever larger boxes or to earlier diagrams and always ends. */
GHashTable *
_pp_td_find_parents (PpTdIndex *index)
{
  GHashTable *parents = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < index->n_diagrams; i++)
    find_parents_in (&index->diagrams[i], parents);

  return parents;
}
