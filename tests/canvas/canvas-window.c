/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window with nothing but a canvas, to try it by hand and to take pictures of it. */

#include "pp-canvas-test.h"

static void
inspect_cb (PpCanvas   *canvas,
            const char *id)
{
  g_print ("inspect %s\n", id);
}

static void
message_cb (PpCanvas   *canvas,
            const char *text)
{
  g_print ("message %s\n", text);
}

static void
committed_cb (PpHistory  *history,
              const char *label,
              GPtrArray  *changes)
{
  g_print ("step %s (%u changes)\n", label, changes->len);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(PpModel) model = NULL;
  g_autoptr(PpHistory) history = NULL;
  GtkWidget *window, *canvas;

  g_set_prgname ("parapet-canvas");
  adw_init ();
  model = shop_model ();
  history = pp_history_new (model);
  g_signal_connect (history, "committed", G_CALLBACK (committed_cb), NULL);

  window = gtk_window_new ();
  canvas = pp_canvas_new ();
  g_signal_connect (canvas, "inspect", G_CALLBACK (inspect_cb), NULL);
  g_signal_connect (canvas, "message", G_CALLBACK (message_cb), NULL);
  pp_canvas_set_view (PP_CANVAS (canvas), history, pp_kinds_get_default (), "main");
  for (int i = 1; i < argc; i++)
    if (g_str_has_prefix (argv[i], "place="))
      pp_canvas_start_placing (PP_CANVAS (canvas), argv[i] + 6);
    else
      pp_selection_add (pp_canvas_get_selection (PP_CANVAS (canvas)), argv[i]);

  gtk_window_set_title (GTK_WINDOW (window), "Canvas");
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 700);
  gtk_window_set_child (GTK_WINDOW (window), canvas);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (canvas);
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);

  return 0;
}
