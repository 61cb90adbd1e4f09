/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-tags-vocabulary.h"

G_BEGIN_DECLS

/**
 * PpTagsCompletion:
 *
 * A list of suggestions below a text entry that keeps the focus: Up and Down choose, Enter takes, Escape
 * closes. Nothing is taken that was not chosen, but for the first suggestion of a strict vocabulary.
 */
#define PP_TYPE_TAGS_COMPLETION (pp_tags_completion_get_type ())
G_DECLARE_FINAL_TYPE (PpTagsCompletion, pp_tags_completion, PP, TAGS_COMPLETION, GtkPopover)

/**
 * PpTagsCompletion::chosen:
 * @self: the completion
 * @text: the suggestion that was taken
 */

/* A row of this many suggestions is read at a glance; a longer word finds fewer. */
#define PP_TAGS_COMPLETION_LENGTH 8

GtkWidget  *pp_tags_completion_new          (GtkWidget              *text);
void        pp_tags_completion_show         (PpTagsCompletion       *self,
                                             const PpTagsVocabulary *vocabulary,
                                             const char             *typed);
void        pp_tags_completion_hide         (PpTagsCompletion       *self);
gboolean    pp_tags_completion_handle_key   (PpTagsCompletion       *self,
                                             guint                   key);
guint       pp_tags_completion_get_n_items  (PpTagsCompletion       *self);

G_END_DECLS
