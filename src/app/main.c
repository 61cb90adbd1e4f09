/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <locale.h>

#include "pp-application.h"
#include "pp-catalogue.h"
#include "pp-memory.h"
#include "pp-settings.h"
#include "pp-task.h"

/* What threads do is worth nothing when the program ends, but what they read must not go before. */
#define LONGEST_END_US (2 * G_USEC_PER_SEC)

int
main (int    argc,
      char **argv)
{
  g_autoptr (GApplication) application = NULL;
  int status;

  pp_memory_set_up ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, pp_catalogue_get_folder (LOCALEDIR));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_("Parapet"));
  g_set_prgname (APPLICATION_ID);
  if (!pp_settings_check ())
    return 1;
  /* It is set, and setting it again is not safe once a thread reads a file. */
  gtk_disable_setlocale ();
  application = pp_application_new ();
  status = g_application_run (application, argc, argv);
  g_clear_object (&application);
  return pp_task_end_program (status, LONGEST_END_US);
}
