/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a write finds: the model, locked, the rows that the changes touch, and what was done since a revision. */

#include <string.h>

#include "pp-json.h"
#include "pp-row.h"
#include "pp-write-private.h"
#include "pp-write-statements.h"

enum {
  CALLER,
  LOCKED,
  RECORDS,
  MARKED,                       /* where the model is to be marked */
  LAYOUT = MARKED,              /* where one is asked for, which nobody does to mark */
};

static void
bind_records (const PpWriteRequest *request,
              PpBatch              *batch)
{
  _pp_write_bind_ids (batch, request->ids);
  if (request->touches != PP_RECORD_MODEL && request->touches != PP_RECORD_LAYOUT)
    return;
  if (request->placements != NULL)
    _pp_write_bind_ids (batch, request->placements);
  else
    pp_batch_bind_text (batch, NULL);
}

void
_pp_write_ask (PpWrite *self,
               PpBatch *batch)
{
  const PpWriteRequest *request = self->request;

  _pp_write_add (self, batch, &_pp_lock_model);
  _pp_write_add (self, batch, request->around != NULL ? &_pp_load_around : &_pp_load_records[request->touches]);
  if (request->around != NULL)
    pp_batch_bind_text (batch, request->around);
  else
    bind_records (request, batch);
  if (request->marks != NULL)
    {
      _pp_write_add (self, batch, &_pp_list_markings);
    }
  else if (request->layout_id != NULL)
    {
      _pp_write_add (self, batch, &_pp_find_layout);
      pp_batch_bind_text (batch, request->layout_id);
    }
}

static PpMarking *
read_marking (const PGresult *row,
              int             first)
{
  PpMarking *marking = pp_marking_new ();
  g_auto (GStrv) caveats = pp_row_dup_texts (row, 0, first + PP_N_MARKING_SCHEMES);

  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    marking->levels[scheme] = (guint) pp_row_get_integer (row, 0, first + (int) scheme);
  pp_marking_set_caveats (marking, (const char * const *) caveats);
  return marking;
}

/* Whether layouts are there with some of their placements only. */
static gboolean
is_in_part (const PpWriteRequest *request)
{
  return request->around != NULL || request->placements != NULL;
}

static gboolean
load_records (PpWrite         *self,
              const PGresult  *rows,
              GError         **error)
{
  for (int i = 0; i < PQntuples (rows); i++)
    {
      char id[PP_UUID_BYTES];

      pp_row_get_uuid (rows, i, 1, id);
      if (!pp_draft_load (self->draft, (PpRecordType) pp_row_get_integer (rows, i, 0), id, pp_row_get_json (rows, i, 2),
                          error))
        return FALSE;
      if (pp_row_get_integer (rows, i, 0) == PP_RECORD_LAYOUT && is_in_part (self->request))
        pp_draft_set_in_part (self->draft, id, self->request->placements);
    }
  return TRUE;
}

static void
note_inside (PpWriteState   *state,
             const PGresult *rows)
{
  state->inside = pp_marking_new ();
  for (int i = 0; i < PQntuples (rows); i++)
    {
      const char *text = pp_row_get_json (rows, i, 0);
      g_autoptr (JsonNode) node = text != NULL ? pp_json_parse (text, strlen (text), NULL, NULL) : NULL;
      g_autoptr (PpMarking) marking = node != NULL ? pp_marking_new_from_json (node, NULL) : NULL;
      g_autoptr (PpMarking) former = state->inside;

      state->inside = marking != NULL ? pp_marking_join (former, marking) : pp_marking_copy (former);
    }
}

/* Returns FALSE with an error also where there is no such model. */
gboolean
_pp_write_read (PpWrite    *self,
                GPtrArray  *results,
                GError    **error)
{
  const PGresult *model = g_ptr_array_index (results, LOCKED);

  if (PQntuples (model) == 0)
    {
      g_set_error_literal (error, PP_API_ERROR, PP_API_ERROR_NOT_FOUND, "There is no such model");
      return FALSE;
    }
  self->state.revision = pp_row_get_integer (model, 0, 0);
  self->state.marking = read_marking (model, 2);
  self->state.recipients = pp_row_dup_texts (model, 0, 6);
  self->state.weight = pp_row_get_integer (model, 0, 7);
  self->state.n_nodes = pp_row_get_integer (model, 0, 8);
  self->state.n_edges = pp_row_get_integer (model, 0, 9);
  pp_row_get_uuid (model, 0, 10, self->state.label);
  if (self->request->marks != NULL)
    note_inside (&self->state, g_ptr_array_index (results, MARKED));

  self->draft = pp_draft_new (self->request->model_id);
  return pp_draft_load (self->draft, PP_RECORD_MODEL, self->request->model_id, pp_row_get_json (model, 0, 1), error) &&
         load_records (self, g_ptr_array_index (results, RECORDS), error);
}

gboolean
_pp_write_is_stale (PpWrite   *self,
                    GPtrArray *results)
{
  const PGresult *layout;

  if (self->request->revision == 0)
    return FALSE;
  if (self->request->layout_id == NULL)
    return self->request->revision != self->state.revision;
  layout = g_ptr_array_index (results, LAYOUT);
  return PQntuples (layout) > 0 && pp_row_get_integer (layout, 0, 0) > self->request->revision;
}

void
_pp_write_read_since (PpWrite        *self,
                      const PGresult *rows)
{
  self->result.since = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  for (int i = 0; i < PQntuples (rows); i++)
    {
      const char *text = pp_row_get_json (rows, i, 1);
      JsonNode *changes = text != NULL ? pp_json_parse (text, strlen (text), NULL, NULL) : NULL;

      if (changes != NULL)
        g_ptr_array_add (self->result.since, changes);
    }
  /* Of a revision that is marked higher there is no row. */
  self->result.is_complete = self->request->revision + self->result.since->len == self->state.revision;
}
