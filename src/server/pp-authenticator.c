/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-authenticator.h"

#include "pp-token-cache.h"

#define MAX_KNOWN_TOKENS 10000

typedef struct {
  PpKeySource  *keys;
  PpTokenRules  rules;
} Issuer;

struct _PpAuthenticator {
  GObject       parent_instance;

  GHashTable   *issuers;        /* name → Issuer */
  PpTokenCache *known;
};

G_DEFINE_FINAL_TYPE (PpAuthenticator, pp_authenticator, G_TYPE_OBJECT)

typedef struct {
  char    *text;
  gsize    length;
  PpToken *token;
  Issuer  *issuer;
} Check;

static void
free_check (gpointer data)
{
  Check *check = data;

  g_free (check->text);
  g_clear_pointer (&check->token, pp_token_free);
  g_free (check);
}

static void
on_keys_changed (PpAuthenticator *self)
{
  pp_token_cache_clear (self->known);
}

static void
pp_authenticator_finalize (GObject *object)
{
  PpAuthenticator *self = PP_AUTHENTICATOR (object);

  g_hash_table_unref (self->issuers);
  pp_token_cache_free (self->known);
  G_OBJECT_CLASS (pp_authenticator_parent_class)->finalize (object);
}

static void
pp_authenticator_class_init (PpAuthenticatorClass *class)
{
  G_OBJECT_CLASS (class)->finalize = pp_authenticator_finalize;
}

static void
free_issuer (gpointer data)
{
  Issuer *issuer = data;

  g_object_unref (issuer->keys);
  g_free (issuer);
}

static void
pp_authenticator_init (PpAuthenticator *self)
{
  self->issuers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_issuer);
  self->known = pp_token_cache_new (MAX_KNOWN_TOKENS);
}

PpAuthenticator *
pp_authenticator_new (void)
{
  return g_object_new (PP_TYPE_AUTHENTICATOR, NULL);
}

void
pp_authenticator_add_issuer (PpAuthenticator    *self,
                             PpKeySource        *keys,
                             const PpTokenRules *rules)
{
  Issuer *issuer = g_new0 (Issuer, 1);

  issuer->keys = g_object_ref (keys);
  issuer->rules = *rules;
  g_signal_connect_object (keys, "changed", G_CALLBACK (on_keys_changed), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->issuers, (gpointer) pp_key_source_get_issuer (keys), issuer);
}

static double
get_now (void)
{
  return g_get_real_time () / (double) G_TIME_SPAN_SECOND;
}

PpIdentity *
pp_authenticator_recognise (PpAuthenticator *self,
                            const char      *token,
                            gsize            length)
{
  PpIdentity *identity = pp_token_cache_look_up (self->known, token, length, get_now ());

  /* Keys that are old are read again, even when every token is known. */
  if (identity != NULL)
    pp_key_source_peek_keys (((Issuer *) g_hash_table_lookup (self->issuers,
                                                              pp_identity_get_issuer (identity)))->keys);
  return identity;
}

static PpIdentity *
identify (PpAuthenticator  *self,
          Check            *check,
          PpKeySet         *keys,
          GError          **error)
{
  PpIdentity *identity = NULL;

  if (pp_token_verify (check->token, keys, error))
    identity = pp_token_identify (check->token, &check->issuer->rules, get_now (), error);
  if (identity != NULL)
    pp_token_cache_add (self->known, check->text, check->length, identity);
  return identity;
}

static void
on_keys (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PpKeySet) keys = pp_key_source_get_finish (PP_KEY_SOURCE (source), result, &error);
  PpIdentity *identity = NULL;

  if (keys != NULL)
    identity = identify (g_task_get_source_object (task), g_task_get_task_data (task), keys, &error);
  if (identity != NULL)
    g_task_return_pointer (task, identity, (GDestroyNotify) pp_identity_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
open_token (PpAuthenticator  *self,
            Check            *check,
            GError          **error)
{
  const char *issuer;

  check->token = pp_token_new_from_text (check->text, check->length, error);
  if (check->token == NULL)
    return FALSE;
  issuer = pp_token_peek_issuer (check->token);
  check->issuer = issuer != NULL ? g_hash_table_lookup (self->issuers, issuer) : NULL;
  if (check->issuer == NULL)
    g_set_error_literal (error, PP_TOKEN_ERROR, PP_TOKEN_ERROR_CLAIMS, "the issuer is not trusted here");
  return check->issuer != NULL;
}

/**
 * pp_authenticator_check_async:
 * @self: an authenticator
 * @token: (array length=length): an access token
 * @length: its length in bytes
 * @cancellable: (nullable): to stop waiting
 * @callback: (scope async): called with the answer
 * @data: for @callback
 *
 * Checks a token. The answer is a #PpTokenError for a token that is refused, and a #PpKeySourceError when
 * nothing can be said of it since there are no keys.
 */
void
pp_authenticator_check_async (PpAuthenticator     *self,
                              const char          *token,
                              gsize                length,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (GError) error = NULL;
  PpIdentity *known = pp_authenticator_recognise (self, token, length);
  Check *check;

  g_task_set_source_tag (task, pp_authenticator_check_async);
  if (known != NULL)
    {
      g_task_return_pointer (task, known, (GDestroyNotify) pp_identity_unref);
      return;
    }
  check = g_new0 (Check, 1);
  check->text = g_memdup2 (token, MAX (length, 1));
  check->length = length;
  g_task_set_task_data (task, check, free_check);
  if (open_token (self, check, &error))
    pp_key_source_get_async (check->issuer->keys, pp_token_peek_key_id (check->token), cancellable, on_keys,
                             g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

PpIdentity *
pp_authenticator_check_finish (PpAuthenticator  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
