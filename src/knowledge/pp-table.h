/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PP_TABLE_ERROR (pp_table_error_quark ())
GQuark pp_table_error_quark (void);

/**
 * PpTableError:
 * @PP_TABLE_ERROR_INVALID: the text is no table; the message begins with the line
 */
typedef enum {
  PP_TABLE_ERROR_INVALID,
} PpTableError;

#define PP_TYPE_TABLE (pp_table_get_type ())

/**
 * PpTable:
 *
 * A table of facts: lines of cells between tabs, the first line naming the columns. Never changed once
 * it is made; any thread may read it. Its texts live as long as the table.
 */
typedef struct _PpTable PpTable;

/**
 * PpTableRows:
 * @rows: (array length=n_rows): numbers of rows
 * @n_rows: how many
 *
 * Rows that were found; borrowed from the table.
 */
typedef struct {
  const guint32 *rows;
  guint          n_rows;
} PpTableRows;

#define PP_TABLE_NO_COLUMN G_MAXUINT

GType        pp_table_get_type    (void) G_GNUC_CONST;
PpTable     *pp_table_new         (GBytes      *text,
                                   GError     **error);
PpTable     *pp_table_new_from_lines (PpTable   *like,
                                      GPtrArray *lines);
PpTable     *pp_table_get_builtin (const char  *name);
PpTable     *pp_table_ref         (PpTable     *self);
void         pp_table_unref       (PpTable     *self);
guint        pp_table_get_n_rows  (PpTable     *self);
guint        pp_table_find_column (PpTable     *self,
                                   const char  *name);
const char  *pp_table_get_column_name (PpTable *self,
                                   guint        column);
const char  *pp_table_get         (PpTable     *self,
                                   guint        row,
                                   guint        column);
PpTableRows  pp_table_find        (PpTable     *self,
                                   guint        column,
                                   const char  *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpTable, pp_table_unref)

G_END_DECLS
