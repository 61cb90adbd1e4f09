/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "gql.h"
#include "pp-batch.h"
#include "pp-row.h"

G_BEGIN_DECLS

/**
 * PpLiveEvent:
 * @rows: (element-type PGresult) (nullable): what the database answered
 * @result: which of these has the row
 * @row: which row
 * @kind: what happened; `resync` where it is too much to tell, so that the model is to be read again
 * @model: which model
 * @sequence: its number, higher than those of all events before
 * @revision: the revision of the model
 * @has_member: whether the row tells who did it
 * @label: the label of the model
 * @changes: a list of changes; for a presence, of what is selected
 * @is_here: for a presence, whether somebody is
 * @at: for a presence, when that was said
 *
 * Something that happened to a model. It never changes; all who hear of it share it.
 */
typedef struct {
  /* owned */
  GPtrArray *rows;
  GqlArena *arena;
  char *kind;
  char *at;

  /* state */
  guint result;
  int row;
  char model[PP_UUID_BYTES];
  char label[PP_UUID_BYTES];
  gint64 sequence;
  gint64 revision;
  gboolean has_member;
  gboolean is_here;
  GqlValue changes;
} PpLiveEvent;

/* The first columns are those of a member as pp-resolve-member.c has them. */
enum {
  PP_LIVE_MEMBER_KEY,
  PP_LIVE_MEMBER_ID,
  PP_LIVE_MEMBER_NAME,
  PP_LIVE_MEMBER_ROLES,
  PP_LIVE_KIND,
  PP_LIVE_MODEL,
  PP_LIVE_REVISION,
  PP_LIVE_SEQUENCE,
  PP_LIVE_LABEL,
  PP_LIVE_CHANGES,
  PP_LIVE_CONTENT_LABEL,
};

/* Events behind $2 of the model $1, or of all models if that is null; at most $3. */
extern const PpStatement pp_live_statement_events;
/* The event with the number $1. */
extern const PpStatement pp_live_statement_event;

PpLiveEvent *pp_live_event_new        (GPtrArray   *rows,
                                       PGresult    *result,
                                       int          row);
/* One of which no row tells. */
PpLiveEvent *pp_live_event_new_simple (const char  *kind,
                                       const char  *model,
                                       gint64       revision,
                                       gint64       sequence);
/* Of a member, whom the columns of @result tell of. */
PpLiveEvent *pp_live_event_new_presence (GPtrArray *rows,
                                         PGresult  *result,
                                         JsonNode  *selection,
                                         gboolean   is_here,
                                         gint64     time_us);
PpLiveEvent *pp_live_event_ref        (PpLiveEvent *self);
void         pp_live_event_unref      (PpLiveEvent *self);
PGresult    *pp_live_event_get_result (PpLiveEvent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpLiveEvent, pp_live_event_unref)

G_END_DECLS
