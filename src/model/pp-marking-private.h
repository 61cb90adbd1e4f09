/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-marking.h"

G_BEGIN_DECLS

/**
 * PpMarkingLevel:
 * @name: what files hold
 * @banner: what stands on a page
 * @abbreviation: what stands on a badge
 * @colour: what it is written with on black, as `#RRGGBB`; %NULL where the scheme says nothing of it
 * @spellings: (array zero-terminated=1): all names, folded, by which the level is read
 */
typedef struct {
  const char  *name;
  const char  *banner;
  const char  *abbreviation;
  const char  *colour;
  char       **spellings;
} PpMarkingLevel;

const PpMarkingLevel *_pp_marking_scheme_get_level  (PpMarkingScheme  scheme,
                                                     guint            number);
guint                 _pp_marking_scheme_find_level (PpMarkingScheme  scheme,
                                                     const char      *text);

G_END_DECLS
