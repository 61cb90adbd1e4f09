/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-test-api.h"

#include <string.h>

#include "pp-json.h"
#include "pp-test.h"

void
pp_test_api_open (PpTestApi                *self,
                  const PpDatabaseSettings *settings)
{
  g_autoptr (GError) error = NULL;

  pp_test_database_open (&self->base, settings);
  self->api = pp_api_new (self->base.database, &error);
  g_assert_no_error (error);
  self->callers = pp_callers_new (self->base.database);
}

void
pp_test_api_close (PpTestApi *self)
{
  g_assert_finalize_object (self->callers);
  pp_api_free (self->api);
  pp_test_database_close (&self->base);
}

static GLogWriterOutput
keep_warning (GLogLevelFlags   level,
              const GLogField *fields,
              gsize            n_fields,
              gpointer         told)
{
  g_autofree char *line = g_log_writer_format_fields (level, fields, n_fields, FALSE);

  if (level != G_LOG_LEVEL_WARNING)
    return g_log_writer_default (level, fields, n_fields, NULL);
  g_string_append (told, line);

  return G_LOG_WRITER_HANDLED;
}

GString *
pp_test_api_keep_log (void)
{
  GString *told = g_string_new (NULL);

  g_log_set_writer_func (keep_warning, told, NULL);

  return told;
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

PpCaller *
pp_test_api_call_as (PpTestApi  *self,
                     const char *subject,
                     guint       organisation,
                     PpRoles     roles,
                     const char *clearance)
{
  g_autofree char *key = g_strdup_printf ("org-%u", organisation);
  g_autoptr (JsonNode) node = clearance != NULL ? json_from_string (clearance, NULL) : NULL;
  g_autoptr (PpMarking) marking = node != NULL ? pp_marking_new_from_json (node, NULL) : pp_marking_new ();
  g_autoptr (PpIdentity) identity = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PpCaller *caller;

  g_assert_nonnull (marking);
  identity = pp_identity_new ("issuer", subject, NULL, key, roles, marking, 4e9);
  pp_callers_find_async (self->callers, identity, "192.0.2.1", NULL, pp_test_keep_result, &result);
  caller = pp_callers_find_finish (self->callers, wait_for (&result), &error);
  g_assert_no_error (error);

  return caller;
}

char *
pp_test_api_ask (PpTestApi  *self,
                 PpCaller   *caller,
                 const char *document,
                 const char *variables)
{
  GqlSchema *schema = pp_api_get_schema (self->api);
  g_autoptr (GError) error = NULL;
  g_autoptr (GqlDocument) parsed = gql_document_parse (document, -1, NULL, &error);
  g_autoptr (JsonNode) node = variables != NULL ? pp_json_parse (variables, strlen (variables), NULL, NULL) : NULL;
  g_autoptr (GPtrArray) errors = NULL;
  g_autoptr (GqlRequest) request = NULL;
  g_autoptr (GqlResponse) response = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GBytes *json;

  g_assert_no_error (error);
  errors = gql_validate (schema, parsed, NULL);
  if (errors->len == 0)
    {
      request = gql_request_new (schema, parsed);
      gql_request_set_context (request, pp_caller_ref (caller), (GDestroyNotify) pp_caller_unref);
      gql_request_set_error_func (request, pp_api_tell_error, NULL);
      if (node != NULL)
        gql_request_set_variables (request, json_node_get_object (node));
      gql_execute_async (request, NULL, pp_test_keep_result, &result);
      response = gql_execute_finish (wait_for (&result), &error);
      g_assert_no_error (error);
    }
  else
    {
      response = gql_response_new_for_errors (errors);
    }
  json = gql_response_get_json (response);

  return g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
}

char *
pp_test_api_ask_for (PpTestApi  *self,
                     PpCaller   *caller,
                     const char *format,
                     ...)
{
  g_autofree char *document = NULL;
  va_list words;
  char *answer;

  va_start (words, format);
  document = g_strdup_vprintf (format, words);
  va_end (words);
  g_test_message ("%.400s", document);
  answer = pp_test_api_ask (self, caller, document, NULL);
  if (strstr (answer, "\"errors\"") != NULL)
    g_test_message ("%.400s", answer);

  return answer;
}

void
pp_test_api_expect (PpTestApi  *self,
                    PpCaller   *caller,
                    const char *document,
                    const char *answer)
{
  g_autofree char *got = pp_test_api_ask (self, caller, document, NULL);

  g_test_message ("%.400s", document);
  g_assert_cmpstr (got, ==, answer);
}
