/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PP_ODDS_ERROR (pp_odds_error_quark ())
GQuark pp_odds_error_quark (void);

/**
 * PpOddsError:
 * @PP_ODDS_ERROR_INVALID: the file is not one of odds; the message begins with a JSON pointer
 */
typedef enum {
  PP_ODDS_ERROR_INVALID,
} PpOddsError;

/**
 * PpStep: how an attacker gets from one element to the next
 * @PP_STEP_FLOW: goes along a flow and can talk to its target
 * @PP_STEP_BACK: answers a flow and so reaches its source
 * @PP_STEP_USE: uses the access that the element under control has to a store
 * @PP_STEP_THREAT: makes a threat come true and controls the element
 * @PP_STEP_MEMBER: controls what runs on a host or in a container under control
 * @PP_STEP_ESCAPE: gets out of a container to what it runs on
 * @PP_STEP_ZONE: reaches a neighbour in a zone without inner borders
 * @PP_STEP_CREDENTIAL: opens something with credentials found on the way
 * @PP_STEP_DRAWN: follows an attack that somebody has drawn
 */
typedef enum {
  PP_STEP_FLOW,
  PP_STEP_BACK,
  PP_STEP_USE,
  PP_STEP_THREAT,
  PP_STEP_MEMBER,
  PP_STEP_ESCAPE,
  PP_STEP_ZONE,
  PP_STEP_CREDENTIAL,
  PP_STEP_DRAWN,
} PpStep;

#define PP_N_STEPS 9

const char *pp_step_to_string (PpStep self);

/**
 * PpOdds:
 * @severity: of a threat: critical, high, medium, low, other
 * @steps: of each step; that of %PP_STEP_THREAT is not used
 * @control: the part of attempts that a control stops: planned, in place, verified
 * @capability: the part of attempts for which an attacker is able and equipped: low, medium, high
 * @threat_cost: what it costs to mitigate a threat
 * @flow_cost: what it costs to harden or cut a flow
 * @element_cost: what it costs to harden an element
 *
 * The assumptions of the attack paths, from `resources/rules/odds.json` or a file of the team.
 */
typedef struct {
  double severity[5];
  double steps[PP_N_STEPS];
  double control[3];
  double capability[3];
  gint64 threat_cost;
  gint64 flow_cost;
  gint64 element_cost;
} PpOdds;

/* `$XDG_DATA_HOME/parapet/odds.json`, or what comes with the program. */
const PpOdds *pp_odds_get_default      (void);
/* (nullable): why the file of the user does not count, as `FILE:PLACE: what is wrong`. */
const char   *pp_odds_get_problem      (void);
gboolean      pp_odds_read             (GBytes        *bytes,
                                        PpOdds        *odds,
                                        GError       **error);
double        pp_odds_of_severity      (const PpOdds  *self,
                                        const char    *severity);
double        pp_odds_of_capability    (const PpOdds  *self,
                                        const char    *capability);
double        pp_odds_past_control     (const PpOdds  *self,
                                        const char    *status);

G_END_DECLS
