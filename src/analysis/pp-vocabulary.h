/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PpSubjectClass:
 * @PP_SUBJECT_FLOW: what moves between two others
 * @PP_SUBJECT_PROCESS: what computes
 * @PP_SUBJECT_STORE: what keeps
 * @PP_SUBJECT_ACTOR: who or what acts from outside
 * @PP_SUBJECT_BOUNDARY: where trust changes
 *
 * What an element is to the rules.
 */
typedef enum {
  PP_SUBJECT_FLOW,
  PP_SUBJECT_PROCESS,
  PP_SUBJECT_STORE,
  PP_SUBJECT_ACTOR,
  PP_SUBJECT_BOUNDARY,
} PpSubjectClass;

#define PP_N_SUBJECT_CLASSES 5

const char *pp_subject_class_to_string   (PpSubjectClass  self);
gboolean    pp_subject_class_from_string (const char     *text,
                                          PpSubjectClass *self);

/* Texts as small numbers, so that comparing two is comparing two numbers. Case does not matter; the
 * spelling that came first is kept. 0 is no word. */
typedef guint32 PpWord;

typedef struct _PpWords PpWords;

PpWords    *_pp_words_new    (const PpWords *base);
void        _pp_words_free   (PpWords       *self);
PpWord      _pp_words_find   (const PpWords *self,
                              const char    *text);
PpWord      _pp_words_intern (PpWords       *self,
                              const char    *text);
const char *_pp_words_get    (const PpWords *self,
                              PpWord         word);
guint       _pp_words_count  (const PpWords *self);

/* The properties that the program itself knows. They stand first in every vocabulary. */
enum {
  PP_PROPERTY_KIND,
  PP_PROPERTY_NAME,
  PP_PROPERTY_CROSSES,
  PP_PROPERTY_CROSSINGS,
  PP_PROPERTY_SENSITIVITY,
  PP_PROPERTY_INTERNET,
  PP_PROPERTY_EXPOSED,
  PP_PROPERTY_EXTERNAL,
  PP_PROPERTY_ZONE_TYPE,
  PP_PROPERTY_LAYER,
  PP_PROPERTY_AUTH,
  PP_PROPERTY_SOURCE,
  PP_PROPERTY_TARGET,
  PP_PROPERTY_ZONE,
  PP_PROPERTY_ENCRYPTED,
  PP_PROPERTY_PROTOCOL,
  PP_PROPERTY_BIDIRECTIONAL,
  PP_PROPERTY_PUBLIC_NETWORK,
  PP_PROPERTY_EDGE,
  PP_PROPERTY_ATTACK,
  PP_PROPERTY_DATA,
  PP_PROPERTY_EXPOSURE,
  PP_PROPERTY_AUTHENTICATES,
  PP_PROPERTY_TYPE,
  PP_N_KNOWN_PROPERTIES,
};

#define PP_PROPERTY_NONE G_MAXUINT
#define PP_VOCABULARY_MAX 1024

/* Which names rules may use, and for which class of element each means something. */
typedef struct _PpVocabulary PpVocabulary;

PpVocabulary *_pp_vocabulary_new         (void);
PpVocabulary *_pp_vocabulary_copy        (const PpVocabulary *self);
void          _pp_vocabulary_free        (PpVocabulary       *self);
gboolean      _pp_vocabulary_add         (PpVocabulary       *self,
                                          const char         *name,
                                          PpSubjectClass      subject_class);
gboolean      _pp_vocabulary_add_control (PpVocabulary       *self,
                                          const char         *name);
guint         _pp_vocabulary_find        (const PpVocabulary *self,
                                          const char         *name);
/* Another name of a property, or of `class.property`, which it is for elements of that class only; FALSE when there is
 * no such property. */
gboolean      _pp_vocabulary_add_alias   (PpVocabulary       *self,
                                          const char         *alias,
                                          const char         *name);
/* The property that a name means that is not written like it: `rate_limited`, `Rate limited`, `isRateLimited`. */
guint         _pp_vocabulary_find_like   (const PpVocabulary *self,
                                          const char         *name,
                                          PpSubjectClass      subject_class);
guint         _pp_vocabulary_count       (const PpVocabulary *self);
const char   *_pp_vocabulary_get_name    (const PpVocabulary *self,
                                          guint               property);
gboolean      _pp_vocabulary_means       (const PpVocabulary *self,
                                          guint               property,
                                          PpSubjectClass      subject_class);
gboolean      _pp_vocabulary_is_control  (const PpVocabulary *self,
                                          guint               property);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpVocabulary, _pp_vocabulary_free)

G_END_DECLS
