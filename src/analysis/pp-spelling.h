/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Ways that people and programs have of writing the same. */

/* `rate_limited` and `Rate limited` are `ratelimited`. */
char     *_pp_spelling_fold_name   (const char *name);
/* `Modbus/TCP` and `modbus tcp` are `modbus-tcp`; what is only signs is empty. */
char     *_pp_spelling_fold_word   (const char *text);
/* A name of several words, folded, without what stands in brackets or counts its versions: `apache-kafka` of “Apache
 * Kafka 3.7 (managed)”. NULL for one word, and where a word takes back what others say: “no JWT”, “TLS or none”. */
char     *_pp_spelling_dup_head    (const char *text);
/* Whether a word of the text says that what others say is not so. */
gboolean  _pp_spelling_is_negated  (const char *text);
/* Whether a text that is neither a yes nor a no says that something is not there, not yet or not always: “optional”. */
gboolean  _pp_spelling_is_half_true (const char *text);
/* (transfer full): the parts between “and”, `&`, `+` and `/`. */
char    **_pp_spelling_split_and   (const char *text);
/* Whether a folded word says that nobody knows. */
gboolean  _pp_spelling_is_unknown  (const char *word);
/* FALSE where the text is neither a yes nor a no. */
gboolean  pp_spelling_read_truth   (const char *text,
                                    gboolean   *truth);
/* FALSE where the text has no number; what stands around it does not matter: “TLS 1.2”. */
gboolean  _pp_spelling_read_number (const char *text,
                                    double     *number);

typedef gboolean (*PpSpellingKnows) (const char *word,
                                     gpointer    user_data);

/* Whether the text of a protocol, folded, says that it is encrypted: one of its words does, and none takes it back. */
gboolean  _pp_spelling_is_encrypted (const char      *word,
                                     PpSpellingKnows  knows,
                                     gpointer         user_data);

G_END_DECLS
