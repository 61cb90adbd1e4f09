/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every window that tells of a model carries its marking, while it changes too. */

#include <string.h>

#include "pp-attack-window.h"
#include "pp-controls-window.h"
#include "pp-marking-banner.h"
#include "pp-rule-workbench.h"
#include "pp-window.h"

static const char model_text[] =
  "{\"format\": \"parapet-model\", \"version\": 1, \"id\": \"m\", \"model\": {\"marking\": {\"tlp\": \"GREEN\"}},"
  "\"nodes\": {\"a\": {\"kind\": \"store\", \"name\": \"Ledger\"}}}";

static PpDocument *
make_document (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (model_text, strlen (model_text));
  g_autoptr (GError) error = NULL;
  PpDocument *document = pp_document_new_from_bytes (bytes, "m.parapet", &error);

  g_assert_no_error (error);
  return document;
}

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What stands there, or nothing. */
static const char *
read_banner (GtkWidget *window)
{
  GtkWidget *banner = find (window, PP_TYPE_MARKING_BANNER);
  GtkWidget *revealer;

  g_assert_nonnull (banner);
  revealer = find (banner, GTK_TYPE_REVEALER);
  if (!gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)))
    return NULL;
  return gtk_label_get_text (GTK_LABEL (find (revealer, GTK_TYPE_LABEL)));
}

static void
mark (PpDocument *document,
      const char *id,
      const char *json)
{
  g_autoptr (JsonNode) value = json != NULL ? json_from_string (json, NULL) : NULL;

  g_assert_true (pp_history_set (pp_document_get_history (document), "Mark", id, "marking", value, NULL));
}

static void
check (PpDocument *document,
       GtkWidget  *window)
{
  g_assert_cmpstr (read_banner (window), ==, "TLP:GREEN");
  mark (document, "a", "{\"tlp\":\"RED\",\"nato\":\"NATO SECRET\"}");
  g_assert_cmpstr (read_banner (window), ==, "TLP:RED // NATO SECRET");
  mark (document, "a", NULL);
  g_assert_cmpstr (read_banner (window), ==, "TLP:GREEN");
  mark (document, "m", NULL);
  g_assert_null (read_banner (window));
  pp_history_undo (pp_document_get_history (document));
  g_assert_cmpstr (read_banner (window), ==, "TLP:GREEN");
  gtk_window_destroy (GTK_WINDOW (window));
  mark (document, "a", "{\"tlp\":\"RED\"}");
}

static void
test_controls (void)
{
  g_autoptr (PpDocument) document = make_document ();

  check (document, pp_controls_window_new (NULL, pp_document_get_history (document)));
}

static void
test_matrix (void)
{
  g_autoptr (PpDocument) document = make_document ();
  g_autoptr (PpAssessment) assessment = pp_assessment_new (pp_document_get_history (document));

  while (!pp_assessment_is_ready (assessment))
    g_main_context_iteration (NULL, TRUE);
  check (document, pp_attack_window_new (NULL, assessment));
}

static void
test_rules (void)
{
  g_autoptr (PpDocument) document = make_document ();

  check (document, pp_rule_workbench_new (NULL, document));
}

static void
test_main_window (void)
{
  g_autoptr (PpDocument) document = make_document ();
  GtkWidget *window = g_object_new (PP_TYPE_WINDOW, NULL);

  g_assert_null (read_banner (window));
  pp_window_set_document (PP_WINDOW (window), document);
  check (document, window);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/marking-banner/controls", test_controls);
  g_test_add_func ("/app/marking-banner/matrix", test_matrix);
  g_test_add_func ("/app/marking-banner/rules", test_rules);
  g_test_add_func ("/app/marking-banner/main-window", test_main_window);

  return g_test_run ();
}
