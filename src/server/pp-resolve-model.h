/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-resolve.h"

G_BEGIN_DECLS

/* The columns of an object of the type ThreatModel. Where nobody wants one of those from PP_MODEL_DESCRIPTION on, they
 * are not there. */
enum {
  PP_MODEL_KEY,
  PP_MODEL_ID,
  PP_MODEL_TITLE,
  PP_MODEL_REVISION,
  PP_MODEL_CREATED_AT,
  PP_MODEL_UPDATED_AT,
  PP_MODEL_LEVELS,              /* of its marking: a byte for each scheme */
  PP_MODEL_CAVEATS,
  PP_MODEL_EDITOR,              /* and three more: who changed it last, an object of the type Member */
  PP_MODEL_DESCRIPTION = PP_MODEL_EDITOR + 4,
  PP_MODEL_PROPERTIES,
  PP_MODEL_DOCUMENT,
};

/* Finds one model; the result has a row that is an object of the type ThreatModel, or none. */
guint pp_resolve_model_add_statement (PpBatch    *batch,
                                      const char *id);

G_END_DECLS
