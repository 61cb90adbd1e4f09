/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The examples are what a person sees first: nothing about them may be wrong. */
#include "pp-check.h"
#include "pp-format.h"
#include "pp-kinds.h"
#include "pp-records.h"

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "resources", "examples", name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;
  gsize length = 0;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static PpModel *
read_model (const char *name,
            GBytes     *bytes)
{
  g_autoptr(PpLoss) loss = pp_loss_new ();
  g_autoptr(GError) error = NULL;
  PpModel *model = pp_formats_read (NULL, bytes, name, NULL, loss, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (pp_loss_get_n_items (loss), ==, 0);
  return model;
}

static void
check_canonical (PpModel *model,
                 GBytes  *bytes)
{
  g_autoptr(PpLoss) loss = pp_loss_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) written = pp_formats_write (pp_formats_lookup ("parapet"), model, loss, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   g_bytes_get_data (written, NULL), g_bytes_get_size (written));
}

static void
check_problems (PpModel *model)
{
  g_autoptr(GPtrArray) problems = pp_check_model (model);

  for (guint i = 0; i < problems->len; i++)
    {
      const PpProblem *problem = problems->pdata[i];

      g_test_message ("%s: %s", problem->place, problem->message);
    }
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
check_element (PpElement *element,
               PpKinds   *kinds)
{
  JsonObject *facts = pp_element_get_facts (element);
  JsonObjectIter iter;
  const char *name;

  g_test_message ("%s", pp_record_get_id (PP_RECORD (element)));
  g_assert_nonnull (pp_kinds_lookup (kinds, pp_element_get_kind (element)));
  if (facts == NULL)
    return;
  json_object_iter_init_ordered (&iter, facts);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    g_assert_nonnull (pp_kinds_find_fact (kinds, name));
}

static void
check_elements (PpModel      *model,
                PpRecordType  type,
                PpKinds      *kinds)
{
  for (guint i = 0; i < pp_model_get_n_records (model, type); i++)
    check_element (PP_ELEMENT (pp_model_peek_record (model, type, i)), kinds);
}

static void
test_example (gconstpointer data)
{
  g_autoptr(PpKinds) kinds = pp_kinds_new ();
  g_autoptr(GBytes) bytes = load (data);
  g_autoptr(PpModel) model = read_model (data, bytes);

  check_canonical (model, bytes);
  check_problems (model);
  check_elements (model, PP_RECORD_NODE, kinds);
  check_elements (model, PP_RECORD_EDGE, kinds);
  g_assert_cmpuint (pp_model_get_n_records (model, PP_RECORD_LAYOUT), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/data/examples/support-assistant", "support-assistant.parapet",
                        test_example);
  g_test_add_data_func ("/data/examples/water-works", "water-works.parapet", test_example);
  g_test_add_data_func ("/data/examples/web-shop", "web-shop.parapet", test_example);
  return g_test_run ();
}
