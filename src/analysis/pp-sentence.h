/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-vocabulary.h"

G_BEGIN_DECLS

/* Sentences of rules and of questions: texts with places for names, which are filled in when all else is said. */

/* What may stand in a sentence, in braces: {name}, {source.name} and {target.name}. */
enum {
  PP_SENTENCE_NAME,
  PP_SENTENCE_SOURCE,
  PP_SENTENCE_TARGET,
  PP_SENTENCE_N_FIELDS,
};

gboolean    _pp_sentence_has   (const char         *sentence,
                                guint               field);
/* The names of fields that the sentence does not have may be NULL. */
char       *_pp_sentence_fill  (const char         *sentence,
                                const char * const  names[PP_SENTENCE_N_FIELDS]);
/* The other way round: FALSE where @text is not that sentence with some names in it. */
gboolean    _pp_sentence_read  (const char         *sentence,
                                const char         *text,
                                const char * const  hints[PP_SENTENCE_N_FIELDS],
                                char               *names[PP_SENTENCE_N_FIELDS]);

/* A name as sentences have it, on one line; NULL for none. */
char       *_pp_sentence_dup_name      (const char     *name);
/* What an element without a name is called, in English. */
const char *_pp_sentence_get_stand_in  (PpSubjectClass  subject_class);
/* The same of what is not there at all. */
const char *_pp_sentence_get_nothing   (void);
gboolean    _pp_sentence_is_stand_in   (const char     *name);

G_END_DECLS
