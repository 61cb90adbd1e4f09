/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Trust boundaries are where they were drawn: against an oracle that solves the equations of two lines
 * with whole numbers, and knows nothing of the rules. */

#include "pp-test-analysis.h"

#define EXTENT 40
#define N_NODES 12
#define N_BOXES 6
#define N_CURVES 4
#define N_FLOWS 30
#define MAX_POINTS 4

typedef struct {
  int x;
  int y;
} Point;

typedef struct {
  Point points[MAX_POINTS];
  guint n_points;
} Line;

typedef struct {
  Point corner;
  int   width;
  int   height;
} Box;

typedef struct {
  Point nodes[N_NODES];          /* centres */
  Box   boxes[N_BOXES];
  Line  curves[N_CURVES];
  struct {
    guint source;
    guint target;
    Line  bends;
  } flows[N_FLOWS];
} Drawing;

/* --- The oracle --------------------------------------------------------------------------------- */

/* Whether p + t (q - p) = r + u (s - r) has a solution with t and u from 0 to 1. Coordinates are small, so
 * all products fit. Parallel lines meet when they lie on each other and their extents overlap. */
static gboolean
oracle_segments (Point p,
                 Point q,
                 Point r,
                 Point s)
{
  gint64 ax = q.x - p.x, ay = q.y - p.y, bx = s.x - r.x, by = s.y - r.y;
  gint64 cx = r.x - p.x, cy = r.y - p.y;
  gint64 determinant = ax * by - ay * bx, t = cx * by - cy * bx, u = cx * ay - cy * ax;

  if (determinant < 0)
    {
      determinant = -determinant;
      t = -t;
      u = -u;
    }
  if (determinant != 0)
    return t >= 0 && t <= determinant && u >= 0 && u <= determinant;
  return u == 0 && t == 0 && MAX (MIN (p.x, q.x), MIN (r.x, s.x)) <= MIN (MAX (p.x, q.x), MAX (r.x, s.x)) &&
         MAX (MIN (p.y, q.y), MIN (r.y, s.y)) <= MIN (MAX (p.y, q.y), MAX (r.y, s.y));
}

static gboolean
oracle_inside (const Box *box,
               Point      point)
{
  int dx = point.x - box->corner.x, dy = point.y - box->corner.y;

  return !(dx < 0 || dy < 0 || dx > box->width || dy > box->height);
}

static Line
oracle_track (const Drawing *drawing,
              guint          flow)
{
  const Line *bends = &drawing->flows[flow].bends;
  Line track = { { drawing->nodes[drawing->flows[flow].source] }, 1 };

  for (guint i = 0; i < bends->n_points; i++)
    track.points[track.n_points++] = bends->points[i];
  track.points[track.n_points++] = drawing->nodes[drawing->flows[flow].target];
  return track;
}

static guint
oracle_crossings (const Drawing *drawing,
                  guint          flow)
{
  Line track = oracle_track (drawing, flow);
  guint count = 0;

  for (guint i = 0; i < N_BOXES; i++)
    count += oracle_inside (&drawing->boxes[i], drawing->nodes[drawing->flows[flow].source]) !=
             oracle_inside (&drawing->boxes[i], drawing->nodes[drawing->flows[flow].target]);
  for (guint i = 0; i < N_CURVES; i++)
    {
      const Line *curve = &drawing->curves[i];
      gboolean meet = FALSE;

      for (guint j = 0; j + 1 < track.n_points; j++)
        for (guint k = 0; k + 1 < curve->n_points; k++)
          meet = meet || oracle_segments (track.points[j], track.points[j + 1], curve->points[k],
                                          curve->points[k + 1]);
      count += meet;
    }
  return count;
}

/* --- Drawings ----------------------------------------------------------------------------------- */

static Point
random_point (GRand *random)
{
  return (Point) { g_rand_int_range (random, 0, EXTENT), g_rand_int_range (random, 0, EXTENT) };
}

static Line
random_line (GRand *random,
             guint  least,
             guint  most)
{
  Line line = { .n_points = g_rand_int_range (random, least, most + 1) };

  for (guint i = 0; i < line.n_points; i++)
    line.points[i] = random_point (random);
  return line;
}

static void
make_drawing (Drawing *drawing,
              GRand   *random)
{
  for (guint i = 0; i < N_NODES; i++)
    drawing->nodes[i] = random_point (random);
  for (guint i = 0; i < N_BOXES; i++)
    drawing->boxes[i] = (Box) { random_point (random), g_rand_int_range (random, 1, EXTENT),
                                g_rand_int_range (random, 1, EXTENT) };
  for (guint i = 0; i < N_CURVES; i++)
    drawing->curves[i] = random_line (random, 2, MAX_POINTS);
  for (guint i = 0; i < N_FLOWS; i++)
    {
      drawing->flows[i].source = g_rand_int_range (random, 0, N_NODES);
      drawing->flows[i].target = g_rand_int_range (random, 0, N_NODES);
      drawing->flows[i].bends = random_line (random, 0, MAX_POINTS - 2);
    }
}

static void
add_record (PpModel      *model,
            PpRecordType  type,
            const char   *id,
            const char   *kind,
            const char   *source,
            const char   *target)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (object, "kind", kind);
  if (source != NULL)
    json_object_set_string_member (object, "source", source);
  if (target != NULL)
    json_object_set_string_member (object, "target", target);
  json_node_take_object (node, object);
  pp_model_add_record (model, type, id, node, &error);
  g_assert_no_error (error);
}

static PpPlacement *
placement_of_line (const Line *line,
                   gboolean    hangs)
{
  PpPlacement *placement = pp_placement_new ();
  PpPoint points[MAX_POINTS];

  for (guint i = 0; i < line->n_points; i++)
    points[i] = (PpPoint) { line->points[i].x, line->points[i].y };
  if (hangs)
    {
      placement->has_source_point = placement->has_target_point = TRUE;
      placement->source_point = points[0];
      placement->target_point = points[line->n_points - 1];
      if (line->n_points > 2)
        pp_placement_set_points (placement, points + 1, line->n_points - 2);
    }
  else if (line->n_points > 0)
    pp_placement_set_points (placement, points, line->n_points);
  return placement;
}

static void
place (JsonObject  *placements,
       const char  *id,
       PpPlacement *placement)
{
  json_object_set_member (placements, id, pp_placement_to_json (placement));
  pp_placement_free (placement);
}

static void
add_boundaries (PpModel       *model,
                const Drawing *drawing,
                JsonObject    *placements)
{
  for (guint i = 0; i < N_BOXES; i++)
    {
      const Box *box = &drawing->boxes[i];
      g_autofree char *id = g_strdup_printf ("box-%u", i);

      add_record (model, PP_RECORD_NODE, id, "trust-boundary-box", NULL, NULL);
      place (placements, id, pp_placement_new_box (box->corner.x, box->corner.y, box->width, box->height, 0));
    }
  for (guint i = 0; i < N_CURVES; i++)
    {
      g_autofree char *id = g_strdup_printf ("curve-%u", i);

      add_record (model, PP_RECORD_EDGE, id, "trust-boundary-curve", NULL, NULL);
      place (placements, id, placement_of_line (&drawing->curves[i], TRUE));
    }
}

static PpModel *
model_of (const Drawing *drawing)
{
  PpModel *model = pp_model_new ("m");
  JsonObject *layout = json_object_new (), *placements = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < N_NODES; i++)
    {
      g_autofree char *id = g_strdup_printf ("node-%u", i);

      add_record (model, PP_RECORD_NODE, id, "process", NULL, NULL);
      place (placements, id, pp_placement_new_box (drawing->nodes[i].x - 1, drawing->nodes[i].y - 2, 2, 4, 0));
    }
  for (guint i = 0; i < N_FLOWS; i++)
    {
      g_autofree char *id = g_strdup_printf ("flow-%u", i);
      g_autofree char *source = g_strdup_printf ("node-%u", drawing->flows[i].source);
      g_autofree char *target = g_strdup_printf ("node-%u", drawing->flows[i].target);

      add_record (model, PP_RECORD_EDGE, id, "data-flow", source, target);
      place (placements, id, placement_of_line (&drawing->flows[i].bends, FALSE));
    }
  add_boundaries (model, drawing, placements);
  json_object_set_string_member (layout, "title", "all");
  json_object_set_object_member (layout, "placements", placements);
  json_node_take_object (node, layout);
  g_assert_true (pp_model_add_record (model, PP_RECORD_LAYOUT, "all", node, NULL));
  return model;
}

static void
test_random_drawings (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20);
  guint n_crossed = 0;

  for (guint i = 0; i < 400; i++)
    {
      Drawing drawing;
      g_autoptr (PpModel) model = NULL;
      g_autoptr (PpAnalysis) analysis = NULL;

      make_drawing (&drawing, random);
      model = model_of (&drawing);
      analysis = analyse (model, NULL);
      for (guint flow = 0; flow < N_FLOWS; flow++)
        {
          g_autofree char *id = g_strdup_printf ("flow-%u", flow);
          PpOrigin origin;
          g_autoptr (JsonNode) crossings = pp_analysis_dup_value (analysis, id, "crossings", &origin);
          g_autoptr (JsonNode) crosses = pp_analysis_dup_value (analysis, id, "crosses", &origin);
          guint expected = oracle_crossings (&drawing, flow);

          g_assert_cmpint (json_node_get_int (crossings), ==, expected);
          g_assert_true (json_node_get_boolean (crosses) == (expected > 0));
          n_crossed += expected > 0;
        }
    }
  g_assert_cmpuint (n_crossed, >, 1000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/crossings/random-drawings", test_random_drawings);
  return g_test_run ();
}
