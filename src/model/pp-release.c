/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A copy of a model for people who may see no more than a ceiling. What is above is left out, and so is
 * what would tell of it: identifiers, numbers and paint orders are counted anew, drawings begin at the
 * origin, what other formats keep beside a record is dropped, and names of what is left out are blacked
 * out wherever a text that stays mentions them. The copy is the same for two models that differ only
 * above the ceiling. */

#include "pp-release-private.h"

static gboolean
may_be_seen (PpReleaseCopy *self,
             PpRecord      *record)
{
  g_autoptr (PpMarking) marking = pp_model_dup_effective_marking (self->model, record);

  return pp_marking_dominates (self->ceiling, marking);
}

static gboolean
stays_with_its_element (PpReleaseCopy *self,
                        const char    *element_id)
{
  return element_id == NULL || g_hash_table_contains (self->ids, element_id);
}

static gboolean
has_its_ends (PpReleaseCopy *self,
              PpEdge        *edge)
{
  return stays_with_its_element (self, pp_edge_get_source (edge)) &&
         stays_with_its_element (self, pp_edge_get_target (edge));
}

/* What the newer version leaves out is left out of the older one too. */
static gboolean
stays (PpReleaseCopy *self,
       PpRecord      *record)
{
  const char *id = pp_record_get_id (record);

  if (self->newer != NULL && pp_model_lookup (self->newer->model, id) != NULL &&
      !g_hash_table_contains (self->newer->ids, id))
    return FALSE;
  if (!may_be_seen (self, record))
    return FALSE;
  if (PP_IS_EDGE (record))
    return has_its_ends (self, PP_EDGE (record));
  if (PP_IS_THREAT (record))
    return stays_with_its_element (self, pp_threat_get_element (PP_THREAT (record)));
  if (PP_IS_COMMENT (record))
    return stays_with_its_element (self, pp_comment_get_element (PP_COMMENT (record)));
  return TRUE;
}

static void
keep_secret (PpReleaseCopy *self,
             PpRecord      *record)
{
  g_autoptr (JsonNode) name = pp_record_dup_field (record, PP_IS_ELEMENT (record) ? "name" : "title");

  _pp_secrets_add (self->secrets, pp_record_get_id (record));
  if (name != NULL)
    _pp_secrets_add (self->secrets, json_node_get_string (name));
}

/* Edges that end on edges come after those that they end on: rounds until nothing more stays. */
static void
decide_edges (PpReleaseCopy *self,
              GPtrArray     *edges)
{
  guint before;
  guint n = 0;

  do
    {
      before = n;
      for (guint i = 0; i < edges->len; i++)
        {
          PpRecord *edge = g_ptr_array_index (edges, i);
          const char *id = pp_record_get_id (edge);

          if (g_hash_table_contains (self->ids, id) || !stays (self, edge))
            continue;
          n++;
          g_hash_table_insert (self->ids, (gpointer) id, g_strdup (""));
        }
    }
  while (n > before);
}

/* The same thing has the same identifier in both versions. */
static char *
dup_new_id (PpReleaseCopy *self,
            PpRecordType   type,
            const char    *id,
            guint          number)
{
  const char *known = self->newer != NULL ? g_hash_table_lookup (self->newer->ids, id) : NULL;

  if (known != NULL)
    return g_strdup (known);
  return g_strdup_printf ("%s%s-%u", self->newer != NULL ? "former-" : "", pp_record_type_to_string (type), number);
}

static void
decide (PpReleaseCopy *self,
        PpRecordType   type)
{
  g_autoptr (GPtrArray) records = pp_model_dup_sorted (self->model, type);
  guint n = 0;

  if (type == PP_RECORD_EDGE)
    decide_edges (self, records);
  for (guint i = 0; i < records->len; i++)
    {
      PpRecord *record = g_ptr_array_index (records, i);
      const char *id = pp_record_get_id (record);
      gboolean kept = type == PP_RECORD_EDGE ? g_hash_table_contains (self->ids, id)
                                             : stays (self, record);

      if (kept)
        g_hash_table_insert (self->ids, (gpointer) id, dup_new_id (self, type, id, ++n));
      else
        keep_secret (self, record);
    }
}

/* A name that something which stays has too is no secret. */
static void
drop_open_names (const PpReleaseCopy *self,
                 PpSecrets           *secrets)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      PpElement *element = pp_model_lookup_element (self->model, id);

      if (element != NULL)
        _pp_secrets_remove (secrets, pp_element_get_name (element));
    }
}

static void
set_info (PpReleaseCopy *self,
          const char    *field,
          JsonNode      *value)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  gboolean done;

  if (value == NULL)
    return;
  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_MODEL, pp_model_get_id (self->release), field,
                                               NULL, value));
  done = pp_model_apply (self->release, changes, NULL);
  g_assert (done);
}

/* What is said of the model stays when its own marking is not above the ceiling. */
static void
copy_info (PpReleaseCopy *self)
{
  static const char * const fields[] = {
    "title", "description", "owner", "reviewer", "contributors", "properties", "disabledPacks", NULL,
  };
  PpRecord *info = PP_RECORD (pp_model_get_info (self->model));
  g_autoptr (PpMarking) overall = pp_model_dup_overall_marking (self->release);
  g_autoptr (JsonNode) clean = _pp_release_clean_record (self, info);
  g_autoptr (JsonNode) marking = NULL;

  if (may_be_seen (self, info))
    {
      g_autoptr (PpMarking) own = _pp_model_dup_stated_marking (self->model, info);
      g_autoptr (PpMarking) join = pp_marking_join (overall, own);

      for (guint i = 0; fields[i] != NULL; i++)
        set_info (self, fields[i], json_object_get_member (json_node_get_object (clean), fields[i]));
      marking = pp_marking_is_empty (join) ? NULL : pp_marking_to_json (join);
    }
  else
    {
      marking = pp_marking_is_empty (overall) ? NULL : pp_marking_to_json (overall);
    }
  set_info (self, "marking", marking);
}

static void
set_threat_top (PpReleaseCopy *self)
{
  g_autoptr (JsonNode) top = NULL;
  guint n = pp_model_get_n_records (self->release, PP_RECORD_THREAT);

  if (n > 0)
    top = json_node_init_int (json_node_alloc (), n);
  set_info (self, "threatTop", top);
}

static void
release_init (PpReleaseCopy       *self,
              PpModel             *model,
              const PpMarking     *ceiling,
              const PpReleaseCopy *newer)
{
  *self = (PpReleaseCopy) {
    .model = model,
    .ceiling = ceiling,
    .release = pp_model_new ("release"),
    .ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free),
    .secrets = _pp_secrets_new (),
    .origins = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free),
    .newer = newer,
  };
  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    decide (self, type);
}

/* What either version hides is hidden in both, unless the newer one shows it. */
static void
share_secrets (PpReleaseCopy *self,
               PpReleaseCopy *former)
{
  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    {
      for (guint i = 0; i < pp_model_get_n_records (self->model, type); i++)
        {
          PpRecord *record = pp_model_peek_record (self->model, type, i);

          if (!g_hash_table_contains (self->ids, pp_record_get_id (record)))
            keep_secret (former, record);
        }
      for (guint i = 0; i < pp_model_get_n_records (former->model, type); i++)
        {
          PpRecord *record = pp_model_peek_record (former->model, type, i);

          if (!g_hash_table_contains (former->ids, pp_record_get_id (record)))
            keep_secret (self, record);
        }
    }
  drop_open_names (self, former->secrets);
}

static void
fill (PpReleaseCopy *self)
{
  drop_open_names (self, self->secrets);
  for (PpRecordType type = PP_RECORD_NODE; type < PP_RECORD_LAYOUT; type++)
    _pp_release_copy_records (self, type);
  _pp_release_copy_layouts (self);
  copy_info (self);
  set_threat_top (self);
}

static PpModel *
release_finish (PpReleaseCopy *self)
{
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->origins);
  _pp_secrets_free (self->secrets);
  return self->release;
}

/**
 * pp_release_new:
 * @model: a model
 * @ceiling: what the readers may see
 *
 * Makes a copy that holds nothing above the ceiling and nothing that tells of it. A record without a
 * marking counts as marked like the element that it hangs on, else like the model; an edge stays only
 * with both of its ends. Identifiers in the copy are new.
 *
 * Returns: (transfer full): the copy
 */
PpModel *
pp_release_new (PpModel         *model,
                const PpMarking *ceiling)
{
  PpReleaseCopy self;

  g_return_val_if_fail (PP_IS_MODEL (model) && ceiling != NULL, NULL);

  release_init (&self, model, ceiling, NULL);
  fill (&self);
  return release_finish (&self);
}

/**
 * pp_release_dup_id:
 * @model: a model
 * @ceiling: what the readers may see
 * @id: the identifier of a record
 *
 * Returns: (transfer full) (nullable): the identifier that pp_release_new() would give the record, or %NULL
 *   for what it would leave out
 */
char *
pp_release_dup_id (PpModel         *model,
                   const PpMarking *ceiling,
                   const char      *id)
{
  PpReleaseCopy self;
  char *new_id;

  g_return_val_if_fail (PP_IS_MODEL (model) && ceiling != NULL && id != NULL, NULL);

  release_init (&self, model, ceiling, NULL);
  new_id = g_strdup (g_hash_table_lookup (self.ids, id));
  g_object_unref (release_finish (&self));
  return new_id;
}

/**
 * pp_release_list_left_out:
 * @model: a model
 * @ceiling: what the readers may see
 *
 * Returns: (transfer full) (element-type PpRecord): the records that pp_release_new() would leave out, with
 *   what is said of the model first when it would go too
 */
GPtrArray *
pp_release_list_left_out (PpModel         *model,
                          const PpMarking *ceiling)
{
  GPtrArray *left_out = g_ptr_array_new_with_free_func (g_object_unref);
  PpReleaseCopy self;

  g_return_val_if_fail (PP_IS_MODEL (model) && ceiling != NULL, left_out);

  release_init (&self, model, ceiling, NULL);
  if (!may_be_seen (&self, PP_RECORD (pp_model_get_info (model))))
    g_ptr_array_add (left_out, g_object_ref (pp_model_get_info (model)));
  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    {
      g_autoptr (GPtrArray) records = pp_model_dup_sorted (model, type);

      for (guint i = 0; i < records->len; i++)
        {
          PpRecord *record = g_ptr_array_index (records, i);

          if (!g_hash_table_contains (self.ids, pp_record_get_id (record)))
            g_ptr_array_add (left_out, g_object_ref (record));
        }
    }
  g_object_unref (release_finish (&self));
  return left_out;
}

/**
 * pp_release_new_since:
 * @model: a model
 * @former: an older version of it
 * @ceiling: what the readers may see
 * @former_release: (out) (transfer full): the copy of the older version
 *
 * Makes copies of both like pp_release_new(), in which what is the same has the same identifier, so that
 * they can be compared. What the newer version hides is hidden in the older one too.
 *
 * Returns: (transfer full): the copy of @model
 */
PpModel *
pp_release_new_since (PpModel          *model,
                      PpModel          *former,
                      const PpMarking  *ceiling,
                      PpModel         **former_release)
{
  PpReleaseCopy newer, older;

  g_return_val_if_fail (PP_IS_MODEL (model) && PP_IS_MODEL (former) && ceiling != NULL, NULL);

  release_init (&newer, model, ceiling, NULL);
  release_init (&older, former, ceiling, &newer);
  share_secrets (&newer, &older);
  fill (&newer);
  fill (&older);
  *former_release = release_finish (&older);
  return release_finish (&newer);
}
