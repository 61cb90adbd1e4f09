/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mutations that make a revision of more than one record, or of none that a graph shows: lists of changes, restoring,
 * markings, layouts. */

#include "pp-json.h"
#include "pp-past.h"
#include "pp-resolve-record.h"
#include "pp-resolve-write-private.h"

/* --- Changes ------------------------------------------------------------------------------------- */

static GPtrArray *
repeat_changes (PpDraft   *draft,
                gpointer   data,
                GError   **error)
{
  return g_ptr_array_ref (data);
}

/* The type of the records that changes are about; %PP_RECORD_MODEL where they are of several, or one is new. */
static PpRecordType
find_touched (GPtrArray *changes)
{
  PpRecordType type = PP_RECORD_MODEL;

  for (guint i = 0; i < changes->len; i++)
    {
      const PpChange *change = g_ptr_array_index (changes, i);

      if (change->type == PP_RECORD_MODEL)
        continue;
      if (change->operation == PP_CHANGE_ADD || change->type == PP_RECORD_COMMENT ||
          (type != PP_RECORD_MODEL && change->type != type))
        return PP_RECORD_MODEL;
      type = change->type;
    }
  return type;
}

static void
use_changes (PpMutation  *self,
             GPtrArray *changes)
{
  self->changes = changes;
  self->ids = pp_changes_list_ids (changes);
  self->placements = pp_changes_list_placements (changes);
  self->request.placements = self->placements;
  self->request.touches = find_touched (changes);
  self->request.func = repeat_changes;
  self->request.data = changes;
}

/* Equal values have equal digests, in whichever order their members were sent. */
static char *
digest (GPtrArray  *changes,
        const char *note)
{
  g_autoptr (JsonNode) node = pp_change_list_to_json (changes);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length;
  g_autofree char *text = pp_json_to_string (node, PP_JSON_STYLE_CANONICAL, &length);

  g_checksum_update (checksum, (const guchar *) text, (gssize) length);
  g_checksum_update (checksum, (const guchar *) note, -1);
  return g_strdup (g_checksum_get_string (checksum));
}

static void
resolve_apply_changes (PpApi   *api,
                       GqlCall *call)
{
  PpMutation *self = _pp_mutation_new (api, call, "modelId");
  const char *request_id = gql_value_get_string (gql_call_get_argument (call, "requestId"));
  GError *error = NULL;
  GPtrArray *changes;

  if (!pp_resolve_is_uuid (request_id))
    {
      _pp_mutation_fail_with (self, PP_API_ERROR_BAD_INPUT, "“requestId” is a UUID, and another one for each request");
      return;
    }
  changes = pp_input_read_changes (gql_call_get_argument (call, "changes"), &error);
  if (changes == NULL)
    {
      _pp_mutation_fail (self, error);
      return;
    }
  use_changes (self, changes);
  self->note = g_strdup (gql_value_get_string (gql_call_get_argument (call, "note")));
  self->request_id = g_ascii_strdown (request_id, -1);
  self->request.request_id = self->request_id;
  self->request_digest = digest (changes, self->note != NULL ? self->note : "");
  self->request.request_digest = self->request_digest;
  _pp_mutation_run (self);
}

/* --- Restoring ----------------------------------------------------------------------------------- */

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  PpMutation *self = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) changes = pp_past_compare_finish (PP_DATABASE (source), result, &error);

  if (changes == NULL)
    {
      _pp_mutation_fail (self, error);
      return;
    }
  use_changes (self, pp_past_list_restoring (changes));
  self->request.restores = TRUE;
  self->note = g_strdup_printf ("Restore revision %" G_GINT64_FORMAT,
                                gql_value_get_int (gql_call_get_argument (self->call, "target"), 0));
  _pp_mutation_run (self);
}

static void
resolve_restore (PpApi   *api,
                 GqlCall *call)
{
  PpMutation *self = _pp_mutation_new (api, call, "modelId");

  if (!pp_resolve_is_uuid (self->model_id))
    {
      _pp_mutation_fail_with (self, PP_API_ERROR_NOT_FOUND, "There is no such model");
      return;
    }
  pp_past_compare_async (pp_api_get_database (api), pp_resolve_get_caller (call), self->model_id,
                         self->request.revision, gql_value_get_int (gql_call_get_argument (call, "target"), 0),
                         gql_call_get_cancellable (call), compared_cb, self);
}

/* --- Markings ------------------------------------------------------------------------------------ */

static GPtrArray *
change_marks (PpDraft   *draft,
              gpointer   data,
              GError   **error)
{
  PpModel *model = pp_draft_get_model (draft);
  g_autoptr (JsonNode) before = pp_record_dup_field (PP_RECORD (pp_model_get_info (model)), "marking");
  g_autoptr (JsonNode) after = pp_marking_to_json (data);
  GPtrArray *changes = pp_change_list_new ();

  if (!pp_json_equal (before, after))
    g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_MODEL, pp_model_get_id (model), "marking", before, after));
  return changes;
}

static void
resolve_set_marks (PpApi   *api,
                   GqlCall *call)
{
  PpMutation *self = _pp_mutation_new (api, call, "modelId");
  GError *error = NULL;

  self->marks = pp_input_read_marks (gql_call_get_argument (call, "marks"), &error);
  if (self->marks == NULL)
    {
      _pp_mutation_fail (self, error);
      return;
    }
  if (!_pp_mutation_use_recipients (self, gql_call_get_argument (call, "recipients")))
    return;
  self->note = g_strdup (gql_value_get_string (gql_call_get_argument (call, "reason")));
  self->request.reason = self->note;
  self->request.marks = self->marks;
  self->request.func = change_marks;
  self->request.data = self->marks;
  _pp_mutation_run (self);
}

/* --- Layouts ------------------------------------------------------------------------------------- */

static const PpMutationKind save_layout = {
  "saveLayout", PP_RECORD_LAYOUT, NULL, "layout", &pp_resolve_statement_layout
};

static void
resolve_save_layout (PpApi   *api,
                     GqlCall *call)
{
  PpMutation *self = _pp_mutation_new (api, call, "modelId");
  const char *id = gql_value_get_string (gql_call_get_argument (call, "id"));

  self->kind = &save_layout;
  if (!_pp_mutation_use_record (self, PP_RECORD_LAYOUT, id))
    return;
  self->request.layout_id = self->record_id;
  self->request.func = id != NULL ? pp_input_change : pp_input_add;
  _pp_mutation_run (self);
}

static void
resolve_delete_layout (PpApi   *api,
                       GqlCall *call)
{
  PpMutation *self = _pp_mutation_new (api, call, "modelId");

  if (!_pp_mutation_use_record (self, PP_RECORD_LAYOUT, gql_value_get_string (gql_call_get_argument (call, "id"))))
    return;
  self->request.func = pp_input_remove;
  _pp_mutation_run (self);
}

void
pp_resolve_revise_add (PpApi *api)
{
  static const PpApiField fields[] = {
    { "Mutation", "applyChanges", resolve_apply_changes },
    { "Mutation", "restoreRevision", resolve_restore },
    { "Mutation", "setMarks", resolve_set_marks },
    { "Mutation", "saveLayout", resolve_save_layout },
    { "Mutation", "deleteLayout", resolve_delete_layout },
  };

  pp_api_add_fields (api, fields, G_N_ELEMENTS (fields));
}
