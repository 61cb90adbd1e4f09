/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-inspector-subject.h"
#include "pp-kinds.h"

G_BEGIN_DECLS

/* A row of a boxed list for one fact of a subject's records. The widget depends on what the fact may
 * hold: a three-way switch, an entry with known words, a list of words, or an entry for a number. A
 * row can be turned to another fact of the same type, so that rows are used again when the selection
 * changes. What a person sets gets the source "person"; unknown takes the fact away. */

GtkWidget  *pp_fact_row_new          (PpInspectorSubject     *subject,
                                      PpFactType              type);
void        pp_fact_row_set_fact     (GtkWidget              *row,
                                      const PpFactDefinition *definition,
                                      guint                   position);
void        pp_fact_row_refresh      (GtkWidget              *row);
PpFactType  pp_fact_row_get_fact_type (GtkWidget             *row);
guint       pp_fact_row_get_position (GtkWidget              *row);

/* The switch of a row for a yes/no fact, else NULL. */
GtkWidget  *pp_fact_row_get_switch   (GtkWidget              *row);

const char *pp_fact_source_get_label (PpFactSource            source);

G_END_DECLS
