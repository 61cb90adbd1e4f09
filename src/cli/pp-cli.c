/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "pp-attack.h"
#include "pp-json.h"

static void
complain_of_usage (const char *command,
                   const char *what)
{
  g_printerr ("parapet-cli %s: %s\n", command, what);
  g_printerr (_("“parapet-cli %s --help” tells how it is used."), command);
  g_printerr ("\n");
}

char **
pp_cli_parse (char               **arguments,
              const char          *parameters,
              const char          *summary,
              const GOptionEntry  *entries,
              guint                n_parameters,
              PpCliStatus         *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_autofree char *command = g_strdup (arguments[0]);
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autofree char *program = g_strconcat ("parapet-cli ", command, NULL);
  g_autoptr (GError) error = NULL;
  gboolean help = FALSE;
  const GOptionEntry help_entries[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("Show this help"), NULL },
    { NULL },
  };

  /* Without GOption's own help, which would end the program and name it by its path. */
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, help_entries, GETTEXT_PACKAGE);
  g_set_prgname (program);

  *status = PP_CLI_FAILED;
  if (!g_option_context_parse_strv (context, &rest, &error))
    {
      complain_of_usage (command, error->message);
      return NULL;
    }
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      *status = pp_cli_print (text) ? PP_CLI_DONE : PP_CLI_FAILED;
      return NULL;
    }
  if (g_strv_length (rest) != n_parameters + 1)
    {
      complain_of_usage (command, g_strv_length (rest) > n_parameters + 1 ? _("too many arguments")
                                                                         : _("an argument is missing"));
      return NULL;
    }
  return g_strdupv (rest + 1);
}

/**
 * pp_cli_complain:
 * @file: the file that it is about, as it was given
 * @format: the place, where there is one, and what is wrong
 *
 * Tells of an error or a warning on standard error, as `FILE:PLACE: what is wrong`.
 */
void
pp_cli_complain (const char *file,
                 const char *format,
                 ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("%s:%s\n", file, message);
}

void
pp_cli_tell_attack_faults (void)
{
  for (PpAttackDomain domain = 0; domain < PP_N_ATTACK_DOMAINS; domain++)
    {
      const char *fault = pp_attack_get_fault (pp_attack_get_default (), domain);

      /* Translators: a matrix of ATT&CK, such as “enterprise”, and why it cannot be read. */
      if (fault != NULL)
        pp_cli_complain ("ATT&CK", _(" the release that was kept for “%s” is not used, open its file again in the "
                                     "window: %s"), pp_attack_domain_to_string (domain), fault);
    }
}

/**
 * pp_cli_print:
 * @text: a text in UTF-8
 *
 * Writes to standard output, and makes sure that it arrived there.
 *
 * Returns: whether it did
 */
gboolean
pp_cli_print (const char *text)
{
  if (fputs (text, stdout) != EOF && fflush (stdout) != EOF)
    return TRUE;
  pp_cli_complain ("-", " %s", g_strerror (errno));
  return FALSE;
}

gboolean
pp_cli_print_json (JsonNode *node)
{
  g_autofree char *text = pp_json_to_string (node, PP_JSON_STYLE_INDENTED, NULL);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  return pp_cli_print (line);
}

void
pp_cli_append_token (GString    *pointer,
                     const char *token)
{
  g_string_append_c (pointer, '/');
  for (const char *p = token; *p != '\0'; p++)
    {
      if (*p == '~')
        g_string_append (pointer, "~0");
      else if (*p == '/')
        g_string_append (pointer, "~1");
      else
        g_string_append_c (pointer, *p);
    }
}

/* Takes the object. */
JsonArray *
pp_cli_list_to_json (GPtrArray   *items,
                     PpCliToJson  to_json)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (array, to_json (g_ptr_array_index (items, i)));
  return array;
}

JsonNode *
pp_cli_object_node (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}
