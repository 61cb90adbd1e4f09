/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-resolve.h"

#include <string.h>

#include "pp-base64url.h"

/* A cursor is what the list is ordered by, at one of its rows: the next page begins behind it, whatever came or went
 * before. It is packed so that clients do not read it, but it holds nothing that they have not been told. */

#define SEPARATOR "\x1f"
#define MAX_CURSOR_BYTES 8192
#define OID_INTEGER 23
#define OID_TIME 1184
#define OID_UUID 2950

static char *
dup_part (const PGresult *result,
          int             row,
          int             column)
{
  char uuid[PP_UUID_BYTES], time[PP_TIME_BYTES];

  switch (PQftype (result, column))
    {
    case OID_UUID:
      pp_row_get_uuid (result, row, column, uuid);
      return g_strdup (uuid);

    case OID_TIME:
      pp_row_get_time (result, row, column, time);
      return g_strdup (time);

    case OID_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, pp_row_get_integer (result, row, column));

    default:
      return g_strdup (pp_row_get_text (result, row, column));
    }
}

static GqlValue
make_cursor (GqlArena       *arena,
             const PGresult *result,
             int             row,
             int             column,
             guint           n_parts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n_parts; i++)
    {
      g_autofree char *part = dup_part (result, row, column + i);

      g_strv_builder_add (builder, part);
    }
  parts = g_strv_builder_end (builder);
  text = g_strjoinv (SEPARATOR, parts);

  return gql_string (gql_arena_take (arena, pp_base64url_encode ((const guint8 *) text, strlen (text)), g_free));
}

/* NULL for what was never a cursor. */
static char **
read_cursor (const char *cursor,
             guint       n_parts)
{
  g_autoptr (GBytes) bytes = strlen (cursor) <= MAX_CURSOR_BYTES ? pp_base64url_decode (cursor, strlen (cursor)) : NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  gsize length;

  if (bytes == NULL || !g_utf8_validate_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL))
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, &length), g_bytes_get_size (bytes));
  parts = g_strsplit (text, SEPARATOR, -1);
  if (g_strv_length (parts) != n_parts || !pp_resolve_is_uuid (parts[n_parts - 1]))
    return NULL;

  return g_steal_pointer (&parts);
}

/**
 * pp_page_read:
 * @call: a call for a field with arguments `first`, which has a default and may not be null, since the bound on costs
 *   would not know then how much is asked for, and `after`
 * @n_parts: how many parts a cursor of the list has; the last one is an identifier
 * @page: (out caller-allocates): what is asked for
 *
 * Returns: whether that makes sense; if not, the call has failed
 */
gboolean
pp_page_read (GqlCall *call,
              guint    n_parts,
              PpPage  *page)
{
  const char *after = gql_value_get_string (gql_call_get_argument (call, "after"));
  gint64 first = gql_value_get_int (gql_call_get_argument (call, "first"), 0);

  *page = (PpPage) { .n_parts = n_parts };
  if (first < 1 || first > PP_PAGE_MAX)
    {
      pp_resolve_fail (call, PP_API_ERROR_BAD_INPUT, "“first” is a number from 1 to 500");
      return FALSE;
    }
  page->first = first;
  if (after == NULL)
    return TRUE;

  page->after = read_cursor (after, n_parts);
  if (page->after == NULL)
    {
      pp_resolve_fail (call, PP_API_ERROR_BAD_INPUT, "“after” is no cursor of this list");
      return FALSE;
    }
  gql_arena_take (gql_call_get_arena (call), page->after, (GDestroyNotify) g_strfreev);

  return TRUE;
}

void
pp_page_bind (const PpPage *page,
              PpBatch      *batch)
{
  pp_batch_bind_integer (batch, page->first + 1);
  for (guint i = 0; i < page->n_parts; i++)
    pp_batch_bind_text (batch, page->after != NULL ? page->after[i] : NULL);
}

/* Rows from @start to before @end, of which the last is left out where there is one too many. */
static GqlValue
make_page (GqlCall        *call,
           const PGresult *result,
           int             start,
           int             end,
           const PpPage   *page,
           int             cursor_column)
{
  GqlArena *arena = gql_call_get_arena (call);
  gboolean is_last = end - start <= (int) page->first;
  guint n_rows = is_last ? end - start : (int) page->first;
  GqlValue *rows = gql_arena_new_n (arena, GqlValue, n_rows);
  GqlMember *info = gql_arena_new_n (arena, GqlMember, 4);
  GqlMember *members = gql_arena_new_n (arena, GqlMember, 2);
  PpRow *objects = gql_arena_new_n (arena, PpRow, n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      objects[i] = (PpRow) { .result = result, .row = start + i, .extra = page->extra };
      rows[i] = gql_pointer (&objects[i]);
    }
  info[0] = (GqlMember) { "hasNextPage", gql_boolean (!is_last) };
  info[1] = (GqlMember) { "hasPreviousPage", gql_boolean (page->after != NULL) };
  info[2] = (GqlMember) { "startCursor", gql_null () };
  info[3] = (GqlMember) { "endCursor", gql_null () };
  if (n_rows > 0 && gql_call_selects (call, "pageInfo.startCursor"))
    info[2].value = make_cursor (arena, result, start, cursor_column, page->n_parts);
  if (n_rows > 0 && gql_call_selects (call, "pageInfo.endCursor"))
    info[3].value = make_cursor (arena, result, start + n_rows - 1, cursor_column, page->n_parts);
  members[0] = (GqlMember) { "nodes", gql_list (rows, n_rows) };
  members[1] = (GqlMember) { "pageInfo", gql_object (info, 4) };

  return gql_object (members, 2);
}

void
pp_page_answer (GqlCall        *call,
                const PGresult *result,
                const PpPage   *page,
                int             cursor_column)
{
  int n_rows = PQntuples (result), end = 0;

  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      int start = end;

      while (end < n_rows && pp_row_get_integer (result, end, 0) == i + 1)
        end++;
      gql_call_set (call, i, make_page (call, result, start, end, page, cursor_column));
    }
  gql_call_finish (call);
}

void
pp_page_answer_all (GqlCall        *call,
                    const PGresult *result,
                    const PpPage   *page,
                    int             cursor_column)
{
  GqlValue value = make_page (call, result, 0, PQntuples (result), page, cursor_column);

  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    gql_call_set (call, i, value);
  gql_call_finish (call);
}
