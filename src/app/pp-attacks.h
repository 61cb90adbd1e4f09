/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-assessment.h"
#include "pp-mitigations.h"

G_BEGIN_DECLS

#define PP_TYPE_ATTACKS (pp_attacks_get_type ())
G_DECLARE_FINAL_TYPE (PpAttacks, pp_attacks, PP, ATTACKS, GObject)

/* How many paths are searched. */
#define PP_ATTACKS_N_PATHS 10

/* How an attack could go in a document: the likeliest paths and what follows from them, kept up to date while
 * somebody looks. The model is read in pieces that are shorter than a frame, and searched in threads. Has
 * no widgets; main thread only.
 *
 * Signals
 *   changed: answers or their state are different */

PpAttacks        *pp_attacks_new              (PpAssessment *assessment);
PpAssessment     *pp_attacks_get_assessment   (PpAttacks    *self);
/* Only while it is active it searches. */
void              pp_attacks_set_active       (PpAttacks    *self,
                                               gboolean      active);
gboolean          pp_attacks_get_active       (PpAttacks    *self);
/* From one attacker or to one asset instead of all; NULL for all. */
void              pp_attacks_ask              (PpAttacks    *self,
                                               const char   *from,
                                               const char   *to);
const char       *pp_attacks_get_from         (PpAttacks    *self);
const char       *pp_attacks_get_to           (PpAttacks    *self);
/* How far one element's fall would reach. */
void              pp_attacks_ask_blast        (PpAttacks    *self,
                                               const char   *element);
const char       *pp_attacks_get_blast_origin (PpAttacks    *self);

/* Whether a search is on its way, and whether the answers are of before the last edit. */
gboolean          pp_attacks_is_searching     (PpAttacks    *self);
gboolean          pp_attacks_is_stale         (PpAttacks    *self);
/* Whether there are answers at all. */
gboolean          pp_attacks_is_ready         (PpAttacks    *self);
/* Gives up what is on its way; the answers of before stay, marked as stale. */
void              pp_attacks_cancel           (PpAttacks    *self);
void              pp_attacks_search_again     (PpAttacks    *self);

/* Borrowed, and valid until the next change; NULL before the first answer. */
PpAttackGraph    *pp_attacks_get_graph        (PpAttacks    *self);
GPtrArray        *pp_attacks_get_paths        (PpAttacks    *self);
GPtrArray        *pp_attacks_get_choke_points (PpAttacks    *self);
PpAttackCut      *pp_attacks_get_cut          (PpAttacks    *self);
GPtrArray        *pp_attacks_get_blast        (PpAttacks    *self);
/* Comes a moment after the rest. */
PpMitigationPlan *pp_attacks_get_plan         (PpAttacks    *self);
/* How many of the paths pass an element or a flow. */
guint             pp_attacks_count_passing    (PpAttacks    *self,
                                               const char   *element);
/* The odds of the likeliest path before the last change of the model that made a difference, and now;
 * FALSE where there was none. */
gboolean          pp_attacks_get_difference   (PpAttacks    *self,
                                               double       *before,
                                               double       *after);
/* Does what a mitigation says, in one step that can be undone. */
gboolean          pp_attacks_apply            (PpAttacks    *self,
                                               const PpMitigation *mitigation,
                                               GError      **error);

G_END_DECLS
