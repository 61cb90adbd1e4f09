/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-format.h"
#include "pp-kinds.h"
#include "pp-reader-private.h"

G_BEGIN_DECLS

/* What the parts of the Threat Dragon reader and writer share.
 *
 * How nothing is lost: the reader leaves each piece of the file with the record that was made of it, as
 * `foreign` → `threat-dragon`: the file without its diagrams with the model, a diagram without its cells
 * with the layout, a cell without its threats with the placement, a threat with the threat. In the
 * places of the parts that were taken out stand their identifiers, in order. The writer starts from
 * these pieces, reads them once more, and changes only what the model says otherwise. */

#define PP_TD_FOREIGN "threat-dragon"
#define PP_TD_PARAPET "parapet"
#define PP_TD_VERSION "2.6.2"

/* Numbers of diagrams and threats go no further: up to here every JSON program has them exactly. */
#define PP_TD_MAX_NUMBER ((gint64) 1 << 53)

/* --- words --- */

/**
 * PpTdShape:
 * @name: what cells call it; %NULL for shapes that are not Threat Dragon's own
 * @type: what `data` call it
 * @kind: our kind, unless the file says otherwise
 * @dfd_class: its class in a data-flow diagram
 * @is_edge: whether it is a line
 * @width: of a node, where the cell does not say
 * @height: likewise
 * @z: where the cell does not say
 */
typedef struct {
  const char *name;
  const char *type;
  const char *kind;
  PpDfdClass  dfd_class;
  gboolean    is_edge;
  int         width;
  int         height;
  int         z;
} PpTdShape;

const PpTdShape *_pp_td_shape_of_cell    (JsonObject      *cell);
const PpTdShape *_pp_td_shape_for_kind   (const char      *kind,
                                          gboolean         is_edge);
gboolean         _pp_td_shape_has_ports  (const PpTdShape *shape);
gboolean         _pp_td_shape_has_threats (const PpTdShape *shape);

/**
 * PpTdFlag:
 * @key: in a cell's `data`
 * @fact: our name
 * @is_word: a text instead of a truth value
 * @class: which class of element Threat Dragon offers it for
 */
typedef struct {
  const char *key;
  const char *fact;
  gboolean    is_word;
  PpDfdClass  dfd_class;
} PpTdFlag;

const PpTdFlag  *_pp_td_list_flags       (guint           *n_flags);
/* NULL where a cell of this shape has no key for the fact. */
const PpTdFlag  *_pp_td_flag_for_fact    (const char      *fact,
                                          const PpTdShape *shape,
                                          JsonObject      *data);

/* Keys of threats that are texts, and the fields that they are: { key, field } pairs. */
typedef struct {
  const char *key;
  const char *field;
} PpTdText;

const PpTdText  *_pp_td_list_threat_texts (guint          *n_texts);

/* The number after the one that a member holds, or the fallback. */
gint64           _pp_td_next_number      (JsonObject      *object,
                                          const char      *name,
                                          gint64           fallback);
char            *_pp_td_thumbnail        (const char      *methodology);
char            *_pp_td_placeholder      (const char      *methodology);

/* Fields that only Parapet knows, by type of record: they stand under `parapet` by their own names. */
const char * const *_pp_td_parapet_fields (PpRecordType    type);
void             _pp_td_read_parapet     (JsonObject      *parapet,
                                          PpRecordType     type,
                                          JsonObject      *record);

/* --- identity --- */

/**
 * PpTdCell: a cell and which element it shows
 * @cell: borrowed from the tree
 * @shape: what it is
 * @cell_id: (nullable): its `id`, where it has one
 * @id: the element's identifier
 * @is_first: whether it is the first cell of that element
 * @threats: (nullable) (element-type utf8): of the first cell: identifiers of its threats, %NULL where
 *   an item is no threat
 */
typedef struct {
  JsonObject      *cell;
  const PpTdShape *shape;
  const char      *cell_id;
  const char      *id;
  gboolean         is_first;
  GPtrArray       *threats;
} PpTdCell;

/**
 * PpTdDiagram: a diagram and which layout it is
 * @by_cell_id: (element-type utf8 PpTdCell): cells that lines can name; the first of equal ids
 */
typedef struct {
  JsonObject *diagram;
  const char *id;
  PpTdCell   *cells;
  guint       n_cells;
  GHashTable *by_cell_id;
} PpTdDiagram;

/**
 * PpTdIndex: what identifiers the parts of a file have as records of a model
 *
 * The same file gives the same identifiers: unsaved work is replayed on a file that is read again.
 */
typedef struct {
  const char  *model_id;
  PpTdDiagram *diagrams;
  guint        n_diagrams;
  GHashTable  *firsts;          /* (element-type utf8 PpTdCell): each element's first cell */
  /*< private >*/
  GStringChunk *strings;
  GHashTable   *taken;
  GHashTable   *elements;
} PpTdIndex;

PpTdIndex       *_pp_td_index_new        (JsonObject      *root);
void             _pp_td_index_free       (PpTdIndex       *self);
gboolean         _pp_td_is_computed      (const char      *key);
char            *_pp_td_make_uuid        (const char      *first,
                                          ...) G_GNUC_NULL_TERMINATED;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpTdIndex, _pp_td_index_free)

/* Which node stands inside of which box: (element-type utf8 utf8), borrowed from the index. */
GHashTable      *_pp_td_find_parents     (PpTdIndex       *index);

/* --- reading cells and threats: pure functions of the text --- */

char            *_pp_td_drawn_text       (JsonObject      *cell,
                                          const PpTdShape *shape);
/* The record of the element without its ends, parent and `foreign`. */
JsonObject      *_pp_td_read_element     (JsonObject      *cell,
                                          const PpTdShape *shape);
/* @points is where the bend points go; @placement borrows it. */
void             _pp_td_read_placement   (PpTdDiagram     *diagram,
                                          JsonObject      *cell,
                                          const PpTdShape *shape,
                                          PpPlacement     *placement);
/* The cell at an end of a line, or NULL. */
PpTdCell        *_pp_td_end_cell         (PpTdDiagram     *diagram,
                                          JsonObject      *cell,
                                          const char      *end);
const char      *_pp_td_end_cell_id      (JsonObject      *cell,
                                          const char      *end);
/* The element there: that of the cell, or one that only other diagrams show. */
const char      *_pp_td_end_element      (PpTdDiagram     *diagram,
                                          JsonObject      *cell,
                                          const char      *end);
JsonObject      *_pp_td_read_threat      (JsonObject      *threat);
JsonObject      *_pp_td_read_info        (JsonObject      *root);
JsonObject      *_pp_td_read_layout      (JsonObject      *diagram);

/* --- version 1 --- */

gboolean         _pp_td_is_v1_diagram    (JsonObject      *diagram);
/* The same model as version 2. */
JsonNode        *_pp_td_upgrade          (JsonNode        *root,
                                          PpLoss          *loss);
gboolean         _pp_td_check_structure  (JsonNode        *root,
                                          GError         **error);

/* --- writing --- */

/* A member that is an object, copied so that it may be changed; made when it is not there. The parent
 * must be a copy itself. */
JsonObject      *_pp_td_own              (JsonObject      *parent,
                                          const char      *name);
JsonObject      *_pp_td_own_data         (JsonObject      *cell,
                                          const PpTdShape *shape);
JsonObject      *_pp_td_new_cell         (const PpTdShape *shape,
                                          const char      *cell_id);
JsonObject      *_pp_td_new_threat       (const char      *id);
void             _pp_td_set_drawn_text   (JsonObject      *cell,
                                          const PpTdShape *shape,
                                          const char      *text);
/* Outlines as Threat Dragon draws them: it does not restyle what it opens. */
void             _pp_td_set_style        (JsonObject      *cell,
                                          const PpTdShape *shape,
                                          gboolean         has_open_threats,
                                          gboolean         out_of_scope);
void             _pp_td_set_arrows       (JsonObject      *cell,
                                          gboolean         bidirectional);
void             _pp_td_change_shape     (JsonObject      *cell,
                                          const PpTdShape *from,
                                          const PpTdShape *to);
/* The `port` of a side, made when the node has none. */
const char      *_pp_td_own_port         (JsonObject      *cell,
                                          const char      *side);
/* Sets what differs between @was and @is, two records, among the fields of Parapet alone. */
gboolean         _pp_td_write_parapet    (JsonObject      *holder,
                                          PpRecordType     type,
                                          JsonObject      *was,
                                          JsonObject      *is);
/* The record as it is now, without the piece of the file that it came from. */
JsonObject      *_pp_td_current_record   (PpRecord        *record);
gboolean         _pp_td_differs          (JsonObject      *was,
                                          JsonObject      *is,
                                          const char      *field);
JsonObject      *_pp_td_fragment         (JsonObject      *foreign);

/**
 * PpTdLayoutWriter: a layout that is being written
 * @read: the cells that the layout had when it was read, as far as it still shows them
 * @originals: (element-type utf8): the elements of these
 * @cell_ids: (element-type utf8 utf8): element to cell, for all that the layout shows
 * @cells: (element-type utf8 JsonObject): element to its cell, as far as they are written
 * @threats: (element-type utf8 JsonArray): element to its threats, shared by all layouts
 */
typedef struct {
  PpModel     *model;
  PpLayout    *layout;
  PpLoss      *loss;
  PpTdDiagram  read;
  GHashTable  *originals;
  GHashTable  *cell_ids;
  GHashTable  *cells;
  GHashTable  *threats;
} PpTdLayoutWriter;

/* The layout's cells, in order; the elements that they show come out in @elements. */
JsonArray       *_pp_td_write_cells      (PpModel           *model,
                                          PpLayout          *layout,
                                          GHashTable        *threats,
                                          GPtrArray         *elements,
                                          PpLoss            *loss);
JsonObject      *_pp_td_write_element    (PpTdLayoutWriter  *self,
                                          PpElement         *element,
                                          const PpPlacement *placement);
void             _pp_td_write_placement  (PpTdLayoutWriter  *self,
                                          PpElement         *element,
                                          const PpPlacement *placement,
                                          JsonObject        *fragment,
                                          JsonObject        *cell,
                                          const PpTdShape   *shape);
JsonArray       *_pp_td_write_threats    (PpTdLayoutWriter  *self,
                                          PpElement         *element,
                                          JsonArray         *names,
                                          gboolean          *changed);
void             _pp_td_warn_of_size     (JsonNode          *root,
                                          gsize              length,
                                          PpLoss            *loss);

G_END_DECLS
