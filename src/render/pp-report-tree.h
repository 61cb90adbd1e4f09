/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-catalogue.h"
#include "pp-kinds.h"
#include "pp-model.h"

G_BEGIN_DECLS

/**
 * PpReportTone: what a word is besides a word; writers show it by colour and weight, never by colour alone
 */
typedef enum {
  PP_TONE_PLAIN,
  PP_TONE_DIM,
  PP_TONE_STRONG,
  PP_TONE_LOW,
  PP_TONE_MEDIUM,
  PP_TONE_HIGH,
  PP_TONE_CRITICAL,
} PpReportTone;

/**
 * PpReportBlockType:
 * @PP_BLOCK_HEADING: a heading of a level from 1 on; level 1 begins a page
 * @PP_BLOCK_PARAGRAPH: lines of text
 * @PP_BLOCK_LIST: a line for each row
 * @PP_BLOCK_TABLE: rows of cells under heads
 * @PP_BLOCK_ENTRY: one thing: title, tag and a line about it, and below rows of a label and a text
 * @PP_BLOCK_NUMBERS: a few figures that catch the eye: rows of a number and a label
 * @PP_BLOCK_DIAGRAM: a layout as a picture
 */
typedef enum {
  PP_BLOCK_HEADING,
  PP_BLOCK_PARAGRAPH,
  PP_BLOCK_LIST,
  PP_BLOCK_TABLE,
  PP_BLOCK_ENTRY,
  PP_BLOCK_NUMBERS,
  PP_BLOCK_DIAGRAM,
} PpReportBlockType;

typedef struct {
  char         *text;
  PpReportTone  tone;
  gboolean      english;        /* whatever the language of the report */
} PpReportCell;

typedef struct {
  const char *title;            /* in English */
  double      weight;           /* of the width */
} PpReportColumn;

/**
 * PpReportBlock:
 * @type: which members count
 * @level: of a heading
 * @text: of a heading, a paragraph or a diagram; the title of an entry
 * @tone: of a paragraph; of an entry's tag
 * @tag: (nullable): a word beside an entry's title
 * @detail: (nullable): a line below an entry's title
 * @layout: (nullable): of a diagram, the layout's identifier
 * @english: the text of a heading, a paragraph or an entry is English, whatever the language of the report
 * @columns: of a table, @n_columns
 * @rows: (element-type GArray): the rows, each an array of PpReportCell; a list's have one cell, an
 *   entry's and a number's two
 */
typedef struct {
  PpReportBlockType     type;
  guint                 level;
  char                 *text;
  PpReportTone          tone;
  char                 *tag;
  char                 *detail;
  char                 *layout;
  gboolean              english;
  PpReportColumn       *columns;
  guint                 n_columns;
  GPtrArray            *rows;
} PpReportBlock;

/**
 * PpReport:
 * @title: of the model
 * @subtitle: what kind of report it is
 * @banner: (nullable): the marking of the whole; it stands on every page
 * @banner_markup: (nullable): the same in Pango's markup, with the colours that it has on black
 * @cover: (element-type GArray): rows of a label and a text, for the cover
 * @blocks: (element-type PpReportBlock): what follows
 * @date: (nullable): a day, as YYYY-MM-DD
 * @catalogue: (nullable): the language in which it is written; %NULL for English
 * @model: where the diagrams are
 *
 * A report as a tree that knows nothing of pages, HTML or Markdown; the writers do. Every text in it went
 * through pp_report_clean().
 */
typedef struct {
  char        *title;
  char        *subtitle;
  char        *banner;
  char        *banner_markup;
  GPtrArray   *cover;
  GPtrArray   *blocks;
  char        *date;
  PpCatalogue *catalogue;
  PpModel     *model;
  PpKinds     *kinds;
} PpReport;

PpReport      *pp_report_new_empty     (PpModel              *model,
                                        PpKinds              *kinds,
                                        PpCatalogue          *catalogue);
void           pp_report_free          (PpReport             *self);

/* An English text in the language of the report. Translators find texts by this name, see po/meson.build. */
const char    *pp_report_say           (PpReport             *self,
                                        const char           *text) G_GNUC_FORMAT (2);
/* As BCP 47 writes it. */
const char    *pp_report_get_language  (PpReport             *self);

/* Whether a table of contents names the heading at that place: sections, and parts with a diagram. */
gboolean       pp_report_is_in_contents (PpReport             *self,
                                        guint                 place);
/* The diagram under the heading at that place; NULL when there is none. */
const PpReportBlock *pp_report_find_diagram (PpReport         *self,
                                        guint                 place);

/* A text from a model as it may stand in a document: without control characters, and without those that
 * make it read in another order than it is written. */
char          *pp_report_clean         (const char           *text);

PpReportBlock *pp_report_add_heading   (PpReport             *self,
                                        guint                 level,
                                        const char           *text);
PpReportBlock *pp_report_add_paragraph (PpReport             *self,
                                        PpReportTone          tone,
                                        const char           *text);
PpReportBlock *pp_report_add_list      (PpReport             *self);
PpReportBlock *pp_report_add_table     (PpReport             *self,
                                        const PpReportColumn *columns,
                                        guint                 n_columns);
PpReportBlock *pp_report_add_entry     (PpReport             *self,
                                        const char           *title,
                                        const char           *tag,
                                        PpReportTone          tone,
                                        const char           *detail);
PpReportBlock *pp_report_add_numbers   (PpReport             *self);
PpReportBlock *pp_report_add_diagram   (PpReport             *self,
                                        const char           *layout_id,
                                        const char           *title);

const PpReportCell *pp_report_get_cell (GPtrArray            *rows,
                                        guint                 row,
                                        guint                 column);
GArray        *pp_report_row_new       (void);
void           pp_report_row_add       (GArray               *row,
                                        PpReportTone          tone,
                                        const char           *text);
/* The cell that was added last is English. */
void           pp_report_row_mark_english (GArray            *row);
/* A whole row of plain texts; the list ends with NULL. */
void           pp_report_block_add_row (PpReportBlock        *self,
                                        ...) G_GNUC_NULL_TERMINATED;
/* A label and a text; nothing where the text is empty. */
void           pp_report_block_add_fact (PpReportBlock       *self,
                                        const char           *label,
                                        const char           *text);

/* The same for a text that is English. */
void           pp_report_block_add_english_fact (PpReportBlock *self,
                                                 const char    *label,
                                                 const char    *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpReport, pp_report_free)

G_END_DECLS
