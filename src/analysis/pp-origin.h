/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PpOrigin:
 * @PP_ORIGIN_NOT_STATED: nobody has said
 * @PP_ORIGIN_DRAWN: it follows from what was drawn
 * @PP_ORIGIN_TYPED: a person said it
 * @PP_ORIGIN_IMPORTED: it stood in a file
 * @PP_ORIGIN_OBSERVED: it was seen in traffic
 * @PP_ORIGIN_DERIVED: it was worked out from other values
 * @PP_ORIGIN_GUESSED: a name suggests it, or it was worked out from such a guess
 *
 * Where a value that a rule read comes from.
 */
typedef enum {
  PP_ORIGIN_NOT_STATED,
  PP_ORIGIN_DRAWN,
  PP_ORIGIN_TYPED,
  PP_ORIGIN_IMPORTED,
  PP_ORIGIN_OBSERVED,
  PP_ORIGIN_DERIVED,
  PP_ORIGIN_GUESSED,
} PpOrigin;

const char *pp_origin_to_string (PpOrigin self);

G_END_DECLS
