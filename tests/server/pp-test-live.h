/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-live.h"
#include "pp-test-api.h"
#include "pp-test.h"

G_BEGIN_DECLS

/**
 * PpTestEar:
 * @stream: what is followed
 * @answers: (element-type utf8): all that was heard
 * @n_read: how many of them pp_test_ear_hear() has given
 * @is_over: whether there will be no more
 *
 * One who follows.
 */
typedef struct {
  GqlStream *stream;
  GPtrArray *answers;
  guint      n_read;
  gboolean   is_over;
} PpTestEar;

void        pp_test_ear_listen (PpTestEar  *self,
                                PpTestApi  *api,
                                PpCaller   *caller,
                                const char *document);
void        pp_test_ear_leave  (PpTestEar  *self);
/* The next answer; waits for it. */
#define     pp_test_ear_hear(self) pp_test_ear_hear_at (self, G_STRLOC)
/* The next answer must be of this revision. */
#define     pp_test_ear_expect(self, revision) pp_test_ear_expect_at (self, revision, G_STRLOC)
/* The next answer, which must be of an event of this kind. */
#define     pp_test_ear_expect_kind(self, kind) pp_test_ear_expect_kind_at (self, kind, G_STRLOC)

const char *pp_test_ear_hear_at        (PpTestEar  *self,
                                        const char *place);
void        pp_test_ear_expect_at      (PpTestEar  *self,
                                        gint64      revision,
                                        const char *place);
const char *pp_test_ear_expect_kind_at (PpTestEar  *self,
                                        const char *kind,
                                        const char *place);

/* Waits until nobody waits for the database any more: then all who follow are told of what happens from now on. */
void        pp_test_api_settle (PpTestApi  *self);

/* (transfer full): the first value of this name in an answer. */
char       *pp_test_pick       (const char *answer,
                                const char *name);

#define PP_TEST_AMBER "{\"tlp\":\"AMBER\"}"
#define PP_TEST_GREEN "{\"tlp\":\"GREEN\"}"
#define PP_TEST_EVENT \
  "{ kind modelId revision sequence cursor by { name } changes { op record field after } }"

/**
 * PpTestLive:
 * @architect: who may do all, up to TLP:AMBER
 * @low: who sees no more than TLP:GREEN
 * @foreigner: of another organisation
 * @model: a model that all of the organisation see
 * @revision: its revision
 *
 * What tests of PpLive begin with.
 */
typedef struct {
  PpTestApi  api;
  PpLive    *live;
  PpCaller  *architect;
  PpCaller  *low;
  PpCaller  *foreigner;
  char      *model;
  gint64     revision;
} PpTestLive;

void        pp_test_live_set_up       (PpTestLive    *self,
                                       gconstpointer  data);
void        pp_test_live_tear_down    (PpTestLive    *self,
                                       gconstpointer  data);
/* (transfer full): its identifier. */
char       *pp_test_live_create_model (PpTestLive    *self,
                                       PpCaller      *caller);
/* One more revision of the model. */
void        pp_test_live_add_node     (PpTestLive    *self);
/* Sets the marking of the model: one more revision. */
void        pp_test_live_mark         (PpTestLive    *self,
                                       const char    *level);
/* Follows one model; -1 is from now on. */
void        pp_test_live_follow       (PpTestLive    *self,
                                       PpTestEar     *ear,
                                       PpCaller      *caller,
                                       const char    *model,
                                       gint64         since);
/* Nobody hears what happens until it is called again, with TRUE. */
void        pp_test_live_set_hearing  (PpTestLive    *self,
                                       gboolean       hears);

G_END_DECLS
