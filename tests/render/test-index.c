/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-index.h"

#define N_BOXES 400

static PpBox
random_box (GRand *random)
{
  double size = g_rand_int_range (random, 0, 20) == 0 ? 9000 : 120;

  return (PpBox) { g_rand_double_range (random, -3000, 3000), g_rand_double_range (random, -3000, 3000),
                   g_rand_double_range (random, 0, size), g_rand_double_range (random, 0, size) };
}

static void
assert_query (PpIndex     *index,
              const PpBox *boxes,
              gboolean    *is_set,
              const PpBox *area,
              GArray      *found)
{
  gboolean is_found[N_BOXES] = { FALSE };

  pp_index_query (index, area, found);
  for (guint i = 0; i < found->len; i++)
    {
      g_assert_false (is_found[g_array_index (found, guint, i)]);
      is_found[g_array_index (found, guint, i)] = TRUE;
    }
  for (guint i = 0; i < N_BOXES; i++)
    g_assert_cmpint (is_found[i], ==, is_set[i] && pp_box_intersects (&boxes[i], area));
}

static void
test_random (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (11);
  g_autoptr(PpIndex) index = pp_index_new (150);
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  PpBox boxes[N_BOXES] = { { 0 } };
  gboolean is_set[N_BOXES] = { FALSE };
  guint n = 0;

  for (guint step = 0; step < 4000; step++)
    {
      guint handle = g_rand_int_range (random, 0, N_BOXES);
      PpBox area = random_box (random);

      if (g_rand_int_range (random, 0, 3) == 0)
        {
          pp_index_remove (index, handle);
          n -= is_set[handle] ? 1 : 0;
          is_set[handle] = FALSE;
        }
      else
        {
          boxes[handle] = random_box (random);
          pp_index_set_box (index, handle, &boxes[handle]);
          n += is_set[handle] ? 0 : 1;
          is_set[handle] = TRUE;
        }
      g_assert_cmpuint (pp_index_get_n_entries (index), ==, n);
      if (step % 10 == 0)
        assert_query (index, boxes, is_set, &area, found);
    }
  pp_index_clear (index);
  g_assert_cmpuint (pp_index_get_n_entries (index), ==, 0);
}

/* A long slanting line is found all along, and in few of the cells of its box. */
static void
test_lines (void)
{
  g_autoptr(PpIndex) index = pp_index_new (100);
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  PpPoint points[2] = { { 0, 0 }, { 4000, 3000 } };
  PpBox box = pp_box_of_points (points, 2), beside = { 3000, 200, 50, 50 }, extra = { 500, 2500, 60, 20 };

  for (guint i = 0; i < 200; i++)
    {
      PpBox other = { 10000 + i, 0, 1, 1 };

      pp_index_set_box (index, i + 1, &other);
    }
  pp_index_set_line (index, 0, &box, points, 2, &extra);
  for (guint i = 0; i <= 100; i++)
    {
      PpPoint at = pp_point_between (points[0], points[1], i / 100.0);
      PpBox area = pp_box_around (at, 2, 2);

      pp_index_query (index, &area, found);
      g_assert_cmpuint (found->len, ==, 1);
    }
  pp_index_query (index, &beside, found);
  g_assert_cmpuint (found->len, ==, 0);
  pp_index_query (index, &extra, found);
  g_assert_cmpuint (found->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/render/index/random-as-scan", test_random);
  g_test_add_func ("/render/index/lines", test_lines);

  return g_test_run ();
}
