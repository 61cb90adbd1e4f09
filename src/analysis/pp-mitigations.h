/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-attack-graph.h"
#include "pp-graph-plan.h"

G_BEGIN_DECLS

/**
 * PpMitigationType: what is done
 * @PP_MITIGATION_FACTS: facts are made so
 * @PP_MITIGATION_CONTROL: a control that is planned is put in place
 * @PP_MITIGATION_THREAT: a threat is mitigated by a new control
 * @PP_MITIGATION_FLOW: a flow is taken away or guarded; nothing that a model can state
 * @PP_MITIGATION_ELEMENT: an element is hardened altogether; nothing that a model can state
 */
typedef enum {
  PP_MITIGATION_FACTS,
  PP_MITIGATION_CONTROL,
  PP_MITIGATION_THREAT,
  PP_MITIGATION_FLOW,
  PP_MITIGATION_ELEMENT,
} PpMitigationType;

/**
 * PpAttackGain:
 * @asset: an asset
 * @before: the odds of the likeliest path to it
 * @after: the same when something has been done
 */
typedef struct {
  char   *asset;
  double  before;
  double  after;
} PpAttackGain;

/**
 * PpMitigation:
 * @key: what it is known by; equal models give equal keys
 * @remedy: (nullable): of %PP_MITIGATION_FACTS, what is to be so
 * @element: the first element that it is about
 * @control: (nullable): of %PP_MITIGATION_CONTROL, its identifier
 * @threat: (nullable): the title of the first threat that it closes
 * @threats: (array zero-terminated=1): the identifiers of the stored threats that it closes
 * @rule: (nullable): of %PP_MITIGATION_THREAT, the rule where the threat is only found
 * @n_steps: in how many places it cuts
 * @cost: what it costs
 * @best_before: the odds of the likeliest path of all
 * @best_after: the same when only this has been done
 * @gains: (element-type PpAttackGain): by asset, what it buys when only this is done; the most exposed
 *   first
 *
 * Something that makes attacks harder. Reference-counted, read-only.
 */
typedef struct {
  /*< private >*/
  gatomicrefcount   ref_count;
  PpGraphMeasure   *measure;
  /*< public >*/
  PpMitigationType  type;
  char             *key;
  PpRemedy         *remedy;
  char             *element;
  char             *control;
  char             *threat;
  char            **threats;
  char             *rule;
  guint             n_steps;
  gint64            cost;
  double            best_before;
  double            best_after;
  GPtrArray        *gains;
} PpMitigation;

PpMitigation *pp_mitigation_ref          (PpMitigation *self);
void          pp_mitigation_unref        (PpMitigation *self);
/* Whether a model can state it, so that it can be applied with one command. */
gboolean      pp_mitigation_can_be_stated (const PpMitigation *self);

/* The asset for which it does most; NULL where it does nothing by itself. */
const PpAttackGain *pp_mitigation_get_greatest_gain (const PpMitigation *self);

/**
 * PpMitigationPlan:
 * @mitigations: (element-type PpMitigation): what to do, all of it; what buys most by itself comes first
 * @is_possible: whether that leaves no path
 * @cost: what it costs
 * @bound: no set that leaves no path costs less
 * @best_before: the odds of the likeliest path
 * @best_after: the same when all is done; 0 where it is possible
 * @singles: (element-type PpMitigation): what can be done against the likeliest paths; what buys most comes
 *   first
 */
typedef struct {
  GPtrArray *mitigations;
  gboolean   is_possible;
  gint64     cost;
  gint64     bound;
  double     best_before;
  double     best_after;
  GPtrArray *singles;
} PpMitigationPlan;

void          pp_mitigation_plan_free    (PpMitigationPlan *self);

/**
 * PpMitigations:
 *
 * All that can be done against the paths of a graph of attacks. Made in any thread, filled from the model
 * in pieces in the main thread, and then asked in any thread.
 */
typedef struct _PpMitigations PpMitigations;

PpMitigations    *pp_mitigations_new      (PpAttackGraph   *graph);
void              pp_mitigations_free     (PpMitigations   *self);
/* Main thread: reads on until @deadline; TRUE when all is read. The model and the analysis must be as the
 * graph has seen them. */
gboolean          pp_mitigations_collect  (PpMitigations   *self,
                                           PpModel         *model,
                                           PpAnalysis      *analysis,
                                           const PpOdds    *odds,
                                           gint64           deadline);
PpMitigationPlan *pp_mitigations_find_plan (PpMitigations  *self,
                                           GPtrArray       *paths,
                                           guint            n_singles,
                                           GCancellable    *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpMitigation, pp_mitigation_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpMitigationPlan, pp_mitigation_plan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpMitigations, pp_mitigations_free)

G_END_DECLS
