/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-row.h"

#include <string.h>

/* The formats are those of the functions `*_send` of PostgreSQL: network byte order; times as microseconds since
 * 2000; jsonb as a version and then its text. */

#define DAY_US (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
/* Days as GDate counts them, from the first of the year 1: the first of 2000, and the last of 9999. */
#define DAY_2000 730120
#define LAST_DAY 3652059
#define JSONB_VERSION 1

static guint32
read_32 (const char *at)
{
  guint32 number;

  memcpy (&number, at, sizeof number);

  return GUINT32_FROM_BE (number);
}

/* Eight bytes as a number: of two, the one whose bytes come first is less. */
guint64
pp_row_read_64 (const char *value)
{
  guint64 number;

  memcpy (&number, value, sizeof number);

  return GUINT64_FROM_BE (number);
}

/**
 * pp_row_get_integer:
 * @result: a result
 * @row: a row
 * @column: a column of the type smallint, integer or bigint
 *
 * Returns: the number; 0 for null
 */
gint64
pp_row_get_integer (const PGresult *result,
                    int             row,
                    int             column)
{
  const char *value = PQgetvalue (result, row, column);

  switch (PQgetlength (result, row, column))
    {
    case 2:
      return (gint16) ((guint8) value[0] << 8 | (guint8) value[1]);
    case 4:
      return (gint32) read_32 (value);
    case 8:
      return (gint64) pp_row_read_64 (value);
    default:
      return 0;
    }
}

/* FALSE for null. */
gboolean
pp_row_get_boolean (const PGresult *result,
                    int             row,
                    int             column)
{
  return PQgetlength (result, row, column) == 1 && *PQgetvalue (result, row, column) != 0;
}

/**
 * pp_row_get_text:
 * @result: a result
 * @row: a row
 * @column: a column of the type text
 *
 * Returns: (transfer none) (nullable): the text, which lives as long as the result; %NULL for null
 */
const char *
pp_row_get_text (const PGresult *result,
                 int             row,
                 int             column)
{
  return PQgetisnull (result, row, column) ? NULL : PQgetvalue (result, row, column);
}

/**
 * pp_row_get_json:
 * @result: a result
 * @row: a row
 * @column: a column of the type jsonb
 *
 * Returns: (transfer none) (nullable): its text, which lives as long as the result; %NULL for null
 */
const char *
pp_row_get_json (const PGresult *result,
                 int             row,
                 int             column)
{
  const char *value = PQgetvalue (result, row, column);

  return PQgetlength (result, row, column) > 1 && *value == JSONB_VERSION ? value + 1 : NULL;
}

/* The eight digits of four bytes, all at once: each byte of the number becomes a digit. */
static void
format_32 (const char *value,
           char        digits[8])
{
  guint64 number = read_32 (value), letters;

  number = (number << 16 | number) & G_GUINT64_CONSTANT (0x0000ffff0000ffff);
  number = (number << 8 | number) & G_GUINT64_CONSTANT (0x00ff00ff00ff00ff);
  number = (number << 4 | number) & G_GUINT64_CONSTANT (0x0f0f0f0f0f0f0f0f);
  letters = ((number + G_GUINT64_CONSTANT (0x0606060606060606)) >> 4) & G_GUINT64_CONSTANT (0x0101010101010101);
  number += G_GUINT64_CONSTANT (0x3030303030303030) + letters * ('a' - '9' - 1);
  number = GUINT64_TO_BE (number);
  memcpy (digits, &number, sizeof number);
}

/* The text of the 16 bytes of a uuid. */
void
pp_row_format_uuid (const char *value,
                    char        text[PP_UUID_BYTES])
{
  char digits[32];

  for (guint i = 0; i < 4; i++)
    format_32 (value + 4 * i, digits + 8 * i);
  memcpy (text, digits, 8);
  memcpy (text + 9, digits + 8, 4);
  memcpy (text + 14, digits + 12, 4);
  memcpy (text + 19, digits + 16, 4);
  memcpy (text + 24, digits + 20, 12);
  text[8] = text[13] = text[18] = text[23] = '-';
  text[36] = '\0';
}

/**
 * pp_row_get_uuid:
 * @result: a result
 * @row: a row
 * @column: a column of the type uuid
 * @text: (out caller-allocates): its text
 *
 * Returns: whether there is one
 */
gboolean
pp_row_get_uuid (const PGresult *result,
                 int             row,
                 int             column,
                 char            text[PP_UUID_BYTES])
{
  *text = '\0';
  if (PQgetlength (result, row, column) != 16)
    return FALSE;
  pp_row_format_uuid (PQgetvalue (result, row, column), text);

  return TRUE;
}

static inline void
write_two (char  *at,
           guint  number)
{
  at[0] = '0' + number / 10;
  at[1] = '0' + number % 10;
}

/**
 * pp_row_get_time:
 * @result: a result
 * @row: a row
 * @column: a column of the type timestamptz
 * @text: (out caller-allocates): the time as ISO 8601, in UTC
 *
 * Returns: whether there is one, in the years from 1 to 9999
 */
gboolean
pp_row_get_time (const PGresult *result,
                 int             row,
                 int             column,
                 char            text[PP_TIME_BYTES])
{
  static const char form[] = "0000-00-00T00:00:00.000000Z";
  gint64 at, fraction, day;
  guint second, microsecond, year;
  GDate date;

  G_STATIC_ASSERT (sizeof form == PP_TIME_LENGTH + 1);

  *text = '\0';
  if (PQgetlength (result, row, column) != 8)
    return FALSE;
  at = (gint64) pp_row_read_64 (PQgetvalue (result, row, column));
  fraction = at % DAY_US;
  day = at / DAY_US + DAY_2000;
  if (fraction < 0)
    {
      fraction += DAY_US;
      day--;
    }
  if (day < 1 || day > LAST_DAY)
    return FALSE;
  second = fraction / G_USEC_PER_SEC;
  microsecond = fraction % G_USEC_PER_SEC;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  year = g_date_get_year (&date);
  memcpy (text, form, sizeof form);
  write_two (text, year / 100);
  write_two (text + 2, year % 100);
  write_two (text + 5, g_date_get_month (&date));
  write_two (text + 8, g_date_get_day (&date));
  write_two (text + 11, second / 3600);
  write_two (text + 14, second / 60 % 60);
  write_two (text + 17, second % 60);
  write_two (text + 20, microsecond / 10000);
  write_two (text + 22, microsecond / 100 % 100);
  write_two (text + 24, microsecond % 100);

  return TRUE;
}

/**
 * pp_row_dup_texts:
 * @result: a result
 * @row: a row
 * @column: a column of the type text[], of one dimension and without nulls
 *
 * Returns: (transfer full) (array zero-terminated=1): its items; none for null
 */
char **
pp_row_dup_texts (const PGresult *result,
                  int             row,
                  int             column)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *at = PQgetvalue (result, row, column);
  const char *end = at + PQgetlength (result, row, column);

  if (end - at >= 20 && read_32 (at) == 1)
    {
      guint32 n_items = read_32 (at + 12);

      at += 20;
      for (guint32 i = 0; i < n_items && end - at >= 4; i++)
        {
          guint32 length = read_32 (at);
          g_autofree char *item = NULL;

          at += 4;
          if (length > (gsize) (end - at))
            break;
          item = g_strndup (at, length);
          g_strv_builder_add (builder, item);
          at += length;
        }
    }

  return g_strv_builder_end (builder);
}
