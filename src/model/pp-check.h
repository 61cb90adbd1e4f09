/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"

G_BEGIN_DECLS

/**
 * PpProblemSeverity:
 * @PP_PROBLEM_WARNING: allowed, but hardly meant
 * @PP_PROBLEM_ERROR: contradicts what a model is
 */
typedef enum {
  PP_PROBLEM_WARNING,
  PP_PROBLEM_ERROR,
} PpProblemSeverity;

const char *pp_problem_severity_to_string (PpProblemSeverity severity);

/**
 * PpProblem:
 * @severity: how bad it is
 * @code: a stable word for machines: `dangling-end`, `parent-cycle`, …
 * @type: the kind of record that has the problem
 * @id: the record's identifier
 * @place: a JSON pointer into what pp_model_to_json() gives
 * @message: what is wrong, in English, one sentence without a full stop
 */
typedef struct {
  PpProblemSeverity  severity;
  const char        *code;
  PpRecordType       type;
  char              *id;
  char              *place;
  char              *message;
} PpProblem;

GPtrArray *pp_check_model (PpModel *model);

G_END_DECLS
