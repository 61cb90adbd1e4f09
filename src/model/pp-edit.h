/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"

G_BEGIN_DECLS

/* What people do to a model, as lists of changes for pp_history_apply(). None of these changes the
 * model itself. Each returns a new list (transfer full) (element-type PpChange). */

GPtrArray *pp_edit_add_node         (PpModel            *model,
                                     const char         *layout_id,
                                     const char         *kind,
                                     const char         *name,
                                     JsonObject         *facts,
                                     const PpPlacement  *placement,
                                     const char         *parent_id,
                                     char              **id);
GPtrArray *pp_edit_add_edge         (PpModel            *model,
                                     const char         *layout_id,
                                     const char         *kind,
                                     const char         *name,
                                     JsonObject         *facts,
                                     const char         *source_id,
                                     const char         *target_id,
                                     const PpPlacement  *placement,
                                     char              **id);

/* Takes elements out of the model, with everything that hangs on them: edges at removed nodes,
 * threats, comments, placements in every layout, mentions in controls. Children go to the nearest
 * ancestor that stays, or are set free. */
GPtrArray *pp_edit_remove_elements  (PpModel            *model,
                                     const char * const *ids,
                                     guint               n_ids);
/* Takes elements out of one layout; they stay in the model. Edges whose ends are no longer shown go
 * out of the layout as well. */
GPtrArray *pp_edit_hide_elements    (PpModel            *model,
                                     const char         *layout_id,
                                     const char * const *ids,
                                     guint               n_ids);
GPtrArray *pp_edit_place            (PpModel            *model,
                                     const char         *layout_id,
                                     const char         *id,
                                     const PpPlacement  *placement);

typedef enum {
  PP_STACK_TO_FRONT,
  PP_STACK_FORWARD,
  PP_STACK_BACKWARD,
  PP_STACK_TO_BACK,
} PpStackMove;

GPtrArray *pp_edit_restack          (PpModel            *model,
                                     const char         *layout_id,
                                     const char * const *ids,
                                     guint               n_ids,
                                     PpStackMove         move);

GPtrArray *pp_edit_add_threat       (PpModel            *model,
                                     const char         *element_id,
                                     const char         *methodology,
                                     const char         *category,
                                     const char         *title,
                                     char              **id);
GPtrArray *pp_edit_remove_threats   (PpModel            *model,
                                     const char * const *ids,
                                     guint               n_ids);

GPtrArray *pp_edit_add_control      (PpModel            *model,
                                     const char         *title,
                                     const char * const *threat_ids,
                                     char              **id);
GPtrArray *pp_edit_answer_threat    (PpModel            *model,
                                     const char         *control_id,
                                     const char         *threat_id,
                                     gboolean            answers);
GPtrArray *pp_edit_remove_control   (PpModel            *model,
                                     const char         *control_id);

GPtrArray *pp_edit_add_layout       (PpModel            *model,
                                     const char         *title,
                                     const char         *methodology,
                                     char              **id);
GPtrArray *pp_edit_duplicate_layout (PpModel            *model,
                                     const char         *layout_id,
                                     const char         *title,
                                     char              **id);
/* Elements that no other layout shows go with the layout. */
GPtrArray *pp_edit_remove_layout    (PpModel            *model,
                                     const char         *layout_id);

/* A fragment is a part of a model as JSON, for the clipboard: elements with their threats and their
 * placements in one layout, and the edges between them. Pasting gives everything a new identifier. */
JsonNode  *pp_edit_copy             (PpModel            *model,
                                     const char         *layout_id,
                                     const char * const *ids,
                                     guint               n_ids);
GPtrArray *pp_edit_paste            (PpModel            *model,
                                     const char         *layout_id,
                                     JsonNode           *fragment,
                                     double              dx,
                                     double              dy,
                                     GPtrArray          *new_ids,
                                     GError            **error);

G_END_DECLS
