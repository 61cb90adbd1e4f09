/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-resolve-mutation.h"

#include "pp-deed.h"

char *
pp_resolve_dup_action (GqlCall *call)
{
  GString *action = g_string_new (NULL);

  for (const char *p = gql_call_get_field_name (call); *p != '\0'; p++)
    {
      if (g_ascii_isupper (*p))
        g_string_append_c (action, '-');
      g_string_append_c (action, g_ascii_tolower (*p));
    }
  return g_string_free (action, FALSE);
}

typedef struct {
  GqlCall *call;
  GError *error;                /* nullable: the answer is null */
} Refusal;

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autofree Refusal *refusal = data;
  g_autoptr (GError) error = NULL;

  if (!pp_deed_finish (PP_DATABASE (source), result, NULL, &error))
    g_warning ("A refusal could not be noted in the audit: %s", error->message);
  if (refusal->error != NULL)
    gql_call_fail (refusal->call, refusal->error);
  else
    gql_call_finish (refusal->call);
}

static void
note (PpApi        *api,
      GqlCall      *call,
      const char   *object_id,
      const GError *reason,
      GError       *error)
{
  g_autofree char *action = pp_resolve_dup_action (call);
  Refusal *refusal = g_new (Refusal, 1);

  *refusal = (Refusal) { call, error };
  pp_deed_refused_async (pp_api_get_database (api), pp_resolve_get_caller (call), action, object_id, reason, noted_cb,
                         refusal);
}

/**
 * pp_resolve_find_none:
 * @api: the interface
 * @call: (transfer full): a call
 * @object_id: what was asked for
 *
 * It takes as long, and leaves the same, whether there is no such thing or one that the caller may not see.
 */
void
pp_resolve_find_none (PpApi      *api,
                      GqlCall    *call,
                      const char *object_id)
{
  g_autoptr (GError) reason = g_error_new_literal (PP_API_ERROR, PP_API_ERROR_NOT_FOUND, "There is no such thing");

  note (api, call, object_id, reason, NULL);
}

/**
 * pp_resolve_refuse:
 * @api: the interface
 * @call: (transfer full): a call of a mutation
 * @object_id: (nullable): what it is about
 * @error: (transfer full): why it fails
 */
void
pp_resolve_refuse (PpApi      *api,
                   GqlCall    *call,
                   const char *object_id,
                   GError     *error)
{
  if (!g_error_matches (error, PP_API_ERROR, PP_API_ERROR_FORBIDDEN) &&
      !g_error_matches (error, PP_API_ERROR, PP_API_ERROR_NOT_FOUND) &&
      !g_error_matches (error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_REFUSED))
    {
      gql_call_fail (call, error);
      return;
    }
  note (api, call, object_id, error, error);
}
