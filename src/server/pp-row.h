/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "pp-postgres.h"

G_BEGIN_DECLS

/* What stands in the columns of a result in the binary format. */

#define PP_UUID_BYTES 37        /* with the end of the text */
#define PP_TIME_LENGTH 27
#define PP_TIME_BYTES (PP_TIME_LENGTH + 1)

gint64      pp_row_get_integer (const PGresult *result,
                                int             row,
                                int             column);
gboolean    pp_row_get_boolean (const PGresult *result,
                                int             row,
                                int             column);
const char *pp_row_get_text    (const PGresult *result,
                                int             row,
                                int             column);
const char *pp_row_get_json    (const PGresult *result,
                                int             row,
                                int             column);
gboolean    pp_row_get_uuid    (const PGresult *result,
                                int             row,
                                int             column,
                                char            text[PP_UUID_BYTES]);
void        pp_row_format_uuid (const char    *value,
                                char           text[PP_UUID_BYTES]);
gboolean    pp_row_get_time    (const PGresult *result,
                                int             row,
                                int             column,
                                char            text[PP_TIME_BYTES]);
guint64     pp_row_read_64     (const char     *value);
char      **pp_row_dup_texts   (const PGresult *result,
                                int             row,
                                int             column);

G_END_DECLS
