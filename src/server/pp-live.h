/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-caller.h"
#include "pp-live-event.h"

G_BEGIN_DECLS

/**
 * PpLive:
 *
 * Tells those who follow a model, or all models of their organisation, what happens to them, in whichever process of
 * the server it is done. Who may not see a model hears nothing of it.
 */
typedef struct _PpLive PpLive;

/**
 * PpLiveSubscription:
 *
 * One who follows.
 */
typedef struct _PpLiveSubscription PpLiveSubscription;

/**
 * PpLiveFuncs:
 * @opened: called once, with %NULL, or with why there is nothing to follow; then it is over
 * @event: called for each event, in their order
 * @ended: called when there will be no more: the model is gone, or not to be seen any more
 */
typedef struct {
  void (*opened) (const GError *error,
                  gpointer      data);
  void (*event)  (PpLiveEvent  *event,
                  gpointer      data);
  void (*ended)  (gpointer      data);
} PpLiveFuncs;

/* So that a notification holds them. */
#define PP_LIVE_MAX_SELECTED 100
/* What comes from the database at once and without asking for more; who missed more has to read the model again. */
#define PP_LIVE_MAX_MISSED 200

/* @address is a connection string of libpq for the one connection that listens. */
PpLive             *pp_live_new         (PpDatabase         *database,
                                         const char         *address);
void                pp_live_free        (PpLive             *self);
guint               pp_live_get_n_subscriptions (PpLive     *self);
/* Whether what happens now is heard at once; else it is when the database is back. */
gboolean            pp_live_hears       (PpLive             *self);

/* (transfer full): to be closed with pp_live_unsubscribe(), also after its end. @model is an identifier, or NULL for
 * all models. What happened after the event that has the number @since in the model, or the mark @after, comes first;
 * 0 is the beginning, and -1 and NULL from now on. */
PpLiveSubscription *pp_live_subscribe   (PpLive             *self,
                                         PpCaller           *caller,
                                         const char         *model,
                                         gint64              since,
                                         const char         *after,
                                         const PpLiveFuncs  *funcs,
                                         gpointer            data);
/* The same for who else has a model open. Whoever follows this has it open. */
PpLiveSubscription *pp_live_subscribe_presence (PpLive            *self,
                                                PpCaller          *caller,
                                                const char        *model,
                                                const PpLiveFuncs *funcs,
                                                gpointer           data);
/* Adds to @batch, which is of somebody who has the model open, that she is there, with @selection, identifiers that end
 * with NULL, and @pointer, a JSON object or NULL; or that she is not. Where the model is not to be seen, no row is
 * found. */
void                pp_live_add_presence (PpBatch            *batch,
                                          const char         *model,
                                          gboolean            is_here,
                                          const char * const *selection,
                                          const char         *pointer);
/* None of its functions is called any more. */
void                pp_live_unsubscribe (PpLiveSubscription *subscription);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpLive, pp_live_free)

G_END_DECLS
