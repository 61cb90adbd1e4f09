/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a release of ATT&CK means for a model: identifiers that one other has replaced are changed, all others
 * that are not in use are only listed. Towards an older release, what it does not know yet becomes what it has
 * replaced, where that is one. What was unknown before stays as it is. */

#include "pp-attack-revision.h"

#include <string.h>

#include "pp-attack-compare.h"

static void
revision_free (PpAttackRevision *self)
{
  g_object_unref (self->record);
  g_free (self->id);
  g_free (self->successor);
  g_free (self->choices);
  g_free (self);
}

/* Mitigations are not followed: they have no states of their own. */
static gboolean
is_technique (const char *id)
{
  return *id == 'T' && g_ascii_isdigit (id[1]);
}

static void
look_at (GPtrArray  *list,
         PpRecord   *record,
         const char *field,
         const char *id,
         PpAttack   *before,
         PpAttack   *after)
{
  PpAttackRevision *revision;

  if (!is_technique (id) || pp_attack_get_state (after, id, NULL) == PP_ATTACK_STATE_LIVE
      || pp_attack_get_state (before, id, NULL) == PP_ATTACK_STATE_UNKNOWN)
    return;
  revision = g_new0 (PpAttackRevision, 1);
  revision->record = g_object_ref (record);
  revision->field = field;
  revision->id = g_strdup (id);
  revision->choices = pp_attack_dup_successors (before, after, id, &revision->successor);
  g_ptr_array_add (list, revision);
}

static void
look_at_all (GPtrArray          *list,
             PpRecord           *record,
             const char         *field,
             const char * const *ids,
             PpAttack           *before,
             PpAttack           *after)
{
  for (guint i = 0; ids[i] != NULL; i++)
    look_at (list, record, field, ids[i], before, after);
}

/**
 * pp_attack_revise:
 * @model: a model
 * @before: the release that was used
 * @after: the release that is to be used
 *
 * Returns: (transfer full) (element-type PpAttackRevision): the identifiers of techniques in the model that
 *   are no longer in use, in a stable order
 */
GPtrArray *
pp_attack_revise (PpModel  *model,
                  PpAttack *before,
                  PpAttack *after)
{
  static const PpRecordType types[] = { PP_RECORD_NODE, PP_RECORD_EDGE, PP_RECORD_THREAT, PP_RECORD_CONTROL };
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) revision_free);

  for (guint type = 0; type < G_N_ELEMENTS (types); type++)
    {
      g_autoptr (GPtrArray) records = pp_model_dup_sorted (model, types[type]);

      for (guint i = 0; i < records->len; i++)
        {
          PpRecord *record = g_ptr_array_index (records, i);

          if (PP_IS_ELEMENT (record))
            {
              look_at_all (list, record, "techniques", pp_element_get_techniques (PP_ELEMENT (record)), before, after);
              look_at_all (list, record, "references", pp_element_get_references (PP_ELEMENT (record)), before, after);
            }
          else if (PP_IS_THREAT (record))
            look_at_all (list, record, "references", pp_threat_get_references (PP_THREAT (record)), before, after);
          else
            look_at_all (list, record, "references", pp_control_get_references (PP_CONTROL (record)), before, after);
        }
    }
  return list;
}

static const PpAttackRevision *
find (GPtrArray  *revisions,
      PpRecord   *record,
      const char *field,
      const char *id)
{
  for (guint i = 0; i < revisions->len; i++)
    {
      const PpAttackRevision *revision = g_ptr_array_index (revisions, i);

      if (revision->record == record && strcmp (revision->field, field) == 0 && strcmp (revision->id, id) == 0)
        return revision;
    }
  return NULL;
}

static void
add_text (JsonArray  *array,
          const char *text)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_strcmp0 (json_array_get_string_element (array, i), text) == 0)
      return;
  json_array_add_string_element (array, text);
}

/* The whole list of the field with what takes the place of what; no entry twice. */
static void
add_change (GPtrArray              *changes,
            GPtrArray              *revisions,
            const PpAttackRevision *of)
{
  g_autoptr (JsonNode) before = pp_record_dup_field (of->record, of->field);
  g_autoptr (JsonNode) after = json_node_new (JSON_NODE_ARRAY);
  JsonArray *old = json_node_get_array (before);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < json_array_get_length (old); i++)
    {
      const char *text = json_array_get_string_element (old, i);
      const PpAttackRevision *revision = find (revisions, of->record, of->field, text);

      add_text (array, revision != NULL && revision->successor != NULL ? revision->successor : text);
    }
  json_node_take_array (after, array);
  g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (of->record), pp_record_get_id (of->record),
                                               of->field, before, after));
}

/**
 * pp_attack_revise_changes:
 * @revisions: (element-type PpAttackRevision): what pp_attack_revise() found
 *
 * Returns: (transfer full) (element-type PpChange): what changes the identifiers that have one successor
 */
GPtrArray *
pp_attack_revise_changes (GPtrArray *revisions)
{
  GPtrArray *changes = pp_change_list_new ();
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < revisions->len; i++)
    {
      const PpAttackRevision *revision = g_ptr_array_index (revisions, i);
      g_autofree char *key = g_strconcat (pp_record_get_id (revision->record), "/", revision->field, NULL);

      if (revision->successor != NULL && g_hash_table_add (done, g_steal_pointer (&key)))
        add_change (changes, revisions, revision);
    }
  return changes;
}
