/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Templates give sizes in pixels, which suit text of the usual size. Who reads larger text gets windows and
 * panels that are larger by as much, as far as the screen allows. */

#include "pp-text-scale.h"

#define USUAL_DPI 96.0

/* What a window leaves free of the screen, for panels of the desktop. */
#define SCREEN_PART 0.9

static const char width_key[] = "pp-usual-width";

static int
get_usual (GtkWidget  *widget,
           const char *key,
           int         now)
{
  gpointer usual = g_object_get_data (G_OBJECT (widget), key);

  if (usual == NULL)
    g_object_set_data (G_OBJECT (widget), key, usual = GINT_TO_POINTER (now));
  return GPOINTER_TO_INT (usual);
}

static void
scale_request (GtkWidget *widget,
               double     scale)
{
  int width, height;

  gtk_widget_get_size_request (widget, &width, &height);
  if (width > 0)
    gtk_widget_set_size_request (widget, (int) (get_usual (widget, width_key, width) * scale), height);
}

static void
scale_clamp (AdwClamp *clamp,
             double    scale)
{
  static const char maximum_key[] = "pp-usual-maximum", threshold_key[] = "pp-usual-threshold";
  int maximum = get_usual (GTK_WIDGET (clamp), maximum_key, adw_clamp_get_maximum_size (clamp));
  int threshold = get_usual (GTK_WIDGET (clamp), threshold_key, adw_clamp_get_tightening_threshold (clamp));

  adw_clamp_set_maximum_size (clamp, (int) (maximum * scale));
  adw_clamp_set_tightening_threshold (clamp, (int) (threshold * scale));
}

/* A person may have moved the handle since; so only once. */
static void
scale_position (GtkPaned *paned,
                double    scale)
{
  static const char position_key[] = "pp-usual-position";
  gboolean is_set;

  g_object_get (paned, "position-set", &is_set, NULL);
  if (is_set && g_object_get_data (G_OBJECT (paned), position_key) == NULL)
    gtk_paned_set_position (paned, (int) (get_usual (GTK_WIDGET (paned), position_key,
                                                     gtk_paned_get_position (paned)) * scale));
}

static void
scale_tree (GtkWidget *widget,
            double     scale)
{
  scale_request (widget, scale);
  if (ADW_IS_CLAMP (widget))
    scale_clamp (ADW_CLAMP (widget), scale);
  if (GTK_IS_PANED (widget))
    scale_position (GTK_PANED (widget), scale);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    scale_tree (child, scale);
}

/* A window may be moved to any monitor, so it fits the smallest. */
static GdkRectangle
get_room (GtkWidget *widget)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (widget));
  GdkRectangle room = { 0, 0, G_MAXINT, G_MAXINT };

  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);
      GdkRectangle geometry;

      gdk_monitor_get_geometry (monitor, &geometry);
      room.width = MIN (room.width, (int) (geometry.width * SCREEN_PART));
      room.height = MIN (room.height, (int) (geometry.height * SCREEN_PART));
    }
  return room;
}

static int
scale_side (int    usual,
            double scale,
            int    room)
{
  return usual <= 0 ? usual : MAX (usual, MIN ((int) (usual * scale), room));
}

static void
scale_window (GtkWindow *window,
              double     scale)
{
  GdkRectangle room = get_room (GTK_WIDGET (window));
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  gtk_window_set_default_size (window, scale_side (width, scale, room.width),
                               scale_side (height, scale, room.height));
}

static void
scale_changed_cb (GtkWidget *widget)
{
  scale_tree (widget, pp_text_scale_get (widget));
}

/**
 * pp_text_scale_get:
 * @widget: a widget
 *
 * Returns: how much larger than usual text is; at least 1
 */
double
pp_text_scale_get (GtkWidget *widget)
{
  int dpi;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 1);

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return MAX (1, dpi / 1024.0 / USUAL_DPI);
}

/**
 * pp_text_scale_follow:
 * @widget: a widget whose template was just built
 *
 * Makes what has a width in pixels, below it as well, as much wider as text is larger, now and when
 * that changes. A window opens larger, in both directions, but not beyond the screen.
 */
void
pp_text_scale_follow (GtkWidget *widget)
{
  double scale;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  scale = pp_text_scale_get (widget);
  if (GTK_IS_WINDOW (widget))
    scale_window (GTK_WINDOW (widget), scale);
  scale_tree (widget, scale);
  g_signal_connect_object (gtk_widget_get_settings (widget), "notify::gtk-xft-dpi",
                           G_CALLBACK (scale_changed_cb), widget, G_CONNECT_SWAPPED);
}
