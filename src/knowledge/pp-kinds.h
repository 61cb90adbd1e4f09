/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define PP_KINDS_ERROR (pp_kinds_error_quark ())
GQuark pp_kinds_error_quark (void);

/**
 * PpKindsError:
 * @PP_KINDS_ERROR_INVALID: a file of kinds says something that cannot be; the message names the place
 */
typedef enum {
  PP_KINDS_ERROR_INVALID,
} PpKindsError;

/**
 * PpDfdClass:
 * @PP_DFD_PROCESS: what computes
 * @PP_DFD_STORE: what keeps
 * @PP_DFD_ACTOR: who or what acts from outside
 * @PP_DFD_FLOW: what moves between two others
 * @PP_DFD_BOUNDARY: where trust changes
 * @PP_DFD_TEXT: a remark on the drawing
 *
 * What a kind is in a data-flow diagram.
 */
typedef enum {
  PP_DFD_PROCESS,
  PP_DFD_STORE,
  PP_DFD_ACTOR,
  PP_DFD_FLOW,
  PP_DFD_BOUNDARY,
  PP_DFD_TEXT,
} PpDfdClass;

const char *pp_dfd_class_to_string (PpDfdClass self);

/**
 * PpFactType: what a fact's value may be
 * @PP_FACT_TYPE_TRUTH: yes, no or unknown
 * @PP_FACT_TYPE_WORD: a word, best one of the list that the definition gives
 * @PP_FACT_TYPE_WORDS: a list of words
 * @PP_FACT_TYPE_NUMBER: a number
 */
typedef enum {
  PP_FACT_TYPE_TRUTH,
  PP_FACT_TYPE_WORD,
  PP_FACT_TYPE_WORDS,
  PP_FACT_TYPE_NUMBER,
} PpFactType;

/**
 * PpFactDefinition:
 * @name: the name that rules and files use
 * @type: what its value may be
 * @label: in English, for translation in the domain of the program
 * @description: in English, one sentence; may be empty
 * @words: (array zero-terminated=1): the words that are known; empty where any will do
 */
typedef struct {
  const char         *name;
  PpFactType          type;
  const char         *label;
  const char         *description;
  const char * const *words;
} PpFactDefinition;

#define PP_TYPE_KIND (pp_kind_get_type ())
G_DECLARE_FINAL_TYPE (PpKind, pp_kind, PP, KIND, GObject)

const char  *pp_kind_get_id            (PpKind *self);
const char  *pp_kind_get_label         (PpKind *self);
const char  *pp_kind_get_description   (PpKind *self);
const char  *pp_kind_get_group         (PpKind *self);
const char * const *pp_kind_get_search_words (PpKind *self);
gboolean     pp_kind_is_edge           (PpKind *self);
PpDfdClass   pp_kind_get_dfd_class     (PpKind *self);
/* One of: ellipse, rounded, rectangle, lines (a store's two lines), cylinder, stack (a queue),
 * hexagon, person, cloud, boundary, text; and for edges: line, dashed, dotted, boundary. */
const char  *pp_kind_get_shape         (PpKind *self);
const char  *pp_kind_get_icon_name     (PpKind *self);
double       pp_kind_get_width         (PpKind *self);
double       pp_kind_get_height        (PpKind *self);
/* Facts that every new element of the kind starts with: { name: value }. */
JsonObject  *pp_kind_get_default_facts (PpKind *self);
/* The facts that the inspector offers, in order. */
const PpFactDefinition * const *pp_kind_get_facts (PpKind *self, guint *n_facts);

#define PP_TYPE_KINDS (pp_kinds_get_type ())
G_DECLARE_FINAL_TYPE (PpKinds, pp_kinds, PP, KINDS, GObject)

/* The built-in kinds and those of the user's own files; made at the first call, for the main thread.
 * A GListModel of PpKind in the order of the palette. A user's file that is faulty is left out and
 * reported by pp_kinds_get_problems(). */
PpKinds     *pp_kinds_get_default      (void);
PpKinds     *pp_kinds_new              (void);
gboolean     pp_kinds_load_file        (PpKinds     *self,
                                        GFile       *file,
                                        GError     **error);
const char * const *pp_kinds_get_problems (PpKinds  *self);
/* NULL where there is no such kind. */
PpKind      *pp_kinds_lookup           (PpKinds     *self,
                                        const char  *id);
/* Never NULL: an unknown kind is drawn as a process, or as a data flow for edges. */
PpKind      *pp_kinds_resolve          (PpKinds     *self,
                                        const char  *id,
                                        gboolean     is_edge);
const PpFactDefinition *pp_kinds_find_fact (PpKinds *self,
                                        const char  *name);

G_END_DECLS
