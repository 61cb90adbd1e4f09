/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small parts of the window: what they say, and what they say where there is little room. */

#include "pp-editor.h"
#include "pp-example-card.h"
#include "pp-inspector-text-row.h"
#include "pp-text-scale.h"
#include "pp-threat-counts.h"
#include "pp-threat-line.h"
#include "pp-threat-panel.h"
#include "pp-threat-references.h"
#include "pp-toast.h"
#include "pp-turn.h"

static const guint counts[4] = { 1, 10, 17, 2 };

/* What is seen of a widget that has this width: the text of its only mapped label. */
static GtkLabel *
find_label (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_child_visible (widget))
    return GTK_LABEL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *found = gtk_widget_get_child_visible (child) ? find_label (child) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

static const char *
say_at (GtkWidget *widget,
        int        width)
{
  GtkLabel *label;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (widget, width, 30, -1, NULL);
  label = find_label (widget);
  if (label == NULL)
    return NULL;
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (label)));
  return gtk_label_get_text (label);
}

/* Whole words, the worst first, and all of it for those who ask. */
static void
test_counts_are_never_cut (void)
{
  GtkWidget *widget = g_object_ref_sink (g_object_new (PP_TYPE_THREAT_COUNTS, NULL));
  const char *text;
  int width, full;

  pp_threat_counts_set (PP_THREAT_COUNTS (widget), counts);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, &full, NULL, NULL);
  g_assert_cmpint (width, ==, 0);
  g_assert_cmpstr (say_at (widget, full), ==, "2 critical  ·  17 high  ·  10 medium  ·  1 low");
  g_assert_cmpstr (say_at (widget, full - 1), ==, "2 critical  ·  17 high  ·  10 medium");
  for (text = NULL, width = full; width > 0 && (text == NULL || g_strcmp0 (text, "2 critical") != 0); width--)
    text = say_at (widget, width);
  g_assert_cmpstr (text, ==, "2 critical");
  g_assert_null (say_at (widget, 1));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (widget), ==, "2 critical  ·  17 high  ·  10 medium  ·  1 low");
  g_assert_finalize_object (widget);
}

static void
test_counts_leave_out_what_is_not_there (void)
{
  GtkWidget *widget = g_object_ref_sink (g_object_new (PP_TYPE_THREAT_COUNTS, NULL));
  static const guint some[4] = { 3, 0, 1, 0 }, none[4] = { 0 };

  pp_threat_counts_set (PP_THREAT_COUNTS (widget), some);
  g_assert_cmpstr (say_at (widget, 1000), ==, "1 high  ·  3 low");
  pp_threat_counts_set (PP_THREAT_COUNTS (widget), none);
  g_assert_cmpstr (say_at (widget, 1000), ==, "Nothing open");
  g_assert_finalize_object (widget);
}

static PpThreatItem *
make_item (gboolean gone)
{
  PpThreatItem *item = g_object_new (PP_TYPE_THREAT_ITEM, NULL);

  item->title = g_strdup ("A hole in the shop");
  item->element = g_strdup ("shop");
  item->status = g_strdup ("Open");
  item->severity = 2;
  item->gone = gone;
  return item;
}

/* Who hears a threat hears what is known of it, without pauses for what is not. */
static void
test_threat_line_speaks_of_what_is_there (void)
{
  GtkWidget *widget = g_object_ref_sink (pp_threat_line_new ());
  g_autoptr (PpThreatItem) item = make_item (FALSE);
  g_autoptr (PpThreatItem) gone = make_item (TRUE);

  pp_threat_line_show_item (PP_THREAT_LINE (widget), item, "Tampering");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "A hole in the shop, High, Tampering");
  pp_threat_line_show_item (PP_THREAT_LINE (widget), gone, "");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "A hole in the shop, High, No longer found");
  g_assert_finalize_object (widget);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
watch_all (GtkWidget *widget,
           guint     *count)
{
  g_signal_connect_swapped (widget, "notify", G_CALLBACK (count_cb), count);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    watch_all (child, count);
}

/* A list that has hundreds of lines asks for all of them once more when one above them goes. */
static void
test_threat_line_leaves_what_is_the_same (void)
{
  GtkWidget *widget = g_object_ref_sink (pp_threat_line_new ());
  PpThreatLine *line = PP_THREAT_LINE (widget);
  g_autoptr (PpThreatItem) item = make_item (FALSE);
  g_autoptr (PpThreatGroup) group = pp_threat_group_new ("Shop", "shop");
  guint n_changes = 0;

  pp_threat_line_show_item (line, item, "Tampering");
  watch_all (widget, &n_changes);
  pp_threat_line_show_item (line, item, "Tampering");
  g_assert_cmpuint (n_changes, ==, 0);
  pp_threat_line_show_item (line, item, "Shop");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "A hole in the shop, High, Shop");
  pp_threat_line_show_group (line, group);
  n_changes = 0;
  pp_threat_line_show_group (line, group);
  g_assert_cmpuint (n_changes, ==, 0);
  g_list_store_append (pp_threat_group_get_items (group), item);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "Shop, 1 threat");
  pp_threat_line_show_item (line, item, "Shop");
  g_list_store_remove_all (pp_threat_group_get_items (group));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "A hole in the shop, High, Shop");
  g_assert_finalize_object (widget);
}

/* The name of the file is never the title, not even for the moment until the example is read. */
static void
test_example_card_has_the_title_of_the_model (void)
{
  GtkWidget *widget = g_object_ref_sink (pp_example_card_new ("web-shop.parapet"));
  GtkLabel *label = find_label (widget);

  g_assert_cmpstr (gtk_label_get_text (label), ==, " ");
  while (g_str_equal (gtk_label_get_text (label), " "))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (gtk_label_get_text (label), ==, "Web shop");
  /* The task that read it lets go of it in a turn of its own. */
  g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &widget);
  g_object_unref (widget);
  while (widget != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Waits until a row is as high as its text needs. */
static void
wait_lines (GtkWidget  *row,
            const char *text,
            int         at_least_px,
            int         at_most_px)
{
  int height;

  pp_inspector_text_row_set_text (PP_INSPECTOR_TEXT_ROW (row), text);
  do
    {
      g_main_context_iteration (NULL, TRUE);
      gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
    }
  while (height < at_least_px || height > at_most_px);
}

/* A box of text grows with what is in it, and shrinks again. */
static void
test_text_row_is_as_high_as_its_text (void)
{
  GtkWidget *window = gtk_window_new (), *list = gtk_list_box_new (), *row = pp_inspector_text_row_new ();
  int empty;

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 600);
  gtk_window_present (GTK_WINDOW (window));
  wait_lines (row, "One line", 1, 600);
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, -1, &empty, NULL, NULL, NULL);
  wait_lines (row, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10", empty + 80, 600);
  wait_lines (row, "One line", 1, empty);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_threats (GtkWidget *widget)
{
  GtkWidget *found = PP_IS_THREAT_PANEL (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_threats (child);
  return found;
}

/* The panel is made when there is time for it. */
static int
get_threats_height (GtkWidget *editor)
{
  GtkWidget *threats = find_threats (editor);

  return threats != NULL ? gtk_widget_get_height (threats) : 0;
}

/* Waits until the threats in a window of this height are as high as they should be there. */
static void
wait_threats_height (int window_height_px,
                     int at_least_px,
                     int at_most_px)
{
  GtkWidget *window = gtk_window_new (), *editor = pp_editor_new ();

  gtk_window_set_child (GTK_WINDOW (window), editor);
  gtk_window_set_default_size (GTK_WINDOW (window), 800, window_height_px);
  gtk_window_present (GTK_WINDOW (window));
  while (get_threats_height (editor) < at_least_px || get_threats_height (editor) > at_most_px)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A low window does not belong to the threats alone. */
static void
test_threats_leave_room_for_the_diagram (void)
{
  wait_threats_height (520, 190, 220);
  wait_threats_height (760, 260, 300);
}

static void
set_text_scale (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (scale * 96 * 1024), NULL);
}

static int
get_width_request (GtkWidget *widget)
{
  int width;

  gtk_widget_get_size_request (widget, &width, NULL);
  return width;
}

/* What is given in pixels grows with the text; a window not beyond the screen. */
static void
test_sizes_follow_the_text (void)
{
  GtkWidget *window = gtk_window_new (), *clamp = adw_clamp_new (), *child = gtk_label_new ("Text");
  int width, height;

  set_text_scale (1);
  gtk_widget_set_size_request (child, 200, -1);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 500);
  adw_clamp_set_child (ADW_CLAMP (clamp), child);
  gtk_window_set_child (GTK_WINDOW (window), clamp);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 100000);

  set_text_scale (2);
  pp_text_scale_follow (window);
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_assert_cmpint (width, ==, 800);
  g_assert_cmpint (height, ==, 100000);
  g_assert_cmpint (get_width_request (child), ==, 400);
  g_assert_cmpint (adw_clamp_get_maximum_size (ADW_CLAMP (clamp)), ==, 1000);

  set_text_scale (1.5);
  g_assert_cmpint (get_width_request (child), ==, 300);
  set_text_scale (1);
  g_assert_cmpint (get_width_request (child), ==, 200);
  g_assert_cmpint (adw_clamp_get_maximum_size (ADW_CLAMP (clamp)), ==, 500);
  set_text_scale (0.5);
  g_assert_cmpint (get_width_request (child), ==, 200);

  gtk_window_set_default_size (GTK_WINDOW (window), 1500, 1000);
  set_text_scale (2);
  pp_text_scale_follow (window);
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_assert_cmpint (width, >=, 1500);
  g_assert_cmpint (width, <, 3000);
  set_text_scale (1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What a file is called may look like markup. */
static void
test_toast_says_what_it_is_given (void)
{
  g_autoptr (AdwToast) toast = g_object_ref_sink (pp_toast_new ("“R&D <1>.json” cannot be saved", "_Details", "win.undo"));
  g_autofree char *said = NULL;

  g_assert_true (pango_parse_markup (adw_toast_get_title (toast), -1, 0, NULL, &said, NULL, NULL));
  g_assert_cmpstr (said, ==, "“R&D <1>.json” cannot be saved");
  g_assert_cmpstr (adw_toast_get_button_label (toast), ==, "_Details");
  g_assert_cmpstr (adw_toast_get_action_name (toast), ==, "win.undo");
}

static GtkWidget *
show_references (PpThreatReferences *self,
                 GtkWidget          *list,
                 const char * const *references)
{
  pp_threat_references_show (self, references);
  while (!pp_turn_is_over ())
    g_main_context_iteration (NULL, TRUE);
  return gtk_widget_get_first_child (list);
}

static GtkWidget *
reference_at (GtkWidget *list,
              int        column,
              int        row)
{
  return gtk_grid_get_child_at (GTK_GRID (list), column, row);
}

static void
assert_link (GtkWidget  *link,
             const char *label,
             const char *uri)
{
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (link)), ==, label);
  g_assert_cmpstr (gtk_link_button_get_uri (GTK_LINK_BUTTON (link)), ==, uri);
}

/* Links to what catalogues have, with the names there, and to pages; the words of all else; what is told of another
 * threat never stays. */
static void
test_references_of_a_threat (void)
{
  const char *references[] = { "CWE-319", "PAY-211", "CWE-99999", "https://example.org/a", "api-2023:API1", NULL };
  const char *none[] = { NULL };
  GtkWidget *window = gtk_window_new (), *widget = g_object_new (PP_TYPE_THREAT_REFERENCES, NULL);
  PpThreatReferences *self = PP_THREAT_REFERENCES (widget);
  GtkWidget *list = GTK_WIDGET (gtk_widget_get_template_child (widget, PP_TYPE_THREAT_REFERENCES, "list"));
  GtkWidget *first;

  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  first = show_references (self, list, references);
  g_assert_true (gtk_widget_get_mapped (list));
  assert_link (first, "CWE-319", "https://cwe.mitre.org/data/definitions/319.html");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (reference_at (list, 1, 0))), ==,
                   "Cleartext Transmission of Sensitive Information");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (reference_at (list, 0, 1))), ==, "PAY-211");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (reference_at (list, 0, 2))), ==, "CWE-99999");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (reference_at (list, 1, 2))), ==, "Not in any known catalogue");
  assert_link (reference_at (list, 0, 3), "https://example.org/a", "https://example.org/a");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (reference_at (list, 0, 4))), ==, "API1:2023");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (reference_at (list, 1, 4))), ==, "Broken Object Level Authorization");
  g_assert_true (show_references (self, list, references) == first);

  pp_threat_references_show (self, references + 1);
  g_assert_false (gtk_widget_get_mapped (list));
  g_assert_null (gtk_widget_get_first_child (list));
  g_assert_null (show_references (self, list, none));
  g_assert_false (gtk_widget_get_mapped (list));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/threat-counts/never-cut", test_counts_are_never_cut);
  g_test_add_func ("/app/threat-counts/what-is-there", test_counts_leave_out_what_is_not_there);
  g_test_add_func ("/app/threat-line/spoken", test_threat_line_speaks_of_what_is_there);
  g_test_add_func ("/app/threat-line/left-as-it-is", test_threat_line_leaves_what_is_the_same);
  g_test_add_func ("/app/threat-references/links", test_references_of_a_threat);
  g_test_add_func ("/app/example-card/title", test_example_card_has_the_title_of_the_model);
  g_test_add_func ("/app/text-row/height", test_text_row_is_as_high_as_its_text);
  g_test_add_func ("/app/editor/low-window", test_threats_leave_room_for_the_diagram);
  g_test_add_func ("/app/toast/markup", test_toast_says_what_it_is_given);
  g_test_add_func ("/app/text-scale/sizes", test_sizes_follow_the_text);
  return g_test_run ();
}
