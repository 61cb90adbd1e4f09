/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * PpMarkingScheme:
 * @PP_MARKING_TLP: the Traffic Light Protocol, version 2.0, of FIRST
 * @PP_MARKING_NATO: classifications of NATO
 * @PP_MARKING_EU: classifications of the European Union
 *
 * Schemes by which information is marked. Levels of different schemes do not compare.
 */
typedef enum {
  PP_MARKING_TLP,
  PP_MARKING_NATO,
  PP_MARKING_EU,
} PpMarkingScheme;

#define PP_N_MARKING_SCHEMES 3
#define PP_MARKING_MAX_CAVEATS 64
#define PP_MARKING_MAX_CAVEAT_BYTES 200

/**
 * PpMarking:
 * @levels: in each scheme 0 for no statement, or one more than the place in
 *   pp_marking_scheme_list_levels()
 * @caveats: (array zero-terminated=1): a set: sorted, each once
 *
 * Who may see something: at most one level in each scheme, and caveats. Markings form a lattice, whose
 * bottom is the empty marking: @a is at or below @b when each of its levels is and its caveats are among
 * those of @b.
 *
 * In files a marking is the JSON object
 * `{ "tlp": "AMBER", "nato": "NATO SECRET", "eu": "SECRET UE/EU SECRET", "caveats": ["ORCON"] }`, of which
 * each member may be absent; an empty marking is no value at all.
 */
typedef struct {
  guint   levels[PP_N_MARKING_SCHEMES];
  char  **caveats;
} PpMarking;

/* `tlp`, `nato`, `eu`: the member's name in JSON. */
const char         *pp_marking_scheme_get_id      (PpMarkingScheme  scheme);
/* The name that people see, in English. */
const char         *pp_marking_scheme_get_name    (PpMarkingScheme  scheme);
/* The levels, the lowest first, with the names that files hold. */
const char * const *pp_marking_scheme_list_levels (PpMarkingScheme  scheme);

PpMarking  *pp_marking_new           (void);
PpMarking  *pp_marking_copy          (const PpMarking  *self);
void        pp_marking_free          (PpMarking        *self);
PpMarking  *pp_marking_new_from_json (JsonNode         *node,
                                      GError          **error);
PpMarking  *pp_marking_new_from_text (const char       *text,
                                      GError          **error);
JsonNode   *pp_marking_to_json       (const PpMarking  *self);

/* %NULL where the scheme says nothing. */
const char *pp_marking_get_level     (const PpMarking  *self,
                                      PpMarkingScheme   scheme);
gboolean    pp_marking_set_level     (PpMarking        *self,
                                      PpMarkingScheme   scheme,
                                      const char       *level);
gboolean    pp_marking_set_caveats   (PpMarking        *self,
                                      const char * const *caveats);

gboolean    pp_marking_is_empty      (const PpMarking  *self);
gboolean    pp_marking_equal         (const PpMarking  *a,
                                      const PpMarking  *b);
gboolean    pp_marking_dominates     (const PpMarking  *self,
                                      const PpMarking  *other);
PpMarking  *pp_marking_join          (const PpMarking  *a,
                                      const PpMarking  *b);
PpMarking  *pp_marking_meet          (const PpMarking  *a,
                                      const PpMarking  *b);

char       *pp_marking_to_short_text (const PpMarking  *self);
char       *pp_marking_to_banner     (const PpMarking  *self);
char       *pp_marking_to_markup     (const PpMarking  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpMarking, pp_marking_free)

G_END_DECLS
