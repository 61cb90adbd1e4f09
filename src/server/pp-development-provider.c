/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-development-provider.h"

#include <string.h>

#include "pp-http.h"
#include "pp-signer.h"

#define MAX_CONNECTIONS 64
#define DEADLINE_SECONDS 5
#define TOKEN_SECONDS (24 * 60 * 60)

struct _PpDevelopmentProvider {
  PpSigner *signer;
  PpHttpServer *server;
  char *url;
};

/* Each can do what its role is for, with models that are marked so that the differences show. */
static const struct {
  const char *role;
  const char *user;
  const char *name;
  const char *clearance;
} users[] = {
  { "viewer", "vera", "Vera Viewer", "\"TLP:GREEN\"" },
  { "reviewer", "rita", "Rita Reviewer", "\"TLP:AMBER\",\"EU:RESTRICTED\"" },
  { "architect", "alice", "Alice Architect", "\"TLP:RED\",\"NATO:SECRET\",\"EU:SECRET\",\"CAVEAT:ORCON\"" },
  { "classifier", "clara", "Clara Classifier",
    "\"TLP:RED\",\"NATO:COSMIC TOP SECRET\",\"EU:TOP SECRET\",\"CAVEAT:ORCON\"" },
  { "admin", "adam", "Adam Admin", "\"TLP:AMBER\"" },
  { "service", "robot", "Pipeline", "\"TLP:AMBER\"" },
};

static char *
make_token (PpDevelopmentProvider *self,
            guint                  i)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *claims =
    g_strdup_printf ("{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"%s\",\"name\":\"%s\",\"client_id\":\"development\","
                     "\"scope\":\"models\",\"org\":\"%s\",\"roles\":[\"%s\"],\"clearance\":[%s],\"iat\":%"
                     G_GINT64_FORMAT ",\"exp\":%" G_GINT64_FORMAT "}", self->url, PP_DEVELOPMENT_AUDIENCE,
                     users[i].user, users[i].name, PP_DEVELOPMENT_ORGANISATION, users[i].role, users[i].clearance, now,
                     now + TOKEN_SECONDS);

  return pp_signer_sign (self->signer, claims);
}

static void
request_cb (PpHttpRequest *request,
            gpointer       user_data)
{
  PpDevelopmentProvider *self = user_data;
  const char *path = pp_http_request_get_path (request);
  g_autoptr (GBytes) body = NULL;
  char *text = NULL;

  if (strcmp (path, "/.well-known/openid-configuration") == 0)
    text = g_strdup_printf ("{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}", self->url, self->url);
  else if (strcmp (path, "/keys") == 0)
    text = pp_signer_get_key_set (self->signer);
  body = text != NULL ? g_bytes_new_take (text, strlen (text)) : g_bytes_new_static ("", 0);
  pp_http_request_respond (request, text != NULL ? 200 : 404, "application/json", body, NULL, NULL);
}

guint
pp_development_find_port (guint port,
                          guint distance)
{
  g_autoptr (GSocket) socket =
    port > 0 && port + distance <= G_MAXUINT16 ? pp_http_listen ("127.0.0.1", port + distance, NULL) : NULL;

  return socket != NULL ? port + distance : 0;
}

/**
 * pp_development_provider_new:
 * @folder: where its key is kept
 * @port: the port; 0 is any that is free
 * @error: return location for an error
 *
 * Returns: (transfer full): a provider that answers
 */
PpDevelopmentProvider *
pp_development_provider_new (const char  *folder,
                             guint        port,
                             GError     **error)
{
  PpDevelopmentProvider *self = g_new0 (PpDevelopmentProvider, 1);
  g_autofree char *path = g_build_filename (folder, "issuer-key.pem", NULL);
  const PpHttpSettings settings = {
    .address = "127.0.0.1",
    .port = port,
    .max_connections = MAX_CONNECTIONS,
    .deadline_seconds = DEADLINE_SECONDS,
  };

  self->signer = pp_signer_new (path, error);
  if (self->signer != NULL)
    self->server = pp_http_server_new (&settings, request_cb, self, error);
  if (self->server == NULL)
    {
      pp_development_provider_free (self);
      return NULL;
    }
  self->url = g_strdup_printf ("http://127.0.0.1:%u", pp_http_server_get_port (self->server));
  return self;
}

void
pp_development_provider_free (PpDevelopmentProvider *self)
{
  g_clear_pointer (&self->server, pp_http_server_free);
  g_clear_pointer (&self->signer, pp_signer_free);
  g_free (self->url);
  g_free (self);
}

const char *
pp_development_provider_get_url (PpDevelopmentProvider *self)
{
  return self->url;
}

void
pp_development_provider_print_tokens (PpDevelopmentProvider *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      g_autofree char *token = make_token (self, i);

      g_print ("token %s %s %s\n", users[i].role, users[i].user, token);
    }
}

gboolean
pp_development_provider_write_users (PpDevelopmentProvider  *self,
                                     const char             *path,
                                     const char             *key,
                                     GError                **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "{\"key\":\"%s\",\"users\":[", key);
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      g_autofree char *token = make_token (self, i);

      g_string_append_printf (text, "%s{\"role\":\"%s\",\"name\":\"%s\",\"token\":\"%s\"}", i > 0 ? "," : "",
                              users[i].role, users[i].name, token);
    }
  g_string_append (text, "]}\n");
  return g_file_set_contents_full (path, text->str, text->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
