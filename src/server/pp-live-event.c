/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-live-event.h"

#include <string.h>

#include "pp-json.h"

/* More is told by reading the model again. */
#define MAX_CHANGES_BYTES (256 * 1024)
#define MAX_CHANGES_DEPTH 100

/* Only what makes a revision has changes. */
#define EVENTS \
  "select m.id, m.id, case when m.name = '' then m.subject else m.name end, m.roles, e.kind, e.model_id, e.revision," \
  "  e.sequence, e.label_id, r.changes, r.content_label_id, e.number, e.mark" \
  " from parapet.event e" \
  " left join parapet.member m on m.organisation_id = e.organisation_id and m.id = e.member_id" \
  " left join parapet.revision r on e.kind = 'changed' and r.organisation_id = e.organisation_id" \
  "  and r.model_id = e.model_id and r.number = e.revision and pg_column_size (r.changes) <= 262144" \
  " where e.organisation_id = parapet.current_organisation ()"

/* To whoever sees the model it never went. */
#define IS_NOT_BACK \
  "(e.of_model_id is not null or not exists (select from parapet.model v" \
  "  where v.organisation_id = e.organisation_id and v.id = e.model_id))"

const PpStatement pp_live_statement_events = {
  "live-events", EVENTS " and ($1::uuid is null or e.model_id = $1) and e.sequence > " PP_LIVE_START
                 " and " IS_NOT_BACK " order by e.sequence limit $5::integer" };
const PpStatement pp_live_statement_event = {
  "live-event", EVENTS " and e.model_id = $1::uuid and e.sequence = $2::bigint" };

static void
read_changes (PpLiveEvent *self,
              const char  *text)
{
  static const PpJsonLimits limits = { .max_bytes = MAX_CHANGES_BYTES, .max_depth = MAX_CHANGES_DEPTH };
  g_autoptr (JsonNode) node = text != NULL ? pp_json_parse (text, strlen (text), &limits, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      g_free (self->kind);
      self->kind = g_strdup ("resync");
      return;
    }
  self->arena = gql_arena_new ();
  self->changes = gql_value_from_json (node, self->arena);
}

static void
clear (gpointer data)
{
  PpLiveEvent *self = data;

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->arena, gql_arena_unref);
  g_free (self->kind);
  g_free (self->at);
}

static void
keep_result (PpLiveEvent *self,
             GPtrArray   *rows,
             PGresult    *result)
{
  self->rows = g_ptr_array_ref (rows);
  for (guint i = 0; i < rows->len; i++)
    if (g_ptr_array_index (rows, i) == result)
      self->result = i;
}

static PpLiveEvent *
new_event (const char *kind)
{
  PpLiveEvent *self = g_rc_box_new0 (PpLiveEvent);

  self->kind = g_strdup (kind);
  self->changes = gql_list (NULL, 0);

  return self;
}

/* A revision that lowered the model tells of what was marked higher: not all who hear of it may see that. */
static gboolean
is_content_open (PpLiveEvent *self,
                 PGresult    *result,
                 int          row)
{
  char label[PP_UUID_BYTES];

  return pp_row_get_uuid (result, row, PP_LIVE_CONTENT_LABEL, label) && strcmp (label, self->label) == 0;
}

/**
 * pp_live_event_new:
 * @rows: (element-type PGresult): results, of which @result is one
 * @result: what one of the statements above found
 * @row: a row of it
 *
 * Returns: (transfer full): the event
 */
PpLiveEvent *
pp_live_event_new (GPtrArray *rows,
                   PGresult  *result,
                   int        row)
{
  PpLiveEvent *self = new_event (pp_row_get_text (result, row, PP_LIVE_KIND));

  keep_result (self, rows, result);
  self->row = row;
  self->sequence = pp_row_get_integer (result, row, PP_LIVE_SEQUENCE);
  self->number = pp_row_get_integer (result, row, PP_LIVE_NUMBER);
  self->revision = pp_row_get_integer (result, row, PP_LIVE_REVISION);
  pp_row_get_uuid (result, row, PP_LIVE_MARK, self->mark);
  self->has_member = !PQgetisnull (result, row, PP_LIVE_MEMBER_ID);
  pp_row_get_uuid (result, row, PP_LIVE_MODEL, self->model);
  pp_row_get_uuid (result, row, PP_LIVE_LABEL, self->label);
  if (strcmp (self->kind, "changed") == 0)
    read_changes (self, is_content_open (self, result, row) ? pp_row_get_json (result, row, PP_LIVE_CHANGES) : NULL);

  return self;
}

PpLiveEvent *
pp_live_event_new_resync (const char *model,
                          gint64      revision,
                          gint64      sequence,
                          gint64      number,
                          const char *mark)
{
  PpLiveEvent *self = new_event ("resync");

  g_strlcpy (self->model, model, sizeof self->model);
  g_strlcpy (self->mark, mark, sizeof self->mark);
  self->revision = revision;
  self->sequence = sequence;
  self->number = number;

  return self;
}

PpLiveEvent *
pp_live_event_new_presence (GPtrArray *rows,
                            PGresult  *result,
                            JsonNode  *selection,
                            JsonNode  *pointer,
                            gboolean   is_here,
                            gint64     time_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  PpLiveEvent *self = new_event ("presence");

  keep_result (self, rows, result);
  self->has_member = TRUE;
  self->is_here = is_here;
  self->at = g_date_time_format_iso8601 (time);
  self->arena = gql_arena_new ();
  self->changes = gql_value_from_json (selection, self->arena);
  self->pointer = pointer != NULL ? gql_value_from_json (pointer, self->arena) : gql_null ();

  return self;
}

PpLiveEvent *
pp_live_event_ref (PpLiveEvent *self)
{
  return g_rc_box_acquire (self);
}

void
pp_live_event_unref (PpLiveEvent *self)
{
  g_rc_box_release_full (self, clear);
}

/* NULL where no row tells of it. */
PGresult *
pp_live_event_get_result (PpLiveEvent *self)
{
  return self->rows != NULL ? g_ptr_array_index (self->rows, self->result) : NULL;
}
