/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-analysis.h"
#include "pp-graph.h"
#include "pp-odds.h"

G_BEGIN_DECLS

#define PP_TYPE_ATTACK_GRAPH (pp_attack_graph_get_type ())

/**
 * PpAttackGraph:
 *
 * What an attacker could do in a model, as a graph: each element can be reached and can be under
 * control, flows carry from the one to the other, and open threats turn reach into control. Made of a
 * model and its findings at one moment; does not change, and any thread may ask it.
 */
typedef struct _PpAttackGraph PpAttackGraph;

/**
 * PpAttackFactorType: what makes a step more or less likely
 * @PP_ATTACK_FACTOR_STEP: the kind of step
 * @PP_ATTACK_FACTOR_SEVERITY: the severity of the threat
 * @PP_ATTACK_FACTOR_CONTROLS: the controls that answer the threat
 * @PP_ATTACK_FACTOR_CAPABILITY: what the attacker is able to; of the first step
 */
typedef enum {
  PP_ATTACK_FACTOR_STEP,
  PP_ATTACK_FACTOR_SEVERITY,
  PP_ATTACK_FACTOR_CONTROLS,
  PP_ATTACK_FACTOR_CAPABILITY,
} PpAttackFactorType;

/**
 * PpAttackFactor:
 * @type: what it is
 * @how: of %PP_ATTACK_FACTOR_STEP, the kind of step
 * @odds: by what the odds are multiplied
 */
typedef struct {
  PpAttackFactorType type;
  PpStep             how;
  double             odds;
} PpAttackFactor;

#define PP_N_ATTACK_FACTORS 6

/**
 * PpAttackStep:
 * @from: (nullable): the element that the attacker controls or reaches before; %NULL at the start
 * @to: the element that is reached or controlled after
 * @via: (nullable): the flow that the step takes
 * @how: what kind of step it is
 * @threat: (nullable): for %PP_STEP_THREAT the title of the threat
 * @threat_id: (nullable): the threat's identifier, or the rule's that found it
 * @is_stored: the threat is a record of the model, not only found
 * @severity: (nullable): of the threat
 * @technique: (nullable): an ATT&CK technique
 * @tactic: (nullable): the tactic or phase that is stated for it
 * @odds: how likely the step succeeds
 * @factors: what the odds are the product of
 * @n_factors: how many
 * @goes_back: its tactic comes before one that was reached on the way
 */
typedef struct {
  char           *from;
  char           *to;
  char           *via;
  PpStep          how;
  char           *threat;
  char           *threat_id;
  gboolean        is_stored;
  const char     *severity;
  char           *technique;
  char           *tactic;
  double          odds;
  PpAttackFactor  factors[PP_N_ATTACK_FACTORS];
  guint           n_factors;
  gboolean        goes_back;
  /*< private >*/
  guint           edge;
} PpAttackStep;

/**
 * PpAttackPath:
 * @steps: (element-type PpAttackStep): from the attacker to the asset
 * @source: the attacker
 * @target: the asset
 * @odds: the product of the odds of the steps
 * @runs_backwards: the tactics of the techniques on the way go back in the order of their matrix
 */
typedef struct {
  GPtrArray *steps;
  char      *source;
  char      *target;
  double     odds;
  gboolean   runs_backwards;
} PpAttackPath;

void           pp_attack_path_free             (PpAttackPath   *self);

/**
 * PpAttackCutPart:
 * @element: the element to harden, the flow to cut, or where the threat to mitigate stands
 * @threat: (nullable): the title of the threat to mitigate
 * @threat_id: (nullable): its identifier, or the rule's that found it
 */
typedef struct {
  char *element;
  char *threat;
  char *threat_id;
} PpAttackCutPart;

/**
 * PpAttackCut:
 * @parts: (element-type PpAttackCutPart): what to do, all of it
 * @cost: what it costs; -1 when no cut is possible
 */
typedef struct {
  GPtrArray *parts;
  gint64     cost;
} PpAttackCut;

void           pp_attack_cut_free              (PpAttackCut    *self);

/**
 * PpAttackReach:
 * @element: an element
 * @odds: how likely it comes under control
 */
typedef struct {
  char   *element;
  double  odds;
} PpAttackReach;

void           pp_attack_reach_free            (PpAttackReach  *self);

GType          pp_attack_graph_get_type        (void) G_GNUC_CONST;
PpAttackGraph *pp_attack_graph_new             (PpModel        *model,
                                                PpAnalysis     *analysis,
                                                const PpOdds   *odds,
                                                const char     *from,
                                                const char     *to);
PpAttackGraph *pp_attack_graph_ref             (PpAttackGraph  *self);
void           pp_attack_graph_unref           (PpAttackGraph  *self);

/* Borrowed, by identifier. */
GPtrArray     *pp_attack_graph_get_sources     (PpAttackGraph  *self);
GPtrArray     *pp_attack_graph_get_assets      (PpAttackGraph  *self);

GPtrArray     *pp_attack_graph_find_paths      (PpAttackGraph  *self,
                                                guint           k);
GPtrArray     *pp_attack_graph_find_choke_points (PpAttackGraph *self);
PpAttackCut   *pp_attack_graph_find_cut        (PpAttackGraph  *self);
GPtrArray     *pp_attack_graph_find_blast_radius (PpAttackGraph *self,
                                                const char     *element,
                                                double          least_odds);
GPtrArray     *pp_attack_graph_find_exposure   (PpAttackGraph  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpAttackGraph, pp_attack_graph_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpAttackPath, pp_attack_path_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpAttackCut, pp_attack_cut_free)

G_END_DECLS
