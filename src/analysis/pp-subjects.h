/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-kinds.h"
#include "pp-model.h"
#include "pp-origin.h"
#include "pp-rules-private.h"

G_BEGIN_DECLS

/* What rules see of a model: every element as a subject with a class, its properties as values, and
 * who stands next to whom. Built on the main thread; a finished one may be read by any thread as long
 * as nobody changes it. */

typedef enum {
  PP_VALUE_UNKNOWN,
  PP_VALUE_FALSE,
  PP_VALUE_TRUE,
  PP_VALUE_NUMBER,
  PP_VALUE_WORD,
  PP_VALUE_WORDS,
  PP_VALUE_NAME,         /* the subject's name, which is not interned */
} PpValueType;

typedef struct {
  guint8  type;          /* PpValueType */
  guint8  origin;        /* PpOrigin */
  guint8  derived;       /* worked out, so it may be worked out again */
  guint16 n_words;
  union {
    double  number;
    PpWord  word;
    PpWord *words;       /* owned by the subject */
  };
} PpValue;

typedef enum {
  PP_FLOW_TRAFFIC,
  PP_FLOW_ATTACK,
  PP_FLOW_OTHER,
} PpFlowUse;

#define PP_SUBJECT_NONE G_MAXUINT

/* Where a node stands in one layout. */
typedef struct {
  guint  layout;
  double x;
  double y;
  double width;
  double height;
} PpSpot;

typedef struct {
  char           *id;
  char           *name;
  char           *parent;
  PpSubjectClass  subject_class;
  PpFlowUse     flow_use;
  guint8          is_edge;
  guint8          out_of_scope;
  guint8          methods;
  guint           source;        /* of a flow */
  guint           target;
  GArray         *leaving;       /* flows of any kind, in the order of their identifiers */
  GArray         *entering;
  GArray         *boxes;         /* boundaries that hold it, the innermost first */
  GArray         *contained;     /* of a boundary: what it holds, at any depth */
  GArray         *crossings;     /* of a flow: boundaries */
  GArray         *crossing;      /* of a boundary: flows */
  GArray         *spots;         /* of PpSpot */
  PpValue        *values;
} PpSubject;

typedef struct {
  char   *id;
  guint8  method;
  GArray *boxes;                 /* boundaries that are nodes */
  GArray *curves;                /* boundaries that are lines */
} PpSubjectLayout;

typedef struct {
  PpModel    *model;
  PpKinds    *kinds;
  PpRuleSet  *rules;
  PpWords    *words;
  gboolean    guess;
  GPtrArray  *subjects;          /* of PpSubject; NULL where one went away */
  GArray     *free_places;
  GHashTable *places;            /* identifier → place + 1 */
  GArray     *layouts;           /* of PpSubjectLayout */
  GHashTable *layout_places;
  GHashTable *file_positions;    /* identifier that a file listed → its position, from 1 */
  gint16     *slots[PP_N_SUBJECT_CLASSES];
  guint       n_slots[PP_N_SUBJECT_CLASSES];
  guint8     *types;             /* of properties: PpFactType + 1, or 0 */
  PpWord      class_words[PP_N_SUBJECT_CLASSES];
  PpWord      none_word;
  PpWord      stated_word;
  PpWord      internet_word;
  PpWord      public_word;
  PpWord      attack_word;
  PpWord      exploit_word;
  /* while it is built */
  guint       stage;
  guint       position;
  guint       n_items;
  GPtrArray  *records;
} PpSubjects;

PpSubjects *_pp_subjects_new      (PpModel    *model,
                                   PpKinds    *kinds,
                                   PpRuleSet  *rules,
                                   gboolean    guess);
void        _pp_subjects_free     (PpSubjects *self);
gboolean    _pp_subjects_build_step (PpSubjects *self,
                                   gint64      deadline);
guint       _pp_subjects_find     (PpSubjects *self,
                                   const char *id);

int         _pp_subjects_compare_in_file (const PpSubjects *self,
                                          guint             one,
                                          guint             other);

static inline PpSubject *
_pp_subjects_get (const PpSubjects *self,
                  guint             place)
{
  return g_ptr_array_index (self->subjects, place);
}

static inline guint
_pp_subject_zone (const PpSubject *self)
{
  return self->boxes->len > 0 ? g_array_index (self->boxes, guint, 0) : PP_SUBJECT_NONE;
}

static inline gboolean
_pp_subject_is_node (const PpSubject *self)
{
  return self->subject_class == PP_SUBJECT_PROCESS || self->subject_class == PP_SUBJECT_STORE ||
         self->subject_class == PP_SUBJECT_ACTOR;
}

static inline guint
_pp_places_at (const GArray *places,
               guint         index)
{
  return g_array_index (places, guint, index);
}

void        _pp_subjects_read_text (PpSubjects       *self,
                                    guint             property,
                                    const char       *text,
                                    PpValue          *value);
void        _pp_subjects_read_json (PpSubjects       *self,
                                    guint             property,
                                    JsonNode         *node,
                                    PpValue          *value);
PpWord      _pp_subjects_shorten  (PpSubjects       *self,
                                   const char       *word,
                                   PpWord            otherwise);
PpValue     _pp_subjects_read     (const PpSubjects *self,
                                   guint             place,
                                   guint             property);
PpValue    *_pp_subjects_slot     (const PpSubjects *self,
                                   const PpSubject  *subject,
                                   guint             property);
gboolean    _pp_value_equal       (const PpValue    *a,
                                   const PpValue    *b);
char       *_pp_value_to_text     (const PpSubjects *self,
                                   const PpSubject  *subject,
                                   const PpValue    *value);
JsonNode   *_pp_value_to_json     (const PpSubjects *self,
                                   const PpSubject  *subject,
                                   const PpValue    *value);

/* Keeps a list of places in the order of the subjects' identifiers. FALSE when nothing changed. */
gboolean    _pp_places_add        (const PpSubjects *self,
                                   GArray           *places,
                                   guint             place);
gboolean    _pp_places_remove     (GArray           *places,
                                   guint             place);

/* One subject at a time, for what has changed. */
PpSubject  *_pp_subject_load      (PpSubjects       *self,
                                   PpElement        *element);
void        _pp_subject_free      (PpSubject        *self);
void        _pp_subject_load_values (PpSubjects     *self,
                                   PpSubject        *subject,
                                   PpElement        *element);
PpValue    *_pp_subject_copy_values (const PpSubjects *self,
                                   const PpSubject  *subject);
void        _pp_subject_free_values (const PpSubjects *self,
                                   PpSubjectClass    subject_class,
                                   PpValue          *values);
PpSubjectClass _pp_subject_class_of (PpSubjects     *self,
                                   PpElement        *element,
                                   gboolean         *is_subject);
guint       _pp_subjects_insert   (PpSubjects       *self,
                                   PpSubject        *subject);
void        _pp_subjects_forget   (PpSubjects       *self,
                                   guint             place);
void        _pp_subject_link      (PpSubjects       *self,
                                   guint             place);

/* Where things stand. */
void        _pp_subjects_read_layout (PpSubjects    *self,
                                   PpLayout         *layout);
void        _pp_subject_read_spots (PpSubjects      *self,
                                   guint             place);
void        _pp_subject_find_boxes (PpSubjects      *self,
                                   guint             place,
                                   GArray           *boxes);
void        _pp_flow_find_crossings (PpSubjects     *self,
                                   guint             place,
                                   GArray           *crossings);

/* Works out what is not stated, from the subject's own values and its neighbours'. */
void        _pp_subject_derive    (PpSubjects       *self,
                                   guint             place);

G_END_DECLS
