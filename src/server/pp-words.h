/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PpWords:
 * @name: a value of an enumeration of the schema
 * @word: what stands for it in the layout of the file format
 *
 * A line of a table that ends with %NULL. Several words can have one name; the first is the one that is written.
 */
typedef struct {
  const char *name;
  const char *word;
} PpWords;

extern const PpWords pp_words_node_kinds[];
extern const PpWords pp_words_edge_kinds[];
extern const PpWords pp_words_stride[];
extern const PpWords pp_words_severities[];
extern const PpWords pp_words_statuses[];
extern const PpWords pp_words_review_states[];

/* (nullable): the name for a word, whatever the case of its letters. */
const char *pp_words_get_name   (const PpWords *self,
                                 const char    *word);
/* (nullable): the word for a name. */
const char *pp_words_get_word   (const PpWords *self,
                                 const char    *name);
/* (transfer container): all words for any of @names, or all there are if that is NULL; in small letters. */
GPtrArray  *pp_words_list_words (const PpWords      *self,
                                 const char * const *names);

G_END_DECLS
