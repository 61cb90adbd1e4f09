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
 * @sequence: when it was, among all that the organisation does; nothing that is told
 * @number: its number in the model, higher than those of all events of the model before
 * @mark: (nullable): what stands for it among the events of all models; it tells nothing
 * @revision: the revision of the model
 * @has_member: whether the row tells who did it
 * @label: the label of the model
 * @changes: a list of changes; for a presence, of what is selected
 * @pointer: for a presence, where the pointer is, or null
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
  char mark[PP_UUID_BYTES];
  gint64 sequence;
  gint64 number;
  gint64 revision;
  gboolean has_member;
  gboolean is_here;
  GqlValue changes;
  GqlValue pointer;
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
  PP_LIVE_NUMBER,
  PP_LIVE_MARK,
};

/* Where to begin: at the sequence $2, or, where that is null, at the event with the number $3 of the model $1, or with
 * the mark $4; null where there is no such event. */
#define PP_LIVE_START \
  "coalesce ($2::bigint," \
  " (select l.sequence from parapet.event l where l.organisation_id = parapet.current_organisation ()" \
  "  and l.model_id = $1::uuid and l.number = $3::integer)," \
  " (select l.sequence from parapet.event l where l.organisation_id = parapet.current_organisation ()" \
  "  and l.mark = $4::uuid))"

/* Events behind that of the model $1, or of all models if that is null; at most $5. */
extern const PpStatement pp_live_statement_events;
/* The event of the model $1 with the sequence $2. */
extern const PpStatement pp_live_statement_event;

PpLiveEvent *pp_live_event_new        (GPtrArray   *rows,
                                       PGresult    *result,
                                       int          row);
/* The model, or all where that is empty, is to be read again: the last event is then that with this number and mark. */
PpLiveEvent *pp_live_event_new_resync (const char  *model,
                                       gint64       revision,
                                       gint64       sequence,
                                       gint64       number,
                                       const char  *mark);
/* Of a member, whom the columns of @result tell of. */
PpLiveEvent *pp_live_event_new_presence (GPtrArray *rows,
                                         PGresult  *result,
                                         JsonNode  *selection,
                                         JsonNode  *pointer,
                                         gboolean   is_here,
                                         gint64     time_us);
PpLiveEvent *pp_live_event_ref        (PpLiveEvent *self);
void         pp_live_event_unref      (PpLiveEvent *self);
PGresult    *pp_live_event_get_result (PpLiveEvent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpLiveEvent, pp_live_event_unref)

G_END_DECLS
