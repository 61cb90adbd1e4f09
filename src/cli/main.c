/* SPDX-License-Identifier: GPL-3.0-or-later */

/* parapet-cli: the engine without a window. */

#include <locale.h>
#include <string.h>

#include "pp-catalogue.h"
#include "pp-cli.h"

typedef struct {
  const char    *name;
  const char    *summary;
  PpCliStatus (* run) (char **arguments);
} Command;

static const Command commands[] = {
  { "analyze", N_("Find what threatens a model"), pp_cli_analyze },
  { "attack", N_("Show the matrix of ATT&CK or ATLAS"), pp_cli_attack },
  { "convert", N_("Write a model in another format"), pp_cli_convert },
  { "diff", N_("Tell what differs between two models"), pp_cli_diff },
  { "info", N_("Tell what is in a model"), pp_cli_info },
  { "merge", N_("Merge two models that were made from one"), pp_cli_merge },
  { "paths", N_("Find the likeliest paths of an attack"), pp_cli_paths },
  { "render", N_("Draw a picture of a diagram"), pp_cli_render },
  { "report", N_("Write a report of a model"), pp_cli_report },
  { "validate", N_("Find every problem of a model"), pp_cli_validate },
};

static void
set_up_locale (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, pp_catalogue_get_folder (LOCALE_DIR));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static char *
usage (void)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n  parapet-cli %s\n\n%s\n", _("Usage:"), _("COMMAND [OPTION…] …"),
                          _("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %-10s %s\n", commands[i].name, _(commands[i].summary));
  g_string_append_printf (text, "\n%s\n", _("“parapet-cli COMMAND --help” tells more of each. “-” stands for "
                                            "standard input or output."));
  return g_string_free (text, FALSE);
}

static const Command *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (strcmp (commands[i].name, name) == 0)
        return &commands[i];
    }
  return NULL;
}

static PpCliStatus
run (char **arguments)
{
  g_autofree char *text = usage ();
  const Command *command;

  if (arguments[0] == NULL)
    {
      g_printerr ("%s", text);
      return PP_CLI_FAILED;
    }
  if (strcmp (arguments[0], "--help") == 0 || strcmp (arguments[0], "-h") == 0)
    return pp_cli_print (text) ? PP_CLI_DONE : PP_CLI_FAILED;
  if (strcmp (arguments[0], "--version") == 0)
    return pp_cli_print ("parapet-cli " VERSION "\n") ? PP_CLI_DONE : PP_CLI_FAILED;

  command = find_command (arguments[0]);
  if (command != NULL)
    return command->run (arguments);
  g_printerr (_("parapet-cli: there is no command “%s”"), arguments[0]);
  g_printerr ("\n%s", text);
  return PP_CLI_FAILED;
}

int
main (int   argc,
      char *argv[])
{
  set_up_locale ();
  return run (argv + 1);
}
