/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-analysis.h"
#include "pp-attack.h"

G_BEGIN_DECLS

/**
 * PpMatrix:
 * @PP_MATRIX_ENTERPRISE: ATT&CK for Enterprise
 * @PP_MATRIX_ICS: ATT&CK for industrial control systems
 * @PP_MATRIX_MOBILE: ATT&CK for Mobile
 * @PP_MATRIX_ATLAS: MITRE ATLAS, for systems that learn
 */
typedef enum {
  PP_MATRIX_ENTERPRISE,
  PP_MATRIX_ICS,
  PP_MATRIX_MOBILE,
  PP_MATRIX_ATLAS,
} PpMatrix;

#define PP_N_MATRICES 4

const char *pp_matrix_to_string   (PpMatrix    self);
gboolean    pp_matrix_from_string (const char *text,
                                   PpMatrix   *self);

/**
 * PpCoverage: how far the mitigations of a technique have come
 * @PP_COVERAGE_NONE: the technique is not in the model
 * @PP_COVERAGE_OPEN: nothing is in place
 * @PP_COVERAGE_PARTLY: some of its mitigations are in place, or some of its threats are mitigated
 * @PP_COVERAGE_COVERED: all of its mitigations are in place, or all of its threats are mitigated
 */
typedef enum {
  PP_COVERAGE_NONE,
  PP_COVERAGE_OPEN,
  PP_COVERAGE_PARTLY,
  PP_COVERAGE_COVERED,
} PpCoverage;

const char *pp_coverage_to_string (PpCoverage self);

/**
 * PpHeatThreat:
 * @element: where it stands
 * @threat: (nullable): the stored threat's identifier
 * @id: (nullable): the same, or the identifier of the rule that found it
 * @title: one line
 * @severity: from 0, low, to 3, critical; -1 where nobody has decided
 * @is_open: whether it is still to be dealt with
 * @is_mitigated: whether something was done against it
 *
 * Something in the model that names a technique: a threat that is stored or found, or an attack that
 * is drawn.
 */
typedef struct {
  char     *element;
  char     *threat;
  char     *id;
  char     *title;
  int       severity;
  gboolean  is_open;
  gboolean  is_mitigated;
} PpHeatThreat;

/**
 * PpHeatTechnique:
 * @id: its identifier
 * @name: its name
 * @parent: (nullable): of a sub-technique
 * @threats: (element-type PpHeatThreat): those of its own, the worst first
 * @children: (element-type PpHeatTechnique): its sub-techniques
 * @mitigations: (element-type utf8): what the catalogue lists against it and against its sub-techniques
 *   that are in the model
 * @n_in_place: how many of these are in place
 * @n_open: open threats, its own and those of its sub-techniques
 * @n_threats: all of them
 * @severity: the highest of the open ones; -1 where there is none, or nobody has decided
 * @coverage: how far the mitigations have come
 */
typedef struct _PpHeatTechnique PpHeatTechnique;

struct _PpHeatTechnique {
  const char      *id;
  const char      *name;
  PpHeatTechnique *parent;
  GPtrArray       *threats;
  GPtrArray       *children;
  GPtrArray       *mitigations;
  guint            n_in_place;
  guint            n_open;
  guint            n_threats;
  int              severity;
  PpCoverage       coverage;
};

/**
 * PpHeatTactic: a column of the matrix
 * @short_name: `initial-access`, …
 * @name: its name
 * @techniques: (element-type PpHeatTechnique): without sub-techniques, by name
 */
typedef struct {
  char       *short_name;
  const char *name;
  GPtrArray  *techniques;
} PpHeatTactic;

/**
 * PpHeatGroup: a group of attackers
 * @id: `G0016`, …
 * @name: its name
 * @n_techniques: techniques that it is known for in this matrix
 * @n_open: how many of these have open threats in the model
 */
typedef struct {
  const char *id;
  const char *name;
  guint       n_techniques;
  guint       n_open;
} PpHeatGroup;

/**
 * PpHeatSummary: techniques of the model, each counted once, without sub-techniques
 */
typedef struct {
  guint n_covered;
  guint n_partly;
  guint n_open;
} PpHeatSummary;

#define PP_TYPE_HEAT_MAP (pp_heat_map_get_type ())

/**
 * PpHeatMap:
 *
 * What threatens a model as a matrix of tactics and techniques. Made once, never changed; made anew
 * when the model or its findings change.
 */
G_DECLARE_FINAL_TYPE (PpHeatMap, pp_heat_map, PP, HEAT_MAP, GObject)

PpHeatMap        *pp_heat_map_new            (PpModel         *model,
                                              PpAnalysis      *analysis,
                                              PpAttack        *attack,
                                              PpMatrix         matrix);
PpMatrix          pp_heat_map_get_matrix     (PpHeatMap       *self);
const char       *pp_heat_map_get_release    (PpHeatMap       *self);
GPtrArray        *pp_heat_map_get_tactics    (PpHeatMap       *self);
PpHeatTechnique  *pp_heat_map_find           (PpHeatMap       *self,
                                              const char      *id);
PpHeatSummary     pp_heat_map_get_summary    (PpHeatMap       *self);
gboolean          pp_heat_map_is_in_place    (PpHeatMap       *self,
                                              const char      *mitigation);
GArray           *pp_heat_map_list_groups    (PpHeatMap       *self);
GHashTable       *pp_heat_map_dup_techniques_of (PpHeatMap    *self,
                                              const char      *group);
GPtrArray        *pp_heat_technique_list_threats (PpHeatTechnique *self);
JsonNode         *pp_heat_map_to_json        (PpHeatMap       *self,
                                               PpModel         *model);

G_END_DECLS
