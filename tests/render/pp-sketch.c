/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-sketch.h"

#define CELL_WIDTH 240
#define CELL_HEIGHT 180

PpModel *
sketch_new (void)
{
  PpModel *model = pp_model_new ("model");

  sketch_add (model, PP_RECORD_LAYOUT, SKETCH_LAYOUT, "{ \"title\": \"Overview\" }");
  return model;
}

static JsonNode *
parse (const char *json)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);
  return node;
}

static void
apply (PpModel  *model,
       PpChange *change)
{
  g_autoptr(GPtrArray) changes = pp_change_list_new ();
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (changes, change);
  pp_model_apply (model, changes, &error);
  g_assert_no_error (error);
}

void
sketch_add (PpModel      *model,
            PpRecordType  type,
            const char   *id,
            const char   *format,
            ...)
{
  g_autofree char *json = NULL;
  g_autoptr(JsonNode) node = NULL;
  va_list arguments;

  va_start (arguments, format);
  json = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  node = parse (json);
  apply (model, pp_change_new_add (type, id, node));
}

void
sketch_place (PpModel           *model,
              const char        *id,
              const PpPlacement *placement)
{
  g_autofree char *field = g_strconcat ("placements/", id, NULL);
  const PpPlacement *before = pp_layout_get_placement (pp_model_lookup_layout (model, SKETCH_LAYOUT), id);
  g_autoptr(JsonNode) old = before != NULL ? pp_placement_to_json (before) : NULL;
  g_autoptr(JsonNode) new = placement != NULL ? pp_placement_to_json (placement) : NULL;

  apply (model, pp_change_new_set (PP_RECORD_LAYOUT, SKETCH_LAYOUT, field, old, new));
}

void
sketch_node (PpModel    *model,
             const char *id,
             const char *kind,
             double      x,
             double      y,
             double      width,
             double      height)
{
  g_autoptr(PpPlacement) placement = pp_placement_new_box (x, y, width, height, 0);

  sketch_add (model, PP_RECORD_NODE, id, "{ \"kind\": \"%s\", \"name\": \"Node %s\" }", kind, id);
  sketch_place (model, id, placement);
}

void
sketch_edge (PpModel    *model,
             const char *id,
             const char *source,
             const char *target)
{
  g_autoptr(PpPlacement) placement = pp_placement_new ();

  placement->z = 10;
  sketch_add (model, PP_RECORD_EDGE, id,
              "{ \"kind\": \"data-flow\", \"name\": \"Flow %s\", \"source\": \"%s\", \"target\": \"%s\" }",
              id, source, target);
  sketch_place (model, id, placement);
}

void
sketch_set (PpModel    *model,
            const char *id,
            const char *field,
            const char *json)
{
  PpRecord *record = pp_model_lookup (model, id);
  g_autoptr(JsonNode) old = pp_record_dup_field (record, field);
  g_autoptr(JsonNode) new = json != NULL ? parse (json) : NULL;

  apply (model, pp_change_new_set (pp_record_get_record_type (record), id, field, old, new));
}

PpModel *
sketch_new_random (GRand *random,
                   guint  n_nodes,
                   guint  n_edges)
{
  static const char * const kinds[] = { "process", "store", "actor", "web-service", "database", "user" };
  PpModel *model = sketch_new ();
  const guint columns = 8;

  for (guint i = 0; i < n_nodes; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%02u", i);
      double x = (i % columns) * CELL_WIDTH + g_rand_int_range (random, 0, 60);
      double y = (i / columns) * CELL_HEIGHT + g_rand_int_range (random, 0, 50);

      sketch_node (model, id, kinds[g_rand_int_range (random, 0, G_N_ELEMENTS (kinds))], x, y, 120, 80);
    }
  for (guint i = 0; i < n_edges; i++)
    {
      g_autofree char *id = g_strdup_printf ("e%02u", i);
      g_autofree char *source = g_strdup_printf ("n%02d", g_rand_int_range (random, 0, n_nodes));
      g_autofree char *target = g_strdup_printf ("n%02d", g_rand_int_range (random, 0, n_nodes));

      sketch_edge (model, id, source, target);
    }
  return model;
}
