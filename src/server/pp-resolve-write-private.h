/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-input.h"
#include "pp-resolve.h"
#include "pp-write.h"

G_BEGIN_DECLS

/* What a field does, which member of its payload is the record, and what finds that. */
typedef struct {
  const char *field;
  PpRecordType type;
  PpWriteFunc func;
  const char *member;
  const PpStatement *statement;
} PpMutationKind;

/* A mutation that makes a revision, on its way. */
typedef struct {
  PpApi *api;
  GqlCall *call;
  const PpMutationKind *kind;
  PpWriteRequest request;
  PpInput input;
  PpWriteResult result;

  /*< owned >*/
  char *action;
  char *model_id;
  char *record_id;
  char *request_id;
  char *request_digest;
  char *note;
  GPtrArray *changes;
  GPtrArray *ids;
  GPtrArray *placements;
  PpMarking *marks;
  char **recipients;
} PpMutation;

PpMutation *_pp_mutation_new            (PpApi          *api,
                                         GqlCall        *call,
                                         const char     *id_argument);
/* Each of these ends it. */
void        _pp_mutation_run            (PpMutation     *self);
void        _pp_mutation_fail           (PpMutation     *self,
                                         GError         *error);
void        _pp_mutation_fail_with      (PpMutation     *self,
                                         PpApiError      code,
                                         const char     *message);
/* FALSE, and the mutation has failed, where it names something, or somebody, who cannot be. */
gboolean    _pp_mutation_use_record     (PpMutation     *self,
                                         PpRecordType    type,
                                         const char     *id);
gboolean    _pp_mutation_use_recipients (PpMutation     *self,
                                         const GqlValue *members);

G_END_DECLS
