/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The small schema of pp-toy-api.h as a program, for the audits: says where it listens, and ends with its input. With a
 * certificate and its key it speaks TLS. */

#include <gio/gunixinputstream.h>
#include <stdio.h>

#include "pp-toy-api.h"

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  gboolean *is_over = user_data;

  *is_over = TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (0, FALSE);
  gboolean is_over = FALSE;
  PpToyApi api;

  pp_toy_api_start_with (&api, &(PpHttpSettings) {
    .deadline_seconds = 10,
    .certificate_path = argc > 2 ? argv[1] : NULL,
    .key_path = argc > 2 ? argv[2] : NULL,
  });
  printf ("READY %s://127.0.0.1:%u/graphql\n", argc > 2 ? "https" : "http", pp_http_server_get_port (api.server));
  fflush (stdout);
  g_input_stream_skip_async (input, G_MAXINT, G_PRIORITY_DEFAULT, NULL, ended_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
  pp_toy_api_stop (&api);

  return 0;
}
