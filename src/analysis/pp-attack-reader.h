/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-analysis.h"
#include "pp-odds.h"

G_BEGIN_DECLS

/* What the graph of attacks reads of a model: facts as the rules see them, and how far the controls let
 * attempts through, looked up and not searched for. */
typedef struct {
  PpModel      *model;
  PpAnalysis   *analysis;
  const PpOdds *odds;
  GHashTable   *past_controls;  /* threat id → double *, only where there is a control */
  GHashTable   *zones;          /* who is in a zone of attackers → the zone */
} PpAttackReader;

void       _pp_attack_reader_init          (PpAttackReader *self,
                                            PpModel        *model,
                                            PpAnalysis     *analysis,
                                            const PpOdds   *odds);
void       _pp_attack_reader_clear         (PpAttackReader *self);
gboolean   _pp_attack_reader_states        (PpAttackReader *self,
                                            const char     *element,
                                            const char     *property,
                                            gboolean        expected);
/* An attacker is one who is drawn so, or whom nobody trusts. */
gboolean   _pp_attack_reader_is_attacker   (PpAttackReader *self,
                                            PpElement      *element,
                                            const char     *id);
/* Where @zone is the internet, or the only attacker @from, everybody in it is in a zone of attackers from now on. */
void       _pp_attack_reader_read_zone     (PpAttackReader *self,
                                            PpElement      *zone,
                                            const char     *from);
/* (nullable): the zone of attackers that somebody is in. */
const char *_pp_attack_reader_zone_of      (PpAttackReader *self,
                                            const char     *id);
/* The part of attempts for which an attacker is able. */
double     _pp_attack_reader_capability_of (PpAttackReader *self,
                                            const char     *attacker);
/* An asset holds something dear, or is dear itself. */
gboolean   _pp_attack_reader_is_asset      (PpAttackReader *self,
                                            const char     *id);
gboolean   _pp_attack_reader_asks_for_credentials (PpAttackReader *self,
                                            const char     *flow);
gboolean   _pp_attack_reader_has_escape    (PpAttackReader *self,
                                            const char     *id);
/* The part of attempts that comes past the controls that answer a threat. */
double     _pp_attack_reader_past_controls (PpAttackReader *self,
                                            const char     *threat);
PpDfdClass _pp_attack_reader_class_of      (PpElement      *element);
gboolean   _pp_attack_reader_is_store      (PpAttackReader *self,
                                            const char     *id);
gboolean   _pp_attack_reader_is_of_kind    (PpElement      *element,
                                            const char     *kind);
/* The first of references that is an ATT&CK technique; owned by the caller, NULL for none. */
char      *_pp_attack_reader_dup_technique (const char * const *references);
/* Denial of service and repudiation hurt, but give nobody control of anything. */
gboolean   _pp_attack_reader_gives_control (const char     *category);

G_END_DECLS
