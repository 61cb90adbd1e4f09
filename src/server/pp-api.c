/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-api.h"

#include <string.h>

#include "pp-resolve-mutation.h"
#include "pp-server-resources.h"

#define FOLDER "/io/github/parapet/server/"
#define ANY_ROLE 63
#define MEMBER 64

#define DEFAULT_MAX_MODELS 20000

struct _PpApi {
  /* owned */
  PpDatabase *database;
  GqlSchema *schema;
  GHashTable *guards;           /* Type.field → Guard */
  GString *problems;            /* while it is made: what does not fit together */

  /* borrowed */
  PpLive *live;

  /* state */
  guint max_models;
};

/* What stands before each field. */
typedef struct {
  PpApi *api;
  guint roles;
  gboolean is_added;
  PpResolver resolver;
  PpColumn column;
} Guard;

G_DEFINE_QUARK (pp-api-error-quark, pp_api_error)

/* --- the table of roles --- */

static guint
read_role (const char *name)
{
  if (g_str_equal (name, "any"))
    return ANY_ROLE;
  if (g_str_equal (name, "member"))
    return ANY_ROLE | MEMBER;
  return pp_role_from_name (name);
}

/* 0 where it cannot be read. */
static guint
read_roles (const char *text)
{
  g_auto (GStrv) names = g_strsplit (text, " ", -1);
  guint roles = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      guint role = read_role (names[i]);

      if (role == 0)
        return 0;
      roles |= role;
    }

  return roles;
}

static void
read_group (PpApi      *self,
            GKeyFile   *file,
            const char *type)
{
  g_auto (GStrv) fields = g_key_file_get_keys (file, type, NULL, NULL);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *text = g_key_file_get_string (file, type, fields[i], NULL);
      Guard *guard = g_new0 (Guard, 1);

      guard->api = self;
      guard->roles = read_roles (text);
      if (guard->roles == 0)
        g_string_append_printf (self->problems, "; “%s” of %s.%s names no roles", text, type, fields[i]);
      g_hash_table_insert (self->guards, g_strconcat (type, ".", fields[i], NULL), guard);
    }
}

static gboolean
read_access (PpApi   *self,
             GError **error)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (pp_server_get_resource (), FOLDER "access.ini", 0, error);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) types = NULL;

  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, error))
    return FALSE;
  types = g_key_file_get_groups (file, NULL);
  for (guint i = 0; types[i] != NULL; i++)
    read_group (self, file, types[i]);

  return TRUE;
}

static Guard *
find_guard (PpApi      *self,
            const char *type,
            const char *field)
{
  g_autofree char *key = g_strconcat (type, ".", field, NULL);

  return g_hash_table_lookup (self->guards, key);
}

gboolean
pp_api_allows (PpApi      *self,
               const char *type,
               const char *field,
               PpRoles     roles)
{
  Guard *guard = find_guard (self, type, field);

  return guard != NULL && (guard->roles & (roles | MEMBER)) != 0;
}

/* --- what answers --- */

static void
resolve_column (GqlCall        *call,
                const PpColumn *column)
{
  GqlArena *arena = gql_call_get_arena (call);
  guint n_objects = gql_call_get_n_objects (call);

  if (pp_resolve_column_is_written (column))
    {
      gql_call_finish_with_writer (call, pp_resolve_write_column, column);
      return;
    }
  for (guint i = 0; i < n_objects; i++)
    gql_call_set (call, i, pp_resolve_column (arena, gql_call_get_pointer (call, i), column));
  gql_call_finish (call);
}

static void
resolve_member (GqlCall *call)
{
  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      const GqlValue *value = gql_value_get_member (gql_call_get_object (call, i), gql_call_get_field_name (call));

      if (value != NULL)
        gql_call_set (call, i, *value);
    }
  gql_call_finish (call);
}

/* Whoever tries to write without the role stands in the audit. */
static void
forbid (PpApi   *self,
        GqlCall *call)
{
  GError *error = g_error_new_literal (PP_API_ERROR, PP_API_ERROR_FORBIDDEN, "Your roles do not allow this");
  const char *object = NULL;

  if (strcmp (gql_call_get_type_name (call), "Mutation") != 0)
    {
      gql_call_fail (call, error);
      return;
    }
  object = gql_value_get_string (gql_call_get_argument (call, "modelId"));
  if (object == NULL)
    object = gql_value_get_string (gql_call_get_argument (call, "id"));
  pp_resolve_refuse (self, call, object, error);
}

static void
resolve_guarded (GqlCall  *call,
                 gpointer  user_data)
{
  Guard *guard = user_data;
  PpCaller *caller = pp_resolve_get_caller (call);

  if ((guard->roles & (pp_identity_get_roles (pp_caller_get_identity (caller)) | MEMBER)) == 0)
    forbid (guard->api, call);
  else if (guard->resolver != NULL)
    guard->resolver (guard->api, call);
  else if (guard->column.kind != PP_COLUMN_NONE)
    resolve_column (call, &guard->column);
  else
    resolve_member (call);
}

/**
 * pp_api_add_fields:
 * @self: the interface, while it is made
 * @fields: (array length=n_fields): fields
 * @n_fields: how many
 *
 * Says what answers for some fields.
 */
void
pp_api_add_fields (PpApi            *self,
                   const PpApiField *fields,
                   guint             n_fields)
{
  for (guint i = 0; i < n_fields; i++)
    {
      Guard *guard = find_guard (self, fields[i].type, fields[i].field);

      if (guard == NULL)
        {
          g_string_append_printf (self->problems, "; %s.%s is not in the table of roles", fields[i].type,
                                  fields[i].field);
          continue;
        }
      guard->is_added = TRUE;
      guard->resolver = fields[i].resolver;
      guard->column = fields[i].column;
      gql_schema_set_resolver (self->schema, fields[i].type, fields[i].field, resolve_guarded, guard);
    }
}

static void
check_field (const char *type,
             const char *field,
             gpointer    user_data)
{
  PpApi *self = user_data;
  Guard *guard = find_guard (self, type, field);

  if (guard == NULL)
    g_string_append_printf (self->problems, "; %s.%s is not in the table of roles", type, field);
  else if (!guard->is_added)
    g_string_append_printf (self->problems, "; nothing answers for %s.%s", type, field);
}

static void
add_all_fields (PpApi *self)
{
  gql_schema_set_scalar (self->schema, "JSON", gql_scalar_get_json ());
  gql_schema_set_scalar (self->schema, "DateTime", gql_scalar_get_date_time ());
  gql_schema_set_scalar (self->schema, "Cursor", gql_scalar_get_text ());
  pp_resolve_member_add (self);
  pp_resolve_model_add (self);
  pp_resolve_graph_add (self);
  pp_resolve_threat_add (self);
  pp_resolve_discussion_add (self);
  pp_resolve_revision_add (self);
  pp_resolve_write_add (self);
  pp_resolve_revise_add (self);
  pp_resolve_discuss_add (self);
  pp_resolve_live_add (self);
}

/**
 * pp_api_new:
 * @database: where everything is
 * @error: return location for an error
 *
 * Returns: (transfer full): the interface; or %NULL where schema, resolvers and table of roles do not fit together
 */
PpApi *
pp_api_new (PpDatabase  *database,
            GError     **error)
{
  g_autoptr (PpApi) self = g_new0 (PpApi, 1);
  g_autoptr (GBytes) text = g_resource_lookup_data (pp_server_get_resource (), FOLDER "schema.graphql", 0, error);

  self->database = g_object_ref (database);
  self->max_models = DEFAULT_MAX_MODELS;
  self->guards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->problems = g_string_new (NULL);
  if (text == NULL || !read_access (self, error))
    return NULL;
  self->schema = gql_schema_new (g_bytes_get_data (text, NULL), g_bytes_get_size (text), error);
  if (self->schema == NULL)
    return NULL;

  add_all_fields (self);
  gql_schema_foreach_field (self->schema, check_field, self);
  if (self->problems->len == 0)
    return g_steal_pointer (&self);
  g_set_error (error, PP_API_ERROR, PP_API_ERROR_BAD_INPUT, "The interface does not fit together: %s",
               self->problems->str + strlen ("; "));

  return NULL;
}

void
pp_api_free (PpApi *self)
{
  g_clear_pointer (&self->schema, gql_schema_unref);
  g_hash_table_unref (self->guards);
  g_object_unref (self->database);
  g_string_free (self->problems, TRUE);
  g_free (self);
}

GqlSchema *
pp_api_get_schema (PpApi *self)
{
  return self->schema;
}

PpDatabase *
pp_api_get_database (PpApi *self)
{
  return self->database;
}

void
pp_api_set_live (PpApi  *self,
                 PpLive *live)
{
  self->live = live;
}

PpLive *
pp_api_get_live (PpApi *self)
{
  return self->live;
}

void
pp_api_set_max_models (PpApi *self,
                       guint  max_models)
{
  self->max_models = max_models;
}

guint
pp_api_get_max_models (PpApi *self)
{
  return self->max_models;
}

/* --- errors --- */

static const char * const api_codes[] = { "NOT_FOUND", "FORBIDDEN", "BAD_INPUT", "CONFLICT", "REQUEST_ID_USED" };

/* What clients are told of the database: nothing of it, but what they can do. */
static const struct {
  const char *code;
  const char *message;
} database_codes[] = {
  [PP_DATABASE_ERROR_UNAVAILABLE] = { "UNAVAILABLE", "The service is not available just now" },
  [PP_DATABASE_ERROR_BUSY] = { "BUSY", "Too much is asked just now; try again later" },
  [PP_DATABASE_ERROR_TIMEOUT] = { "TIMEOUT", "This takes too long" },
  [PP_DATABASE_ERROR_CONTENTION] = { "BUSY", "Others change the same just now; try again" },
  [PP_DATABASE_ERROR_REFUSED] = { "FORBIDDEN", "This is not allowed" },
  [PP_DATABASE_ERROR_DUPLICATE] = { "BAD_INPUT", "A value is not accepted" },
  [PP_DATABASE_ERROR_REFERENCE] = { "BAD_INPUT", "A value is not accepted" },
  [PP_DATABASE_ERROR_INVALID] = { "BAD_INPUT", "A value is not accepted" },
  [PP_DATABASE_ERROR_FULL] = { "UNAVAILABLE", "The service is not available just now" },
};

static void
tell_incident (const GError *error,
               GString      *message,
               GString      *extensions)
{
  g_autofree char *id = g_uuid_string_random ();

  g_warning ("Incident %s: %s", id, error->message);
  g_string_printf (message, "Something went wrong in the service (%s)", id);
  g_string_append_printf (extensions, "\"code\":\"INTERNAL\",\"incident\":\"%s\"", id);
}

/**
 * pp_api_tell_error:
 * @error: an error of a resolver
 * @message: (inout): what the client is told
 * @extensions: what its program is told
 * @user_data: nothing
 *
 * A #GqlErrorFunc. What nobody expected stands in the log with an identifier, and the client gets that alone.
 */
void
pp_api_tell_error (const GError *error,
                   GString      *message,
                   GString      *extensions,
                   gpointer      user_data)
{
  if (error->domain == GQL_ERROR)
    return;

  if (error->domain == PP_API_ERROR)
    {
      g_string_assign (message, error->message);
      g_string_append_printf (extensions, "\"code\":\"%s\"", api_codes[error->code]);
    }
  else if (error->domain == PP_DATABASE_ERROR && error->code < (int) G_N_ELEMENTS (database_codes))
    {
      g_debug ("%s", error->message);
      g_string_assign (message, database_codes[error->code].message);
      g_string_append_printf (extensions, "\"code\":\"%s\"", database_codes[error->code].code);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_string_assign (message, "The request was cancelled");
    }
  else
    {
      tell_incident (error, message, extensions);
    }
}
