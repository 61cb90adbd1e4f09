/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gql-error-private.h"

#define LONGEST_QUOTE_BYTES 80

typedef struct {
  GArray *locations;
} GqlErrorPrivate;

static void
gql_error_private_init (GqlErrorPrivate *private)
{
  private->locations = NULL;
}

static void
gql_error_private_copy (const GqlErrorPrivate *from,
                        GqlErrorPrivate       *to)
{
  to->locations = from->locations != NULL ? g_array_ref (from->locations) : NULL;
}

static void
gql_error_private_clear (GqlErrorPrivate *private)
{
  g_clear_pointer (&private->locations, g_array_unref);
}

G_DEFINE_EXTENDED_ERROR (GqlError, gql_error)

/**
 * gql_error_get_locations:
 * @error: an error
 * @n_locations: (out): how many places there are
 *
 * Gets the places in the document that an error is about, the most telling one first.
 *
 * Returns: (array length=n_locations) (nullable) (transfer none): the places; %NULL where there are none,
 *   and for errors of other domains than %GQL_ERROR
 */
const GqlLocation *
gql_error_get_locations (const GError *error,
                         guint        *n_locations)
{
  GqlErrorPrivate *private;

  g_return_val_if_fail (error != NULL, NULL);
  g_return_val_if_fail (n_locations != NULL, NULL);

  private = error->domain == GQL_ERROR ? gql_error_get_private (error) : NULL;
  *n_locations = private != NULL && private->locations != NULL ? private->locations->len : 0;

  return *n_locations > 0 ? (const GqlLocation *) private->locations->data : NULL;
}

void
_gql_error_add_location (GError            *error,
                         const GqlLocation *location)
{
  GqlErrorPrivate *private = gql_error_get_private (error);

  if (private->locations == NULL)
    private->locations = g_array_new (FALSE, FALSE, sizeof (GqlLocation));
  g_array_append_val (private->locations, *location);
}

char *
_gql_shorten (const char *text)
{
  gsize length = g_utf8_strlen (text, -1);

  if (length <= LONGEST_QUOTE_BYTES)
    return g_strdup (text);

  {
    g_autofree char *start = g_utf8_substring (text, 0, LONGEST_QUOTE_BYTES);

    return g_strconcat (start, "…", NULL);
  }
}
