/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PpTagSuggestion:
 * @text: what goes into the list
 * @name: what it is called
 */
typedef struct {
  char *text;
  char *name;
} PpTagSuggestion;

/**
 * PpTagDescription:
 * @id: (nullable): how a catalogue writes the text
 * @name: (nullable): what the text is called
 * @uri: (nullable): the page that tells of it
 * @problem: (nullable): what is wrong with it, for people
 */
typedef struct {
  char *id;
  char *name;
  char *uri;
  char *problem;
} PpTagDescription;

/**
 * PpTagsVocabulary:
 * @strict: whether texts that the vocabulary does not know are mistakes; the best suggestion is then
 *   taken by Enter
 * @list_suggestions: (element-type PpTagSuggestion): what fits to what is typed, the best first
 * @dup_text: the text as the vocabulary writes it, or what was given
 * @describe: tells of a text of the list
 *
 * What a list of short texts is about.
 */
typedef struct {
  gboolean           strict;
  GPtrArray        *(*list_suggestions) (const char *typed,
                                         guint       limit);
  char             *(*dup_text)         (const char *typed);
  PpTagDescription *(*describe)         (const char *text);
} PpTagsVocabulary;

PpTagSuggestion *pp_tag_suggestion_new   (const char       *text,
                                          const char       *name);
void             pp_tag_suggestion_free  (PpTagSuggestion  *self);
void             pp_tag_description_free (PpTagDescription *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpTagDescription, pp_tag_description_free)

G_END_DECLS
