/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-api.h"
#include "pp-row.h"
#include "pp-words.h"

G_BEGIN_DECLS

/* What the files of resolvers share: rows as objects, columns as fields, and asking the database once for a level.
 * docs/server.md tells how a resolver is added. */

/**
 * PpRow:
 * @result: what the database answered; it lives as long as the execution
 * @row: which row
 * @base: the first of its columns: a row can hold more than one object
 * @model: (nullable): the 16 bytes of the model's identifier, where no column has it
 * @extra: what the resolvers of the object's type agree on
 *
 * An object that is a row.
 */
typedef struct {
  const PGresult *result;
  int             row;
  int             base;
  const char     *model;
  gpointer        extra;
} PpRow;

/**
 * PpColumnKind:
 * @PP_COLUMN_UUID: a column uuid
 * @PP_COLUMN_TEXT: a column text
 * @PP_COLUMN_WORD: a column text with a word of @words; @fallback is the name for all other words
 * @PP_COLUMN_INTEGER: a column smallint or integer
 * @PP_COLUMN_BOOLEAN: a column boolean
 * @PP_COLUMN_TIME: a column timestamptz
 * @PP_COLUMN_JSON: a column jsonb, as it is
 * @PP_COLUMN_MEMBER_JSON: the member @member of an object in a column jsonb, as it is; @fallback is JSON
 * @PP_COLUMN_MEMBER_TEXT: that member where it is a text; @fallback is a text
 * @PP_COLUMN_MEMBER_NUMBER: that member where it is a number, or a text that is one
 * @PP_COLUMN_MEMBER_TEXTS: that member as a list of texts
 * @PP_COLUMN_MEMBER_MARKS: that member as markings
 */
typedef enum {
  PP_COLUMN_NONE,
  PP_COLUMN_UUID,
  PP_COLUMN_TEXT,
  PP_COLUMN_WORD,
  PP_COLUMN_INTEGER,
  PP_COLUMN_BOOLEAN,
  PP_COLUMN_TIME,
  PP_COLUMN_JSON,
  PP_COLUMN_MEMBER_JSON,
  PP_COLUMN_MEMBER_TEXT,
  PP_COLUMN_MEMBER_NUMBER,
  PP_COLUMN_MEMBER_TEXTS,
  PP_COLUMN_MEMBER_MARKS,
} PpColumnKind;

typedef struct {
  PpColumnKind   kind;
  int            index;
  const char    *member;
  const char    *fallback;
  const PpWords *words;
} PpColumn;

/**
 * PpResolver:
 * @api: the interface
 * @call: (transfer full): what is asked, see #GqlResolver; the caller's roles allow it
 */
typedef void (*PpResolver) (PpApi   *api,
                            GqlCall *call);

/**
 * PpApiField:
 * @type: the name of a type of the schema
 * @field: the name of a field of it
 * @resolver: (nullable): what answers
 * @column: where there is no resolver: the column of objects that are a #PpRow. Where there is neither, objects are
 *   values with a member of the field's name.
 */
typedef struct {
  const char *type;
  const char *field;
  PpResolver  resolver;
  PpColumn    column;
} PpApiField;

void        pp_api_add_fields         (PpApi            *self,
                                       const PpApiField *fields,
                                       guint             n_fields);

/* Each file that answers for a part of the schema has one such function, and pp_api_new() calls it. */
void        pp_resolve_graph_add      (PpApi *api);
void        pp_resolve_live_add       (PpApi *api);
void        pp_resolve_member_add     (PpApi *api);
void        pp_resolve_model_add      (PpApi *api);
void        pp_resolve_discuss_add    (PpApi *api);
void        pp_resolve_discussion_add (PpApi *api);
void        pp_resolve_revise_add     (PpApi *api);
void        pp_resolve_revision_add   (PpApi *api);
void        pp_resolve_threat_add     (PpApi *api);
void        pp_resolve_write_add      (PpApi *api);

/**
 * PpAnswerFunc:
 * @call: (transfer full): the call
 * @results: (element-type PGresult): the result of each statement; they live as long as the execution
 * @data: what was given
 */
typedef void (*PpAnswerFunc) (GqlCall   *call,
                              GPtrArray *results,
                              gpointer   data);

PpCaller   *pp_resolve_get_caller (GqlCall        *call);
PpBatch    *pp_resolve_new_batch  (GqlCall        *call);
void        pp_resolve_ask        (PpApi          *api,
                                   GqlCall        *call,
                                   PpBatch        *batch,
                                   PpAnswerFunc    answer,
                                   gpointer        data);
void        pp_resolve_fail       (GqlCall        *call,
                                   PpApiError      code,
                                   const char     *message);

/* Values that live as long as the execution. */
GqlValue    pp_resolve_row        (GqlCall        *call,
                                   const PGresult *result,
                                   int             row);
/* What stands in the same row from column @base on; nothing where that column is null. */
GqlValue    pp_resolve_part       (GqlCall        *call,
                                   const PpRow    *row,
                                   int             base);
GqlValue    pp_resolve_uuid       (GqlArena       *arena,
                                   const PGresult *result,
                                   int             row,
                                   int             column);
GqlValue    pp_resolve_marking    (GqlArena        *arena,
                                   const PpMarking *marking);
GqlValue    pp_resolve_column     (GqlArena       *arena,
                                   const PpRow    *row,
                                   const PpColumn *column);
/* Whether the column is written with the answer, which costs less: by pp_resolve_write_column(), a GqlWriteFunc. */
gboolean    pp_resolve_column_is_written (const PpColumn *column);
gboolean    pp_resolve_write_column      (const GqlValue *object,
                                          gconstpointer   data,
                                          GString        *out);

/* Binds the identifiers in a column of the objects of a call, each once and without those that are null. */
void        pp_resolve_bind_ids   (GqlCall        *call,
                                   int             column,
                                   PpBatch        *batch);
/* Binds the identifiers of the models that the objects of a call are, in their order. */
void        pp_resolve_bind_models (GqlCall       *call,
                                    PpBatch       *batch);
/* Binds three values: the words that a list of names in an argument asks for, or null where nothing is said; whether
 * @other is among the names; and all words, which are those that are not @other. */
void        pp_resolve_bind_words (GqlCall        *call,
                                   const char     *argument,
                                   const PpWords  *words,
                                   const char     *other,
                                   PpBatch        *batch);
/* Gives each object the row whose identifier in column 0 is that in @column of the object; or nothing. */
void        pp_resolve_join_one   (GqlCall        *call,
                                   const PGresult *result,
                                   int             column);
/* Gives each object all rows whose identifier in column 0 is its own, which is that in @column of the object. */
void        pp_resolve_join_many  (GqlCall        *call,
                                   const PGresult *result,
                                   int             column);
/* Asks with the identifiers in @column of the objects, and joins what comes back by them. */
void        pp_resolve_one        (PpApi             *api,
                                   GqlCall           *call,
                                   const PpStatement *statement,
                                   int                column);
void        pp_resolve_many       (PpApi             *api,
                                   GqlCall           *call,
                                   const PpStatement *statement,
                                   int                column);
/* The same for what is of a model, whose identifiers in @model_column are bound before. */
void        pp_resolve_many_of_model (PpApi             *api,
                                      GqlCall           *call,
                                      const PpStatement *statement,
                                      int                model_column,
                                      int                column);
gboolean    pp_resolve_is_uuid    (const char     *text);

/* --- pages of lists --- */

#define PP_PAGE_MAX 500

/**
 * PpPage:
 * @first: how many are asked for
 * @n_parts: how many parts a cursor has
 * @after: (nullable): the parts of the cursor behind which the page begins
 * @extra: (nullable): the #PpRow.extra of its rows
 */
typedef struct {
  guint first;
  guint n_parts;
  char **after;
  gpointer extra;
} PpPage;

/* FALSE, and the call has failed, where the arguments make no sense. The page lives as long as the execution. */
gboolean    pp_page_read          (GqlCall        *call,
                                   guint           n_parts,
                                   PpPage         *page);
/* Binds how many rows to fetch, which is one more than are asked for, and the parts of the cursor, or null for each. */
void        pp_page_bind          (const PpPage   *page,
                                   PpBatch        *batch);
/* Gives each object its page. Rows have the number of their object, from 1, in column 0, and the parts of their cursors
 * as texts, or identifiers, in the columns from @cursor_column on. */
void        pp_page_answer        (GqlCall        *call,
                                   const PGresult *result,
                                   const PpPage   *page,
                                   int             cursor_column);
/* Gives all objects the same page, which is all rows. */
void        pp_page_answer_all    (GqlCall        *call,
                                   const PGresult *result,
                                   const PpPage   *page,
                                   int             cursor_column);

G_END_DECLS
