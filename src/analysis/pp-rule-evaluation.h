/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-finding.h"
#include "pp-subjects.h"

G_BEGIN_DECLS

/* One value that an answer rests on. */
typedef struct {
  guint   place;         /* PP_SUBJECT_NONE for that of nothing, which nobody can state */
  guint   property;      /* PP_PROPERTY_NONE for a set that was counted */
  PpValue value;         /* words are borrowed from the subject */
  guint8  set;           /* that was counted */
  guint8  open;          /* it is not stated, and that leaves the answer open */
  guint8  again;         /* the condition reads it elsewhere too */
  guint8  silent;        /* said for completeness; confidence does not look at it */
} PpLeaf;

/* A value that is supposed instead of what the subject says. */
typedef struct {
  guint   place;
  guint   property;
  PpValue value;
} PpSupposition;

typedef struct {
  const PpSubjects *subjects;
  guint             tried;
  gboolean          no_controls;     /* suppose that no control is in place anywhere */
  const GArray     *suppositions;    /* (nullable): of PpSupposition */
  GArray           *leaves;          /* (nullable): of PpLeaf; cleared before each evaluation */
  /* <private> */
  const PpRuleCode *code;
  guint             item;
} PpRuleEvaluation;

/* What the evidence of a true answer, or of an open one, is, stands in @leaves afterwards; only an open
 * one has leaves of nothing. */
PpTruth _pp_rule_evaluate        (PpRuleEvaluation *self,
                                  const PpRuleCode *code);
/* How sure the answer is that rests on the leaves from @start on. */
PpConfidence _pp_leaves_get_confidence (const GArray *leaves,
                                        guint         start);
double  _pp_rule_evaluate_number (PpRuleEvaluation *self,
                                  const PpRuleCode *code,
                                  double            fallback);

G_END_DECLS
