/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window shows of rules in German, and that what it keeps is the same in every language. */

#include <gtk/gtk.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "pp-format.h"
#include "pp-threat-words.h"
#include "pp-triage.h"

#define MODEL "{\"format\":\"parapet-model\",\"version\":1,\"id\":\"m\"," \
  "\"nodes\":{\"shop\":{\"kind\":\"process\",\"name\":\"Shop\"," \
  "\"facts\":{\"outdated\":{\"value\":true}}}},\"edges\":{}}"
#define ENGLISH "Known flaws in parts of Shop can be exploited"
#define GERMAN "Bekannte Schwachstellen in Teilen von Shop lassen sich ausnutzen"

typedef struct {
  PpModel      *model;
  PpHistory    *history;
  PpAssessment *assessment;
} Fixture;

/* The locale is made by in-locale.sh; LANGUAGE names what is shown in it. */
static void
speak (const char *language)
{
  g_setenv ("LANGUAGE", language, TRUE);
  g_assert_nonnull (setlocale (LC_MESSAGES, "de_DE.UTF-8"));
  bindtextdomain ("parapet", PP_TRANSLATIONS);
  bind_textdomain_codeset ("parapet", "UTF-8");
  textdomain ("parapet");
}

static PpModel *
read_model (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (MODEL, strlen (MODEL));
  g_autoptr (PpLoss) loss = pp_loss_new ();
  g_autoptr (GError) error = NULL;
  PpModel *model = pp_formats_read (NULL, bytes, "m.parapet", NULL, loss, &error);

  g_assert_no_error (error);
  return model;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  language)
{
  speak (language);
  fixture->model = read_model ();
  fixture->history = pp_history_new (fixture->model);
  fixture->assessment = pp_assessment_new (fixture->history);
  while (!pp_assessment_is_ready (fixture->assessment))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  language)
{
  g_object_unref (fixture->assessment);
  g_object_unref (fixture->history);
  g_object_unref (fixture->model);
}

static PpThreatItem *
find_item (Fixture *fixture)
{
  g_autoptr (GPtrArray) items = NULL;

  pp_assessment_flush (fixture->assessment);
  items = pp_assessment_list_items (fixture->assessment, NULL);
  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (((PpThreatItem *) g_ptr_array_index (items, i))->title, ENGLISH))
      return g_object_ref (g_ptr_array_index (items, i));
  g_assert_not_reached ();
}

static void
test_item (Fixture       *fixture,
           gconstpointer  language)
{
  g_autoptr (PpThreatItem) item = find_item (fixture);

  g_assert_cmpstr (pp_threat_item_get_title (item), ==, g_str_equal (language, "de") ? GERMAN : ENGLISH);
  g_assert_cmpstr (pp_threat_words_why (item->finding->rule), ==,
                   g_str_equal (language, "de") ? "Es ist angegeben, dass veraltete Bestandteile enthalten sind."
                                                : "It is said to contain outdated parts.");
}

/* Whoever keeps it in German writes what somebody writes who keeps it in English. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  language)
{
  g_autoptr (PpThreatItem) item = find_item (fixture);
  g_autoptr (PpThreatItem) kept = NULL;
  g_autoptr (GError) error = NULL;
  PpThreat *threat;

  g_assert_true (pp_triage_decide (fixture->assessment, item, "Open", NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  kept = find_item (fixture);
  threat = kept->threat;
  g_assert_nonnull (threat);
  g_assert_cmpstr (pp_threat_get_title (threat), ==, ENGLISH);
  g_assert_cmpstr (pp_threat_get_description (threat), ==, "It is said to contain outdated parts.");
  g_assert_cmpstr (pp_threat_get_category (threat), ==, "Tampering");
  g_assert_cmpstr (pp_threat_item_get_title (kept), ==, g_str_equal (language, "de") ? GERMAN : ENGLISH);
  g_assert_cmpstr (pp_threat_words_description (fixture->model, threat), ==,
                   pp_threat_words_why (kept->finding->rule));
}

static void
test_question (Fixture       *fixture,
               gconstpointer  language)
{
  guint n_questions;
  g_autoptr (GPtrArray) questions = pp_assessment_list_questions (fixture->assessment, NULL, 100, &n_questions);
  gboolean found = FALSE;

  for (guint i = 0; i < questions->len; i++)
    {
      const PpQuestion *question = g_ptr_array_index (questions, i);
      g_autofree char *text = pp_threat_words_dup_question (fixture->model, question);

      if (!g_str_equal (question->property, "defaultCredentials"))
        continue;
      found = TRUE;
      g_assert_cmpstr (question->text, ==, "Does “Shop” still open with its delivered password?");
      g_assert_cmpstr (text, ==, g_str_equal (language, "de")
                       ? "Lässt sich „Shop“ noch mit dem ausgelieferten Kennwort öffnen?" : question->text);
    }
  g_assert_true (found);
}

#define ADD(name, test) G_STMT_START { \
    g_test_add ("/app/threat-words/" name "/german", Fixture, "de", set_up, test, tear_down); \
    g_test_add ("/app/threat-words/" name "/english", Fixture, "en", set_up, test, tear_down); \
  } G_STMT_END

/* Where a part of a text begins on its line. */
static int
place_of (PangoLayout *layout,
          const char  *part)
{
  PangoRectangle place;
  const char *text = pango_layout_get_text (layout);

  pango_layout_index_to_pos (layout, strstr (text, part) - text, &place);
  return place.x;
}

static void
assert_runs_right (PangoContext *context,
                   const char   *from,
                   const char   *to)
{
  g_autofree char *way = pp_threat_words_dup_way (from, to);
  g_autoptr (PangoLayout) layout = pango_layout_new (context);

  pango_layout_set_text (layout, way, -1);
  g_assert_cmpint (place_of (layout, from), <, place_of (layout, "→"));
  g_assert_cmpint (place_of (layout, "→"), <, place_of (layout, to));
}

/* The arrow stays as it is drawn, so what it leads from must stand where it begins. */
static void
test_way (void)
{
  static const char * const ways[][2] = { { "0.57", "0.33" }, { "Shop", "Orders" }, { "חנות", "מסד" }, { "Shop", "מסד" } };
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (fonts);
  g_autofree char *plain = pp_threat_words_dup_way ("Shop", "Orders");

  g_assert_cmpstr (plain, ==, "Shop → Orders");
  for (guint i = 0; i < 2 * G_N_ELEMENTS (ways); i++)
    {
      gboolean mirrored = i >= G_N_ELEMENTS (ways);

      gtk_widget_set_default_direction (mirrored ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
      pango_context_set_base_dir (context, mirrored ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
      assert_runs_right (context, ways[i % G_N_ELEMENTS (ways)][0], ways[i % G_N_ELEMENTS (ways)][1]);
    }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  g_object_unref (context);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("item", test_item);
  ADD ("kept", test_kept);
  ADD ("question", test_question);
  g_test_add_func ("/app/threat-words/way", test_way);
  return g_test_run ();
}
