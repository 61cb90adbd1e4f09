/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-token-claims-private.h"

#include <math.h>

#include "pp-json.h"

#define MAX_NAME_BYTES 255
#define MAX_LIST 256
/* The end of the year 9999: what is later is no date. */
#define LAST_DATE 253402300799.0

static const char * const access_token_types[] = { "at+jwt", NULL };

void
pp_token_rules_init (PpTokenRules *rules,
                     const char   *issuer,
                     const char   *audience)
{
  *rules = (PpTokenRules) {
    .issuer = issuer,
    .audience = audience,
    .scope = "models",
    .types = access_token_types,
    .scope_claim = "scope",
    .organisation_claim = "org",
    .roles_claim = "roles",
    .clearance_claim = "clearance",
    .leeway = 30,
  };
}

static gboolean
refuse (GError       **error,
        PpTokenError   code,
        const char    *why)
{
  g_set_error_literal (error, PP_TOKEN_ERROR, code, why);
  return FALSE;
}

/* RFC 9068, section 4: an ID token or a logout token of the same issuer is no access token. */
gboolean
_pp_token_type_is_accepted (JsonObject          *header,
                            const PpTokenRules  *rules,
                            GError             **error)
{
  g_autofree char *type = g_ascii_strdown (pp_json_get_string (header, "typ", ""), -1);
  const char *name = g_str_has_prefix (type, "application/") ? type + strlen ("application/") : type;

  return g_strv_contains (rules->types, name) ||
         refuse (error, PP_TOKEN_ERROR_CLAIMS, "the token is of another type");
}

/* A claim that is a text or a list of texts: %NULL for anything else. */
static char **
read_list (JsonObject *claims,
           const char *name,
           gboolean    words)
{
  JsonArray *array = pp_json_get_array (claims, name);
  const char *text = words ? pp_json_get_string (claims, name, NULL) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (text != NULL)
    return g_strsplit (text, " ", MAX_LIST);
  if (array == NULL || json_array_get_length (array) > MAX_LIST)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *element = pp_json_get_text (json_array_get_element (array, i));

      if (element == NULL)
        return NULL;
      g_strv_builder_add (builder, element);
    }
  return g_strv_builder_end (builder);
}

static gboolean
is_for_us (JsonObject          *claims,
           const PpTokenRules  *rules,
           GError             **error)
{
  const char *audience = pp_json_get_string (claims, "aud", NULL);
  g_auto (GStrv) audiences = audience == NULL ? read_list (claims, "aud", FALSE) : NULL;

  if (g_strcmp0 (pp_json_get_string (claims, "iss", NULL), rules->issuer) != 0)
    return refuse (error, PP_TOKEN_ERROR_CLAIMS, "the token is of another issuer");
  if (g_strcmp0 (audience, rules->audience) != 0 &&
      (audiences == NULL || !g_strv_contains ((const char * const *) audiences, rules->audience)))
    return refuse (error, PP_TOKEN_ERROR_CLAIMS, "the token is for another audience");
  return TRUE;
}

/* A NumericDate of RFC 7519: seconds, perhaps with a fraction. NAN for what is none. */
static double
read_date (JsonObject *claims,
           const char *name)
{
  double date = pp_json_get_double (claims, name, NAN);

  return date >= 0 && date <= LAST_DATE ? date : NAN;
}

static gboolean
has_come (JsonObject *claims,
          const char *name,
          double      now)
{
  return !json_object_has_member (claims, name) || read_date (claims, name) <= now;
}

static gboolean
is_for_now (JsonObject          *claims,
            const PpTokenRules  *rules,
            double               now,
            GError             **error)
{
  if (!(read_date (claims, "exp") + rules->leeway > now))
    return refuse (error, PP_TOKEN_ERROR_CLAIMS, "the token has expired, or never does");
  if (!has_come (claims, "nbf", now + rules->leeway) || !has_come (claims, "iat", now + rules->leeway))
    return refuse (error, PP_TOKEN_ERROR_CLAIMS, "the token is not yet valid");
  return TRUE;
}

static const char *
read_name (JsonObject *claims,
           const char *name)
{
  const char *text = pp_json_get_string (claims, name, "");

  return *text != '\0' && strlen (text) <= MAX_NAME_BYTES ? text : NULL;
}

static gboolean
read_roles (JsonObject          *claims,
            const PpTokenRules  *rules,
            PpRoles             *roles,
            GError             **error)
{
  g_auto (GStrv) names = NULL;

  *roles = 0;
  if (!json_object_has_member (claims, rules->roles_claim))
    return TRUE;
  names = read_list (claims, rules->roles_claim, FALSE);
  if (names == NULL)
    return refuse (error, PP_TOKEN_ERROR_CLAIMS, "the roles are no list");
  for (guint i = 0; names[i] != NULL; i++)
    *roles |= pp_role_from_name (names[i]);
  return TRUE;
}

/* Names in tokens are written in one way only: what looks like a level but is not written so grants nothing. */
static gboolean
is_level_name (const char *text)
{
  return text[strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ+- ")] == '\0';
}

/* Of two levels of one scheme the higher one counts. */
static void
raise_level (PpMarking       *clearance,
             PpMarkingScheme  scheme,
             const char      *text)
{
  g_autofree char *name = g_strdelimit (g_strdup (text), "-", ' ');
  g_autofree char *full_name = g_strdup_printf ("%s %s", pp_marking_scheme_get_name (scheme), name);
  g_autoptr (PpMarking) said = pp_marking_new ();

  if (is_level_name (text) &&
      (pp_marking_set_level (said, scheme, name) || pp_marking_set_level (said, scheme, full_name)))
    clearance->levels[scheme] = MAX (clearance->levels[scheme], said->levels[scheme]);
}

static void
add_clearance (PpMarking  *clearance,
               GPtrArray  *caveats,
               const char *text)
{
  const char *colon = strchr (text, ':');
  g_autofree char *scheme_name = colon != NULL ? g_strndup (text, colon - text) : NULL;

  if (scheme_name == NULL)
    return;
  if (g_str_equal (scheme_name, "CAVEAT"))
    g_ptr_array_add (caveats, g_strdup (colon + 1));
  for (guint i = 0; i < PP_N_MARKING_SCHEMES; i++)
    if (g_str_equal (scheme_name, pp_marking_scheme_get_name (i)))
      raise_level (clearance, i, colon + 1);
}

static PpMarking *
read_clearance (JsonObject          *claims,
                const PpTokenRules  *rules,
                GError             **error)
{
  g_autoptr (PpMarking) clearance = pp_marking_new ();
  g_autoptr (GPtrArray) caveats = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  g_auto (GStrv) texts = NULL;

  if (!json_object_has_member (claims, rules->clearance_claim))
    return g_steal_pointer (&clearance);
  texts = read_list (claims, rules->clearance_claim, FALSE);
  if (texts == NULL)
    {
      refuse (error, PP_TOKEN_ERROR_CLAIMS, "the clearance is no list");
      return NULL;
    }
  for (guint i = 0; texts[i] != NULL; i++)
    add_clearance (clearance, caveats, texts[i]);
  /* Where one cannot be read, none is granted. */
  if (caveats->len > 0)
    pp_marking_set_caveats (clearance, (const char * const *) caveats->pdata);
  return g_steal_pointer (&clearance);
}

static gboolean
has_scope (JsonObject          *claims,
           const PpTokenRules  *rules,
           GError             **error)
{
  g_auto (GStrv) words = read_list (claims, rules->scope_claim, TRUE);

  return rules->scope == NULL ||
         (words != NULL && g_strv_contains ((const char * const *) words, rules->scope)) ||
         refuse (error, PP_TOKEN_ERROR_SCOPE, "the scope of the token is another one");
}

PpIdentity *
_pp_token_claims_identify (JsonObject          *claims,
                           const PpTokenRules  *rules,
                           double               now,
                           GError             **error)
{
  const char *subject = read_name (claims, "sub");
  const char *organisation = read_name (claims, rules->organisation_claim);
  g_autoptr (PpMarking) clearance = NULL;
  PpRoles roles;

  if (!is_for_us (claims, rules, error) || !is_for_now (claims, rules, now, error))
    return NULL;
  if (subject == NULL || organisation == NULL)
    {
      refuse (error, PP_TOKEN_ERROR_CLAIMS, "the token names nobody, or no organisation");
      return NULL;
    }
  if (!read_roles (claims, rules, &roles, error))
    return NULL;
  clearance = read_clearance (claims, rules, error);
  if (clearance == NULL || !has_scope (claims, rules, error))
    return NULL;
  return pp_identity_new (rules->issuer, subject, read_name (claims, "name"), organisation, roles, clearance,
                          read_date (claims, "exp") + rules->leeway);
}
