/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PpAttackDomain:
 * @PP_ATTACK_ENTERPRISE: ATT&CK for Enterprise
 * @PP_ATTACK_ICS: ATT&CK for industrial control systems
 * @PP_ATTACK_MOBILE: ATT&CK for Mobile
 */
typedef enum {
  PP_ATTACK_ENTERPRISE,
  PP_ATTACK_ICS,
  PP_ATTACK_MOBILE,
} PpAttackDomain;

#define PP_N_ATTACK_DOMAINS 3

const char *pp_attack_domain_to_string   (PpAttackDomain  domain);
gboolean    pp_attack_domain_from_string (const char     *text,
                                          PpAttackDomain *domain);

/**
 * PpTechnique:
 * @id: `T1190`, `T1059.001`, …
 * @name: its name
 * @domain: the matrix that it belongs to
 * @tactics: short names between commas
 * @parent: of a sub-technique, else empty
 * @platforms: names between commas
 * @revoked: another technique has taken its place
 * @deprecated: it was given up
 */
typedef struct {
  const char     *id;
  const char     *name;
  PpAttackDomain  domain;
  const char     *tactics;
  const char     *parent;
  const char     *platforms;
  gboolean        revoked;
  gboolean        deprecated;
} PpTechnique;

/**
 * PpTactic:
 * @id: `TA0001`, …
 * @short_name: `initial-access`, …
 * @name: its name
 */
typedef struct {
  const char *id;
  const char *short_name;
  const char *name;
} PpTactic;

/**
 * PpAttackEntry: a mitigation, a group, a program or an asset
 * @id: `M1013`, `G0016`, `S0002`, `A0001`, …
 * @name: its name
 */
typedef struct {
  const char *id;
  const char *name;
} PpAttackEntry;

/**
 * PpAttackState:
 * @PP_ATTACK_STATE_UNKNOWN: no such identifier
 * @PP_ATTACK_STATE_LIVE: in use
 * @PP_ATTACK_STATE_REPLACED: revoked, and exactly one other has taken its place
 * @PP_ATTACK_STATE_RETIRED: deprecated, or revoked with several successors or none: a person must look
 *
 * How an identifier of a technique that stands in a model fares in a release.
 */
typedef enum {
  PP_ATTACK_STATE_UNKNOWN,
  PP_ATTACK_STATE_LIVE,
  PP_ATTACK_STATE_REPLACED,
  PP_ATTACK_STATE_RETIRED,
} PpAttackState;

#define PP_TYPE_ATTACK (pp_attack_get_type ())
G_DECLARE_FINAL_TYPE (PpAttack, pp_attack, PP, ATTACK, GObject)

/* MITRE ATT&CK, a release for each domain. Texts and rows are borrowed and live as long as the object;
 * arrays that come back belong to the caller. */
PpAttack   *pp_attack_get_default      (void);
void        pp_attack_set_default      (PpAttack       *attack);
PpAttack   *pp_attack_new              (void);
PpAttack   *pp_attack_new_release      (PpAttackDomain  domain,
                                        GHashTable     *tables);
PpAttack   *pp_attack_new_with         (PpAttack       *base,
                                        PpAttackDomain  domain,
                                        PpAttack       *release);
gboolean    pp_attack_is_built_in      (PpAttack       *self,
                                        PpAttackDomain  domain);
const char *pp_attack_get_fault        (PpAttack       *self,
                                        PpAttackDomain  domain);
const char *pp_attack_get_release      (PpAttack       *self,
                                        PpAttackDomain  domain);
GArray     *pp_attack_list_tactics     (PpAttack       *self,
                                        PpAttackDomain  domain);
int         pp_attack_get_tactic_order (PpAttack       *self,
                                        PpAttackDomain  domain,
                                        const char     *short_name);
gboolean    pp_attack_find_technique   (PpAttack       *self,
                                        const char     *id,
                                        PpTechnique    *technique);
GArray     *pp_attack_list_techniques  (PpAttack       *self,
                                        PpAttackDomain  domain,
                                        gboolean        live_only);
GPtrArray  *pp_attack_list_successors  (PpAttack       *self,
                                        const char     *id);
GPtrArray  *pp_attack_list_predecessors (PpAttack      *self,
                                        const char     *id);
PpAttackState pp_attack_get_state      (PpAttack       *self,
                                        const char     *id,
                                        const char    **successor);
gboolean    pp_attack_find_mitigation  (PpAttack       *self,
                                        const char     *id,
                                        PpAttackEntry  *mitigation);
GArray     *pp_attack_list_groups      (PpAttack       *self);
GPtrArray  *pp_attack_list_mitigations_of (PpAttack    *self,
                                        const char     *technique);
GPtrArray  *pp_attack_list_mitigated_by (PpAttack      *self,
                                        const char     *mitigation);
GPtrArray  *pp_attack_list_techniques_of_group (PpAttack *self,
                                        const char     *group);
GPtrArray  *pp_attack_list_groups_using (PpAttack      *self,
                                        const char     *technique);
GPtrArray  *pp_attack_list_software_using (PpAttack    *self,
                                        const char     *technique);

G_END_DECLS
