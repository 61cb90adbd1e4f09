/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-history.h"

G_BEGIN_DECLS

/* Drawings that nobody would make, for tests of what must hold for all of them. */

PpModel   *pp_random_model_new   (GRand       *random,
                                  guint        n_nodes,
                                  guint        n_flows,
                                  guint        n_layouts);
/* Layouts list some of the lines, as a file would; without it no order is left but that of the identifiers. */
void       pp_random_model_forget_file (PpModel *model);
/* One random edit, as a list of changes; may be empty. */
GPtrArray *pp_random_model_edit  (PpModel     *model,
                                  GRand       *random);
/* States @n_facts random facts of an element. */
void       pp_random_model_state (PpModel     *model,
                                  PpElement   *element,
                                  GRand       *random,
                                  guint        n_facts);
/* A value that a property of the vocabulary might have. */
JsonNode  *pp_random_model_value (const char  *property,
                                  GRand       *random);
const char *pp_random_model_property (PpElement *element,
                                  GRand       *random);

G_END_DECLS
