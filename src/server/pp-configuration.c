/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-configuration.h"

#include <libpq-fe.h>
#include <string.h>
#include <sys/stat.h>

#define PASSWORD_VARIABLE "PARAPET_DATABASE_PASSWORD"
#define MAX_FILE_BYTES (256 * 1024)

typedef enum {
  TEXT,
  LIST,
  NUMBER,
  SWITCH,
} Kind;

/* One setting: where it stands in the file, where its value goes, and what it is where nothing is said. */
typedef struct {
  const char *group;
  const char *key;
  Kind kind;
  gsize offset;
  const char *fallback;
  guint least;
  guint most;
} Setting;

#define AT(member) G_STRUCT_OFFSET (PpConfiguration, member)
#define ISSUER_AT(member) G_STRUCT_OFFSET (PpIssuerSettings, member)

static const Setting settings[] = {
  { "server", "address", TEXT, AT (address), "127.0.0.1", 0, 0 },
  { "server", "port", NUMBER, AT (port), "8400", 0, 65535 },
  { "server", "workers", NUMBER, AT (workers), "0", 0, 256 },
  { "server", "certificate", TEXT, AT (certificate), NULL, 0, 0 },
  { "server", "key", TEXT, AT (key), NULL, 0, 0 },
  { "server", "max-connections", NUMBER, AT (max_connections), "4096", 1, 65536 },
  { "server", "max-connections-per-address", NUMBER, AT (max_connections_per_address), "256", 0, 65536 },
  { "server", "max-requests-per-second", NUMBER, AT (max_requests_per_second), "100", 0, 100000 },
  { "server", "burst", NUMBER, AT (burst), "500", 1, 100000 },
  { "server", "proxies", LIST, AT (proxies), NULL, 0, 0 },
  { "server", "max-body-kib", NUMBER, AT (max_body_kib), "1024", 1, 65536 },
  { "server", "max-models", NUMBER, AT (max_models), "20000", 1, 1000000 },
  { "server", "deadline", NUMBER, AT (deadline_seconds), "10", 1, 600 },
  { "server", "origins", LIST, AT (origins), NULL, 0, 0 },
  { "server", "introspection", SWITCH, AT (has_introspection), "true", 0, 0 },
  { "operations", "address", TEXT, AT (operations_address), "127.0.0.1", 0, 0 },
  { "operations", "port", NUMBER, AT (operations_port), "8401", 0, 65535 },
  { "operations", "notice", NUMBER, AT (notice_seconds), "3", 0, 60 },
  { "database", "address", TEXT, AT (database), NULL, 0, 0 },
  { "database", "events-address", TEXT, AT (events), NULL, 0, 0 },
  { "database", "password-file", TEXT, AT (password_file), NULL, 0, 0 },
  { "database", "connections", NUMBER, AT (database_connections), "4", 1, 100 },
  { "log", "level", TEXT, AT (log_level), "info", 0, 0 },
  { "log", "requests", SWITCH, AT (log_requests), "true", 0, 0 },
};

static const Setting issuer_settings[] = {
  { NULL, "url", TEXT, ISSUER_AT (url), NULL, 0, 0 },
  { NULL, "keys", TEXT, ISSUER_AT (keys), NULL, 0, 0 },
  { NULL, "audience", TEXT, ISSUER_AT (audience), NULL, 0, 0 },
  { NULL, "scope", TEXT, ISSUER_AT (scope), "models", 0, 0 },
  { NULL, "types", LIST, ISSUER_AT (types), "at+jwt", 0, 0 },
  { NULL, "scope-claim", TEXT, ISSUER_AT (scope_claim), "scope", 0, 0 },
  { NULL, "organisation-claim", TEXT, ISSUER_AT (organisation_claim), "org", 0, 0 },
  { NULL, "roles-claim", TEXT, ISSUER_AT (roles_claim), "roles", 0, 0 },
  { NULL, "clearance-claim", TEXT, ISSUER_AT (clearance_claim), "clearance", 0, 0 },
  { NULL, "leeway", NUMBER, ISSUER_AT (leeway), "30", 0, 300 },
};

G_DEFINE_QUARK (pp-configuration-error-quark, pp_configuration_error)

static gboolean
refuse (GError     **error,
        const char  *format,
        ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError     **error,
        const char  *format,
        ...)
{
  va_list words;

  va_start (words, format);
  g_propagate_error (error, g_error_new_valist (PP_CONFIGURATION_ERROR, PP_CONFIGURATION_ERROR_INVALID, format, words));
  va_end (words);
  return FALSE;
}

static void
free_values (gpointer       values,
             const Setting *table,
             guint          n)
{
  for (guint i = 0; i < n; i++)
    if (table[i].kind == TEXT)
      g_free (G_STRUCT_MEMBER (char *, values, table[i].offset));
    else if (table[i].kind == LIST)
      g_strfreev (G_STRUCT_MEMBER (char **, values, table[i].offset));
}

static void
free_issuer (gpointer issuer)
{
  free_values (issuer, issuer_settings, G_N_ELEMENTS (issuer_settings));
  g_free (issuer);
}

void
pp_configuration_free (PpConfiguration *self)
{
  free_values (self, settings, G_N_ELEMENTS (settings));
  g_ptr_array_unref (self->issuers);
  g_free (self);
}

void
pp_issuer_settings_get_rules (const PpIssuerSettings *self,
                              PpTokenRules           *rules)
{
  pp_token_rules_init (rules, self->url, self->audience);
  rules->scope = *self->scope != '\0' ? self->scope : NULL;
  rules->types = (const char * const *) self->types;
  rules->scope_claim = self->scope_claim;
  rules->organisation_claim = self->organisation_claim;
  rules->roles_claim = self->roles_claim;
  rules->clearance_claim = self->clearance_claim;
  rules->leeway = self->leeway;
}

/* --- files --- */

/* What must not be seen, or must not be changed, by just anybody. */
static gboolean
check_mode (const char  *path,
            mode_t       forbidden,
            const char  *what,
            GError     **error)
{
  struct stat file;

  if (stat (path, &file) != 0)
    return refuse (error, "%s: %s", path, g_strerror (errno));
  if ((file.st_mode & forbidden) == 0)
    return TRUE;
  g_set_error (error, PP_CONFIGURATION_ERROR, PP_CONFIGURATION_ERROR_EXPOSED,
               "%s: %s. Take the right away, as by “chmod o-rwx”", path, what);
  return FALSE;
}

static gboolean
check_secret (const char  *path,
              GError     **error)
{
  return check_mode (path, S_IRWXO, "anybody on this machine can read this secret", error);
}

/* --- values --- */

static gboolean
store (gpointer        values,
       const Setting  *setting,
       const char     *group,
       const char     *text,
       GError        **error)
{
  guint64 number = 0;

  switch (setting->kind)
    {
    case TEXT:
      G_STRUCT_MEMBER (char *, values, setting->offset) = g_strdup (text);
      return TRUE;
    case LIST:
      G_STRUCT_MEMBER (char **, values, setting->offset) = g_strsplit (text, ";", -1);
      return TRUE;
    case SWITCH:
      G_STRUCT_MEMBER (gboolean, values, setting->offset) = g_str_equal (text, "true");
      return g_str_equal (text, "true") || g_str_equal (text, "false") ||
             refuse (error, "[%s] %s: is true or false", group, setting->key);
    case NUMBER:
    default:
      if (!g_ascii_string_to_unsigned (text, 10, setting->least, setting->most, &number, NULL))
        return refuse (error, "[%s] %s: is a number from %u to %u", group, setting->key, setting->least,
                       setting->most);
      G_STRUCT_MEMBER (guint, values, setting->offset) = number;
      return TRUE;
    }
}

static gboolean
is_of_group (const Setting *setting,
             const char    *group)
{
  return setting->group == NULL || g_str_equal (setting->group, group);
}

/* The settings of a group that the table has; what it does not have is not taken for something else. */
static gboolean
read_group (GKeyFile       *file,
            const char     *group,
            gpointer        values,
            const Setting  *table,
            guint           n,
            GError        **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      gboolean is_known = FALSE;

      for (guint j = 0; j < n && !is_known; j++)
        is_known = g_str_equal (table[j].key, keys[i]) && is_of_group (&table[j], group);
      if (!is_known)
        return refuse (error, "[%s] %s: there is no such setting", group, keys[i]);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = NULL;

      if (!is_of_group (&table[i], group))
        continue;
      text = g_key_file_get_string (file, group, table[i].key, NULL);
      if (text == NULL)
        text = g_strdup (table[i].fallback);
      if (text != NULL && !store (values, &table[i], group, text, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_issuer (PpConfiguration  *self,
             GKeyFile         *file,
             const char       *group,
             GError          **error)
{
  PpIssuerSettings *issuer = g_new0 (PpIssuerSettings, 1);

  g_ptr_array_add (self->issuers, issuer);
  if (!read_group (file, group, issuer, issuer_settings, G_N_ELEMENTS (issuer_settings), error))
    return FALSE;
  if (issuer->url == NULL || issuer->audience == NULL)
    return refuse (error, "[%s]: an issuer needs “url” and “audience”", group);
  return TRUE;
}

static gboolean
read_groups (PpConfiguration  *self,
             GKeyFile         *file,
             GError          **error)
{
  static const char * const groups[] = { "server", "operations", "database", "log", NULL };
  g_auto (GStrv) found = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    if (!read_group (file, groups[i], self, settings, G_N_ELEMENTS (settings), error))
      return FALSE;
  for (guint i = 0; found[i] != NULL; i++)
    {
      if (g_str_equal (found[i], "issuer") || g_str_has_prefix (found[i], "issuer "))
        {
          if (!read_issuer (self, file, found[i], error))
            return FALSE;
        }
      else if (!g_strv_contains (groups, found[i]))
        return refuse (error, "[%s]: there is no such group", found[i]);
    }
  return TRUE;
}

/* --- the database --- */

static char *
read_password (PpConfiguration  *self,
               GError          **error)
{
  g_autofree char *text = NULL;

  if (self->password_file == NULL)
    return g_strdup (g_getenv (PASSWORD_VARIABLE));
  if (!check_secret (self->password_file, error) || !g_file_get_contents (self->password_file, &text, NULL, error))
    return NULL;
  return g_strchomp (g_steal_pointer (&text));
}

static void
append_option (GString    *out,
               const char *name,
               const char *value)
{
  g_string_append_printf (out, "%s%s='", out->len > 0 ? " " : "", name);
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '\'' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '\'');
}

/* The options of an address one by one; %FALSE where a password is among them, which must not stand in a file that is
 * for something else. */
static gboolean
append_address (GString                *out,
                const char             *key,
                const PQconninfoOption *options,
                GError                **error)
{
  for (const PQconninfoOption *option = options; option->keyword != NULL; option++)
    {
      if (option->val == NULL)
        continue;
      if (strcmp (option->keyword, "password") == 0)
        {
          g_set_error (error, PP_CONFIGURATION_ERROR, PP_CONFIGURATION_ERROR_EXPOSED,
                       "[database] %s: the password belongs into a file of its own, “password-file”, or "
                       "the variable " PASSWORD_VARIABLE " of the environment", key);
          return FALSE;
        }
      append_option (out, option->keyword, option->val);
    }
  return TRUE;
}

/* Puts the password into an address. */
static gboolean
complete_address (char       **address,
                  const char  *key,
                  const char  *password,
                  GError     **error)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  PQconninfoOption *options = PQconninfoParse (*address, NULL);
  gboolean is_read;

  if (options == NULL)
    return refuse (error, "[database] %s: is no connection string or URI of libpq", key);
  is_read = append_address (whole, key, options, error);
  PQconninfoFree (options);
  if (!is_read)
    return FALSE;
  if (password != NULL)
    append_option (whole, "password", password);
  g_free (*address);
  *address = g_string_free (g_steal_pointer (&whole), FALSE);
  return TRUE;
}

static gboolean
complete_database (PpConfiguration  *self,
                   GError          **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *password = NULL;

  if (self->database == NULL)
    return refuse (error, "[database] address: is missing");
  if (self->events == NULL)
    self->events = g_strdup (self->database);
  password = read_password (self, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return complete_address (&self->database, "address", password, error) &&
         complete_address (&self->events, "events-address", password, error);
}

static gboolean
check_values (PpConfiguration  *self,
              GError          **error)
{
  static const char * const levels[] = { "warning", "info", "debug", NULL };

  if ((self->certificate == NULL) != (self->key == NULL))
    return refuse (error, "[server] certificate, key: both are needed for TLS");
  if (self->key != NULL && !check_secret (self->key, error))
    return FALSE;
  if (!g_strv_contains (levels, self->log_level))
    return refuse (error, "[log] level: is warning, info or debug");
  return TRUE;
}

/**
 * pp_configuration_load:
 * @path: a key file
 * @error: return location for a #PpConfigurationError or an error of reading
 *
 * Reads the settings. What is not known, or out of its range, is refused and not passed over.
 *
 * Returns: (transfer full): the settings
 */
PpConfiguration *
pp_configuration_load (const char  *path,
                       GError     **error)
{
  g_autoptr (PpConfiguration) self = g_new0 (PpConfiguration, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length = 0;

  self->issuers = g_ptr_array_new_with_free_func (free_issuer);
  if (!check_mode (path, S_IWOTH, "anybody on this machine can change what the server believes", error) ||
      !g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (length > MAX_FILE_BYTES || !g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, error) ||
      !read_groups (self, file, error) || !complete_database (self, error) || !check_values (self, error))
    {
      if (error != NULL && *error == NULL)
        refuse (error, "the file is too long");
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

gboolean
pp_configuration_can_serve (PpConfiguration  *self,
                            GError          **error)
{
  return self->issuers->len > 0 ||
         refuse (error, "[issuer NAME]: is missing; without one, nobody can be known");
}
