/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-token.h"

#include "pp-base64url.h"
#include "pp-json.h"
#include "pp-token-claims-private.h"

#define MAX_KEY_ID_BYTES 256

struct _PpToken {
  char       *text;
  gsize       input_length;     /* of what is signed: header, dot, claims */
  JsonNode   *header;
  JsonNode   *claims;
  GBytes     *signature;
  const char *key_id;           /* in the header */
  gboolean    verified;
};

G_DEFINE_QUARK (pp-token-error-quark, pp_token_error)

static const PpJsonLimits token_limits = { PP_TOKEN_MAX_BYTES, 32, TRUE };

static gboolean
refuse (GError     **error,
        const char  *why)
{
  g_set_error_literal (error, PP_TOKEN_ERROR, PP_TOKEN_ERROR_MALFORMED, why);
  return FALSE;
}

void
pp_token_free (PpToken *self)
{
  g_free (self->text);
  g_clear_pointer (&self->header, json_node_unref);
  g_clear_pointer (&self->claims, json_node_unref);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_free (self);
}

static JsonNode *
read_part (const char *text,
           gsize       length)
{
  g_autoptr (GBytes) bytes = pp_base64url_decode (text, length);
  gsize size = 0;
  const char *json = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  g_autoptr (JsonNode) root = json != NULL ? pp_json_parse (json, size, &token_limits, NULL) : NULL;

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? g_steal_pointer (&root) : NULL;
}

static gboolean
take_apart (PpToken  *self,
            GError  **error)
{
  const char *first = strchr (self->text, '.');
  const char *second = first != NULL ? strchr (first + 1, '.') : NULL;

  if (second == NULL || strchr (second + 1, '.') != NULL)
    return refuse (error, "the token does not have three parts");
  self->input_length = second - self->text;
  self->header = read_part (self->text, first - self->text);
  if (self->header == NULL)
    return refuse (error, "the header of the token is not readable");
  self->claims = read_part (first + 1, second - first - 1);
  if (self->claims == NULL)
    return refuse (error, "the claims of the token are not readable");
  self->signature = pp_base64url_decode (second + 1, strlen (second + 1));
  if (self->signature == NULL)
    return refuse (error, "the signature of the token is not base64url");
  return TRUE;
}

/* One algorithm, from here and never from the token; no keys, and no places of keys, that a token brings
 * (RFC 8725, section 3). */
static gboolean
check_header (PpToken  *self,
              GError  **error)
{
  static const char * const refused[] = { "crit", "b64", "jwk", "jku", "x5u", "x5c" };
  JsonObject *header = json_node_get_object (self->header);

  if (!g_str_equal (pp_json_get_string (header, "alg", ""), "RS256"))
    return refuse (error, "the token is not signed by RS256");
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    if (json_object_has_member (header, refused[i]))
      return refuse (error, "the token wants an extension or brings a key");
  self->key_id = pp_json_get_string (header, "kid", "");
  if (*self->key_id == '\0' || strlen (self->key_id) > MAX_KEY_ID_BYTES)
    return refuse (error, "the token does not name its key");
  return TRUE;
}

/**
 * pp_token_new_from_text:
 * @text: (array length=length): what stands behind `Bearer `
 * @length: its length in bytes
 * @error: return location for %PP_TOKEN_ERROR_MALFORMED
 *
 * Takes a token apart, without looking at its signature.
 *
 * Returns: (transfer full): the token
 */
PpToken *
pp_token_new_from_text (const char  *text,
                        gsize        length,
                        GError     **error)
{
  g_autoptr (PpToken) self = g_new0 (PpToken, 1);

  if (length == 0 || length > PP_TOKEN_MAX_BYTES || memchr (text, '\0', length) != NULL)
    {
      refuse (error, "the token is empty or too long");
      return NULL;
    }
  self->text = g_strndup (text, length);
  if (!take_apart (self, error) || !check_header (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
pp_token_peek_issuer (PpToken *self)
{
  return pp_json_get_string (json_node_get_object (self->claims), "iss", NULL);
}

const char *
pp_token_peek_key_id (PpToken *self)
{
  return self->key_id;
}

/**
 * pp_token_verify:
 * @self: a token
 * @keys: the keys of the issuer that it names
 * @error: return location for %PP_TOKEN_ERROR_KEY or %PP_TOKEN_ERROR_SIGNATURE
 *
 * Returns: whether the issuer signed it
 */
gboolean
pp_token_verify (PpToken   *self,
                 PpKeySet  *keys,
                 GError   **error)
{
  self->verified = FALSE;
  if (!pp_key_set_has (keys, self->key_id))
    g_set_error_literal (error, PP_TOKEN_ERROR, PP_TOKEN_ERROR_KEY, "the key of the token is not known");
  else if (!pp_key_set_verify (keys, self->key_id, self->text, self->input_length, self->signature))
    g_set_error_literal (error, PP_TOKEN_ERROR, PP_TOKEN_ERROR_SIGNATURE, "the signature does not hold");
  else
    self->verified = TRUE;
  return self->verified;
}

/**
 * pp_token_identify:
 * @self: a token that pp_token_verify() found good
 * @rules: what is expected of it
 * @now: seconds since 1970
 * @error: return location for a #PpTokenError
 *
 * Reads who bears the token, if it is meant for this server and for now. A role or a level that is not
 * known grants nothing.
 *
 * Returns: (transfer full): who bears it
 */
PpIdentity *
pp_token_identify (PpToken             *self,
                   const PpTokenRules  *rules,
                   double               now,
                   GError             **error)
{
  g_return_val_if_fail (self->verified, NULL);

  if (!_pp_token_type_is_accepted (json_node_get_object (self->header), rules, error))
    return NULL;
  return _pp_token_claims_identify (json_node_get_object (self->claims), rules, now, error);
}
