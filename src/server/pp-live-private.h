/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pp-listener.h"
#include "pp-live.h"

G_BEGIN_DECLS

/* Who has a model open, and what is selected there, as it was said last. */
typedef struct {
  char model[PP_UUID_BYTES];
  char label[PP_UUID_BYTES];
  char member[PP_UUID_BYTES];
  JsonNode *selection;          /* a list of identifiers */
  JsonNode *pointer;            /* an object, or NULL */
  gboolean is_here;
  gint64 time_us;               /* since 1970 */
} PpLivePresence;

/* Something that happened, of which no more is known yet. */
typedef struct {
  char model[PP_UUID_BYTES];
  char label[PP_UUID_BYTES];
  gboolean is_end;              /* for all who do not see the label that the model still has, if it has one */
  char still[PP_UUID_BYTES];
  gint64 sequence;
  PpLivePresence *presence;     /* NULL for what happened to the model */
  PpLiveEvent *event;           /* once it was read */
  GPtrArray *followers;         /* of PpLiveSubscription */
  PpLiveSubscription *reader;   /* the first of them who may see it */
  guint n_looked;
  guint n_told;
} PpLiveNotice;

typedef struct {
  /* owned */
  char *id;
  GPtrArray *subscriptions;     /* of PpLiveSubscription, borrowed */
  GQueue notices;
  GHashTable *known;            /* who and label → PpLiveView */
  GHashTable *present;          /* model and member → PpLivePresence */

  /* borrowed: NULL when nobody follows any more */
  PpLive *live;

  /* state */
  gboolean is_busy;
} PpLiveOrganisation;

struct _PpLiveSubscription {
  /* owned */
  PpCaller *caller;
  char *model;
  char *group;
  char *after;                  /* the mark of an event, or NULL: where to begin */

  /* borrowed: the organisation is NULL once it is over */
  PpLiveOrganisation *organisation;
  PpLive *reading;              /* while it asks the database */
  const PpLiveFuncs *funcs;
  gpointer data;

  /* state */
  gint64 since;                 /* the number of an event, or -1: where to begin */
  gint64 last;                  /* the sequence of the last event that it had, or -1 */
  char last_mark[PP_UUID_BYTES]; /* and its mark, or nothing where there was none yet */
  gboolean is_presence;
  gboolean is_open;
  gboolean is_closed;
  gboolean is_catching_up;
  gboolean must_catch_up_again;
};

struct _PpLive {
  /* owned */
  PpDatabase *database;
  PpListener *listener;
  GHashTable *organisations;    /* id → PpLiveOrganisation */
  GCancellable *cancellable;
  GQueue catching_up;           /* of PpLiveSubscription, those who wait for their turn */
  guint retry_id;
  guint beat_id;

  /* state */
  guint n_subscriptions;
  guint n_reading;
};

/* Made where it is not there yet. */
PpLiveOrganisation *_pp_live_organisation_get   (PpLive             *live,
                                                 const char         *id);
PpLiveOrganisation *_pp_live_organisation_ref   (PpLiveOrganisation *self);
void                _pp_live_organisation_unref (PpLiveOrganisation *self);
/* Nobody follows any more. */
void                _pp_live_organisation_leave (gpointer            data);

PpLiveSubscription *_pp_live_subscription_ref   (PpLiveSubscription *self);
void                _pp_live_subscription_unref (PpLiveSubscription *self);
void                _pp_live_subscription_tell  (PpLiveSubscription *self,
                                                 PpLiveEvent        *event);
void                _pp_live_subscription_end   (PpLiveSubscription *self);

/* Asks for all that this one missed, or, if it is new, for what it may follow. */
void                _pp_live_past_catch_up      (PpLiveSubscription *self);
void                _pp_live_ask_for_missed     (GPtrArray          *subscriptions);
void                _pp_live_past_stop          (PpLive             *live);

/* Puts a notice behind those that wait; takes it over. */
void                _pp_live_organisation_add   (PpLiveOrganisation *self,
                                                 PpLiveNotice       *notice);

void                _pp_live_presence_free      (gpointer            data);
/* NULL where it is not understood. */
PpLivePresence     *_pp_live_presence_new       (JsonObject         *object);
/* Keeps it and tells it; takes it over. */
void                _pp_live_presence_take      (PpLiveOrganisation *organisation,
                                                 PpLivePresence     *presence);
/* Somebody has opened a model, or closed it. */
void                _pp_live_presence_open      (PpLiveSubscription *subscription);
void                _pp_live_presence_close     (PpLiveSubscription *subscription,
                                                 PpLiveOrganisation *organisation);
void                _pp_live_presence_start     (PpLive             *live);
extern const PpStatement _pp_live_statement_member;

typedef enum {
  PP_LIVE_UNKNOWN,
  PP_LIVE_SEEN,
  PP_LIVE_HIDDEN,
} PpLiveView;

typedef void (*PpLiveLookedFunc) (PpLiveOrganisation *organisation,
                                  gboolean            is_known,
                                  gpointer            data);

/* (transfer full): a key of all those with the same clearance. */
char               *_pp_live_view_get_group     (PpCaller           *caller);
PpLiveView          _pp_live_view_look          (PpLiveOrganisation *organisation,
                                                 PpLiveSubscription *subscription,
                                                 const char         *label);
/* Not called any more once nobody follows. */
void                _pp_live_view_look_up       (PpLiveOrganisation *organisation,
                                                 PpLiveSubscription *subscription,
                                                 const char         *label,
                                                 PpLiveLookedFunc    func,
                                                 gpointer            data);

G_END_DECLS
