/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The catalogues are tables of some thousand rows. A table is one copy of its text with the tabs and line
 * ends made into string ends, and the place of each cell. A column that is searched gets a list of the
 * rows in the order of its values, at the first search; then a look-up is a binary search. So nothing is
 * paid for a table that nobody asks for, and about a millisecond for the largest that somebody does. */

#include "pp-table.h"

#include <string.h>

#include "pp-knowledge-resources.h"

#define TABLES_PATH "/io/github/parapet/Parapet/knowledge/"
#define MAX_COLUMNS 16
#define MAX_BYTES (64 * 1024 * 1024)

struct _PpTable {
  gatomicrefcount  ref_count;
  char            *text;
  char            *columns[MAX_COLUMNS];
  guint            n_columns;
  guint            n_rows;
  GArray          *cells;               /* of char *, row by row */
  GMutex           lock;                /* for the making of orders */
  guint32         *orders[MAX_COLUMNS]; /* rows by the column's value, made when needed */
};

G_DEFINE_QUARK (pp-table-error-quark, pp_table_error)
G_DEFINE_BOXED_TYPE (PpTable, pp_table, pp_table_ref, pp_table_unref)

/* Cuts a line at its tabs; returns the number of cells, counting on past the limit. */
static guint
cut_line (char   *line,
          char  **cells)
{
  guint n = 0;

  for (char *cell = line; cell != NULL; n++)
    {
      char *tab = strchr (cell, '\t');

      if (tab != NULL)
        *tab = '\0';
      if (n < MAX_COLUMNS)
        cells[n] = cell;
      cell = tab != NULL ? tab + 1 : NULL;
    }
  return n;
}

static gboolean
read_rows (PpTable  *self,
           char     *text,
           GError  **error)
{
  guint number = 1;

  for (char *line = text; line != NULL && *line != '\0'; number++)
    {
      char *end = strchr (line, '\n');
      char *cells[MAX_COLUMNS];
      guint n;

      if (end != NULL)
        *end = '\0';
      n = cut_line (line, number == 1 ? self->columns : cells);
      if (number == 1 && n <= MAX_COLUMNS)
        self->n_columns = n;
      if (n != self->n_columns)
        {
          g_set_error (error, PP_TABLE_ERROR, PP_TABLE_ERROR_INVALID,
                       "%u: %u cells where %u are expected", number, n, self->n_columns);
          return FALSE;
        }
      if (number > 1)
        g_array_append_vals (self->cells, cells, n);
      line = end != NULL ? end + 1 : NULL;
    }
  self->n_rows = number > 2 ? number - 2 : 0;
  return TRUE;
}

/**
 * pp_table_new:
 * @text: lines of cells between tabs, the first naming the columns; UTF-8
 * @error: return location for an error
 *
 * Returns: (transfer full): the table, or %NULL with %PP_TABLE_ERROR_INVALID
 */
PpTable *
pp_table_new (GBytes  *text,
              GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (text, &size);
  g_autoptr (PpTable) self = NULL;

  if (size == 0 || size > MAX_BYTES || !g_utf8_validate (data, size, NULL))
    {
      g_set_error_literal (error, PP_TABLE_ERROR, PP_TABLE_ERROR_INVALID,
                           "1: not a table in UTF-8 of at most 64 MiB");
      return NULL;
    }
  self = g_new0 (PpTable, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->text = g_strndup (data, size);
  self->cells = g_array_new (FALSE, FALSE, sizeof (char *));
  return read_rows (self, self->text, error) ? g_steal_pointer (&self) : NULL;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/**
 * pp_table_new_from_lines:
 * @like: a table
 * @lines: (element-type utf8): lines with as many cells as @like has columns; they are sorted
 *
 * Returns: (transfer full): a table of these lines, with the columns of @like
 */
PpTable *
pp_table_new_from_lines (PpTable   *like,
                         GPtrArray *lines)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  const char *column;
  PpTable *self;

  for (guint i = 0; (column = pp_table_get_column_name (like, i)) != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\t" : "", column);
  g_string_append_c (text, '\n');
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    {
      g_string_append (text, g_ptr_array_index (lines, i));
      g_string_append_c (text, '\n');
    }
  bytes = g_string_free_to_bytes (text);
  self = pp_table_new (bytes, NULL);
  g_assert (self != NULL);
  return self;
}

PpTable *
pp_table_ref (PpTable *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
pp_table_unref (PpTable *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < MAX_COLUMNS; i++)
    g_free (self->orders[i]);
  g_array_unref (self->cells);
  g_mutex_clear (&self->lock);
  g_free (self->text);
  g_free (self);
}

/**
 * pp_table_get_builtin:
 * @name: the name of a table in `resources/knowledge`, without its ending
 *
 * Returns: (transfer none): the table; made at the first call for it, kept for good
 */
PpTable *
pp_table_get_builtin (const char *name)
{
  static GMutex lock;
  static GHashTable *tables;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  g_autofree char *path = NULL;
  g_autoptr (GBytes) text = NULL;
  PpTable *table;

  if (tables == NULL)
    tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  table = g_hash_table_lookup (tables, name);
  if (table != NULL)
    return table;

  path = g_strconcat (TABLES_PATH, name, ".tsv", NULL);
  text = g_resource_lookup_data (pp_knowledge_get_resource (), path, 0, NULL);
  g_return_val_if_fail (text != NULL, NULL);
  table = pp_table_new (text, NULL);
  g_assert (table != NULL);
  g_hash_table_insert (tables, g_strdup (name), table);
  return table;
}

guint
pp_table_get_n_rows (PpTable *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

/**
 * pp_table_find_column:
 * @self: a table
 * @name: a column's name
 *
 * Returns: the column's number, or %PP_TABLE_NO_COLUMN
 */
guint
pp_table_find_column (PpTable    *self,
                      const char *name)
{
  g_return_val_if_fail (self != NULL, PP_TABLE_NO_COLUMN);

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (strcmp (self->columns[i], name) == 0)
        return i;
    }
  return PP_TABLE_NO_COLUMN;
}

/**
 * pp_table_get_column_name:
 * @self: a table
 * @column: a column's number
 *
 * Returns: (transfer none) (nullable): its name; %NULL behind the last column
 */
const char *
pp_table_get_column_name (PpTable *self,
                          guint    column)
{
  g_return_val_if_fail (self != NULL, NULL);

  return column < self->n_columns ? self->columns[column] : NULL;
}

static const char *
cell_at (PpTable *self,
         guint    row,
         guint    column)
{
  return g_array_index (self->cells, const char *, row * self->n_columns + column);
}

/**
 * pp_table_get:
 * @self: a table
 * @row: less than the number of rows
 * @column: less than the number of columns
 *
 * Returns: (transfer none): the cell; maybe empty
 */
const char *
pp_table_get (PpTable *self,
              guint    row,
              guint    column)
{
  g_return_val_if_fail (self != NULL && row < self->n_rows && column < self->n_columns, "");

  return cell_at (self, row, column);
}

typedef struct {
  PpTable *table;
  guint    column;
} Ordering;

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Ordering *ordering = user_data;
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;
  int order = strcmp (cell_at (ordering->table, first, ordering->column),
                      cell_at (ordering->table, second, ordering->column));

  return order != 0 ? order : (first > second) - (first < second);
}

static gboolean
is_ordered (PpTable *self,
            guint    column)
{
  for (guint i = 1; i < self->n_rows; i++)
    {
      if (strcmp (cell_at (self, i - 1, column), cell_at (self, i, column)) > 0)
        return FALSE;
    }
  return TRUE;
}

static const guint32 *
get_order (PpTable *self,
           guint    column)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Ordering ordering = { self, column };
  guint32 *order = self->orders[column];

  if (order != NULL)
    return order;
  order = g_new (guint32, self->n_rows + 1);
  for (guint i = 0; i < self->n_rows; i++)
    order[i] = i;
  if (!is_ordered (self, column))
    g_qsort_with_data (order, self->n_rows, sizeof *order, compare_rows, &ordering);
  self->orders[column] = order;
  return order;
}

/* The first place in the order whose value is not before @value, or is behind it. */
static guint
find_bound (PpTable       *self,
            const guint32 *order,
            guint          column,
            const char    *value,
            gboolean       behind)
{
  guint low = 0, high = self->n_rows;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int comparison = strcmp (cell_at (self, order[middle], column), value);

      if (comparison < 0 || (behind && comparison == 0))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * pp_table_find:
 * @self: a table
 * @column: a column
 * @value: what its cells shall be
 *
 * Returns: the rows whose cell in @column is @value, in the order of the file
 */
PpTableRows
pp_table_find (PpTable    *self,
               guint       column,
               const char *value)
{
  const PpTableRows none = { NULL, 0 };
  const guint32 *order;
  guint first;

  g_return_val_if_fail (self != NULL && column < self->n_columns && value != NULL, none);

  order = get_order (self, column);
  first = find_bound (self, order, column, value, FALSE);
  return (PpTableRows) { order + first, find_bound (self, order, column, value, TRUE) - first };
}
