/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-bearer.h"

#include <string.h>

#include "pp-log.h"
#include "pp-metrics.h"

/* The access token of a request (RFC 6750): in the header alone, and never in what is kept in logs and histories. */

#define SCHEME "bearer"

typedef struct {
  PpHttpRequest *request;
  PpBearerFunc func;
  PpBearerRefuseFunc refuse;
  gpointer user_data;
} Check;

void
pp_bearer_refuse (PpHttpRequest *request,
                  guint          status,
                  const char    *message,
                  const char    *header,
                  const char    *value)
{
  g_autofree char *text = g_strdup_printf ("{\"errors\":[{\"message\":\"%s\"}]}", message);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  pp_http_request_respond (request, status, "application/json; charset=utf-8", body, header, value);
}

static void
note_refusal (const char *reason)
{
  const PpLogField fields[] = { { "reason", reason } };

  pp_metrics_add (PP_METRIC_TOKENS_REFUSED, 1);
  pp_log_write (G_LOG_LEVEL_INFO, "access refused", fields, G_N_ELEMENTS (fields));
}

void
pp_bearer_note_error (const GError *error)
{
  if (error->domain == PP_TOKEN_ERROR)
    note_refusal (error->message);
  else
    pp_metrics_add (PP_METRIC_TOKENS_UNCHECKED, 1);
}

/* One text for all reasons: which one it was stands in the log. */
static void
refuse_token (PpHttpRequest      *request,
              PpBearerRefuseFunc  refuse)
{
  refuse (request, 401, "An access token is needed, and this is not a valid one", "www-authenticate",
          "Bearer error=\"invalid_token\"");
}

static void
refuse_for_error (PpHttpRequest      *request,
                  PpBearerRefuseFunc  refuse,
                  const GError       *error)
{
  pp_bearer_note_error (error);
  if (g_error_matches (error, PP_TOKEN_ERROR, PP_TOKEN_ERROR_SCOPE))
    refuse (request, 403, "The access token is not for this service", "www-authenticate",
            "Bearer error=\"insufficient_scope\"");
  else if (error->domain == PP_TOKEN_ERROR)
    refuse_token (request, refuse);
  else
    refuse (request, 503, "Access tokens cannot be checked now", "retry-after", "5");
}

static void
accept (PpHttpRequest *request,
        PpIdentity    *identity,
        PpBearerFunc   func,
        gpointer       user_data)
{
  pp_metrics_add (PP_METRIC_TOKENS_ACCEPTED, 1);
  func (request, identity, user_data);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Check *check = user_data;
  g_autoptr (GError) error = NULL;
  PpIdentity *identity = pp_authenticator_check_finish (PP_AUTHENTICATOR (source), result, &error);

  if (identity == NULL)
    {
      refuse_for_error (check->request, check->refuse, error);
      return;
    }
  accept (check->request, identity, check->func, check->user_data);
}

/* What follows the name of the scheme, which is in any case (RFC 9110, section 11.1). */
static const char *
get_token (PpHttpRequest *request)
{
  const char *header = pp_http_request_get_header (request, "authorization");

  if (header == NULL || g_ascii_strncasecmp (header, SCHEME " ", strlen (SCHEME " ")) != 0)
    return NULL;
  header += strlen (SCHEME);
  return header + strspn (header, " ");
}

/**
 * pp_bearer_check:
 * @authenticator: who knows tokens
 * @request: (transfer full): a request
 * @func: (scope async): called when it is known who sends @request, which may be before this returns
 * @refuse: what answers where that cannot be known
 * @user_data: what @func is given
 *
 * Finds out who sends a request. Where that cannot be known, the request is answered: 401 for a token that is
 * missing or refused, 403 for one that is good but for something else, 400 for one in the address, 503 where
 * nothing can be said since the keys of the issuer are not there.
 */
void
pp_bearer_check (PpAuthenticator    *authenticator,
                 PpHttpRequest      *request,
                 PpBearerFunc        func,
                 PpBearerRefuseFunc  refuse,
                 gpointer            user_data)
{
  const char *token = get_token (request);
  PpIdentity *known;
  Check *check;

  if (pp_http_request_get_argument (request, "access_token") != NULL)
    {
      note_refusal ("the token stands in the address");
      refuse (request, 400, "An access token belongs into the header", "www-authenticate",
              "Bearer error=\"invalid_request\"");
      return;
    }
  if (token == NULL)
    {
      note_refusal ("there is no token");
      refuse_token (request, refuse);
      return;
    }
  known = pp_authenticator_recognise (authenticator, token, strlen (token));
  if (known != NULL)
    {
      accept (request, known, func, user_data);
      return;
    }
  check = g_new (Check, 1);
  *check = (Check) { request, func, refuse, user_data };
  pp_authenticator_check_async (authenticator, token, strlen (token), pp_http_request_get_cancellable (request),
                                checked_cb, check);
}
