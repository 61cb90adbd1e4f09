/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-guides.h"

typedef struct
{
  const char *what;
  PpBox       box;
  PpSnap      lines;
  double      tolerance;
  double      grid;
  double      dx;
  double      dy;
} Row;

/* One neighbour at 100, 100, of 80 by 40. */
static const Row rows[] = {
  { "left edge to left edge", { 103, 300, 60, 30 }, PP_SNAP_ALL, 6, 0, -3, 0 },
  { "right edge to left edge", { 42, 300, 60, 30 }, PP_SNAP_ALL, 6, 0, -2, 0 },
  { "centre to centre", { 108, 300, 60, 31 }, PP_SNAP_ALL, 6, 0, 2, 0 },
  { "centre does not go to an edge", { 72, 300, 60, 30 }, PP_SNAP_ALL, 4, 0, 0, 0 },
  { "both axes", { 103, 142, 60, 30 }, PP_SNAP_ALL, 6, 0, -3, -2 },
  { "too far", { 110, 300, 63, 30 }, PP_SNAP_ALL, 1, 0, 0, 0 },
  { "grid where no neighbour is", { 403, 307, 60, 30 }, PP_SNAP_ALL, 6, 10, -3, 3 },
  { "neighbour before grid", { 104, 307, 60, 30 }, PP_SNAP_ALL, 6, 10, -4, 3 },
  { "no tolerance, grid only", { 104, 307, 60, 30 }, PP_SNAP_ALL, 0, 10, -4, 3 },
  { "right side alone", { 400, 300, 63, 33 }, PP_SNAP_RIGHT, 0, 10, -3, 0 },
  { "nothing may move", { 103, 142, 60, 30 }, 0, 6, 10, 0, 0 },
};

static void
test_snap (void)
{
  g_autoptr(PpGuides) guides = pp_guides_new ();

  pp_guides_add (guides, &(PpBox) { 100, 100, 80, 40 });
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double dx, dy;

      g_test_message ("%s", rows[i].what);
      pp_guides_snap (guides, &rows[i].box, rows[i].lines, rows[i].tolerance, rows[i].grid, &dx, &dy);
      g_assert_cmpfloat (dx, ==, rows[i].dx);
      g_assert_cmpfloat (dy, ==, rows[i].dy);
    }
}

static void
test_list (void)
{
  g_autoptr(PpGuides) guides = pp_guides_new ();
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (PpGuide));
  const PpGuide *line;
  PpBox extents;

  pp_guides_add (guides, &(PpBox) { 100, 100, 80, 40 });
  pp_guides_list (guides, &(PpBox) { 100, 300, 60, 30 }, lines);
  g_assert_cmpuint (lines->len, ==, 1);
  line = &g_array_index (lines, PpGuide, 0);
  g_assert_cmpfloat (line->from.x, ==, 100);
  g_assert_cmpfloat (line->to.x, ==, 100);
  g_assert_cmpfloat (line->from.y, <, 100);
  g_assert_cmpfloat (line->to.y, >, 330);
  extents = pp_guides_get_extents (lines);
  g_assert_false (pp_box_is_empty (&extents));

  g_array_set_size (lines, 0);
  pp_guides_list (guides, &(PpBox) { 311, 311, 7, 7 }, lines);
  g_assert_cmpuint (lines->len, ==, 0);
  extents = pp_guides_get_extents (lines);
  g_assert_true (pp_box_is_empty (&extents));
}

static void
test_round (void)
{
  g_assert_cmpfloat (pp_grid_round (14.9, 10), ==, 10);
  g_assert_cmpfloat (pp_grid_round (-16, 10), ==, -20);
  g_assert_cmpfloat (pp_grid_round (14.9, 0), ==, 14.9);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/canvas/guides/snap", test_snap);
  g_test_add_func ("/canvas/guides/list", test_list);
  g_test_add_func ("/canvas/guides/round", test_round);

  return g_test_run ();
}
