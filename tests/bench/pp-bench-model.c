/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-bench-model.h"

#include <math.h>

#define SPACING 250

static const char layout_id[] = "layout-1";

static const struct {
  const char *kind;
  int         width;
  int         height;
} shapes[] = {
  { "process", 100, 100 },
  { "store", 150, 75 },
  { "actor", 150, 80 },
};

static const char * const words[] = {
  "order", "user", "billing", "search", "audit", "mail", "sign-in", "cart", "stock", "report",
};

static const char * const protocols[] = { "HTTPS", "gRPC", "SQL", "AMQP", "" };

static const char * const categories[] = {
  "Spoofing", "Tampering", "Repudiation", "Information disclosure", "Denial of service",
  "Elevation of privilege",
};

typedef struct {
  PpModel    *model;
  GRand      *random;
  guint       n_nodes;
  guint       n_columns;
  JsonObject *placements;
} Builder;

/* Looks like a random UUID and is none. */
static char *
make_id (const char *what,
         guint       number)
{
  guint64 hash = 14695981039346656037u;

  for (const char *p = what; *p != '\0'; p++)
    hash = (hash ^ (guchar) *p) * 1099511628211u;
  hash = (hash ^ number) * 1099511628211u;

  return g_strdup_printf ("%08x-%04x-4%03x-a%03x-%012x", (guint) (hash >> 32),
                          (guint) (hash >> 16) & 0xFFFF, (guint) hash & 0xFFF,
                          (guint) (hash >> 52), number);
}

static void
add_record (Builder      *self,
            PpRecordType  type,
            const char   *id,
            JsonObject   *record)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), record);
  g_autoptr (GError) error = NULL;

  json_object_unref (record);
  if (!pp_model_add_record (self->model, type, id, node, &error))
    g_error ("%s", error->message);
}

static void
add_fact (JsonObject *facts,
          const char *name,
          gboolean    value)
{
  json_object_set_member (facts, name,
                          pp_fact_new_truth (value ? PP_TRUTH_YES : PP_TRUTH_NO,
                                             PP_FACT_SOURCE_PERSON, NULL));
}

static void
place (Builder           *self,
       const char        *id,
       const PpPlacement *placement)
{
  json_object_set_member (self->placements, id, pp_placement_to_json (placement));
}

static void
add_threat (Builder    *self,
            const char *element,
            guint       number)
{
  g_autofree char *id = make_id ("threat", number);
  const char *category = categories[number % G_N_ELEMENTS (categories)];
  g_autofree char *title = g_strdup_printf ("%s no. %u", category, number);
  JsonObject *record = json_object_new ();

  json_object_set_string_member (record, "element", element);
  json_object_set_int_member (record, "number", number);
  json_object_set_string_member (record, "title", title);
  json_object_set_string_member (record, "methodology", "STRIDE");
  json_object_set_string_member (record, "category", category);
  json_object_set_string_member (record, "status", number % 3 == 0 ? "Mitigated" : "Open");
  json_object_set_string_member (record, "severity", number % 2 == 0 ? "High" : "Medium");
  json_object_set_string_member (record, "description", "What can go wrong here, in a sentence or two.");
  json_object_set_string_member (record, "mitigation", "What is done about it.");
  add_record (self, PP_RECORD_THREAT, id, record);
}

static void
add_node (Builder *self,
          guint    index)
{
  guint shape = index % G_N_ELEMENTS (shapes);
  g_autofree char *id = make_id ("node", index);
  g_autofree char *name = g_strdup_printf ("%s %s %u", words[g_rand_int_range (self->random, 0, G_N_ELEMENTS (words))],
                                           shapes[shape].kind, index);
  PpPlacement placement = PP_PLACEMENT_INIT;
  JsonObject *record = json_object_new ();
  JsonObject *facts = json_object_new ();

  add_fact (facts, "encrypted", index % 2 == 0);
  json_object_set_string_member (record, "kind", shapes[shape].kind);
  json_object_set_string_member (record, "name", name);
  json_object_set_object_member (record, "facts", facts);
  add_record (self, PP_RECORD_NODE, id, record);

  placement.x = index % self->n_columns * SPACING;
  placement.y = index / self->n_columns * SPACING;
  placement.width = shapes[shape].width;
  placement.height = shapes[shape].height;
  placement.z = index + 1;
  place (self, id, &placement);

  add_threat (self, id, index + 1);
}

static guint
choose_target (Builder *self,
               guint    source)
{
  const int steps[] = { 1, -1, self->n_columns, -(int) self->n_columns, self->n_columns + 1 };
  int target;

  if (g_rand_int_range (self->random, 0, 100) == 0)
    return g_rand_int_range (self->random, 0, self->n_nodes);

  target = (int) source + steps[g_rand_int_range (self->random, 0, G_N_ELEMENTS (steps))];

  return CLAMP (target, 0, (int) self->n_nodes - 1);
}

static PpPoint
centre_of (Builder *self,
           guint    index)
{
  return (PpPoint) { index % self->n_columns * SPACING + 50, index / self->n_columns * SPACING + 50 };
}

static void
add_edge (Builder *self,
          guint    index)
{
  guint source = g_rand_int_range (self->random, 0, self->n_nodes);
  guint target = choose_target (self, source);
  g_autofree char *id = make_id ("edge", index);
  g_autofree char *source_id = make_id ("node", source);
  g_autofree char *target_id = make_id ("node", target);
  g_autofree char *name = g_strdup_printf ("%s flow %u", words[index % G_N_ELEMENTS (words)], index);
  PpPlacement placement = PP_PLACEMENT_INIT;
  PpPoint from = centre_of (self, source), to = centre_of (self, target);
  PpPoint bend = { (from.x + to.x) / 2, (from.y + to.y) / 2 };
  JsonObject *record = json_object_new ();
  JsonObject *facts = json_object_new ();

  add_fact (facts, "encrypted", index % 3 == 0);
  add_fact (facts, "publicNetwork", index % 5 == 0);
  json_object_set_string_member (record, "kind", "data-flow");
  json_object_set_string_member (record, "name", name);
  json_object_set_string_member (record, "source", source_id);
  json_object_set_string_member (record, "target", target_id);
  json_object_set_string_member (record, "protocol", protocols[index % G_N_ELEMENTS (protocols)]);
  json_object_set_object_member (record, "facts", facts);
  add_record (self, PP_RECORD_EDGE, id, record);

  placement.z = self->n_nodes + index + 1;
  bend.x += g_rand_int_range (self->random, -40, 41);
  bend.y += g_rand_int_range (self->random, -40, 41);
  placement.points = &bend;
  placement.n_points = g_rand_int_range (self->random, 0, 10) < 4 ? 1 : 0;
  place (self, id, &placement);
}

static void
add_layout (Builder *self)
{
  JsonObject *record = json_object_new ();

  json_object_set_string_member (record, "title", "Benchmark");
  json_object_set_string_member (record, "methodology", "STRIDE");
  json_object_set_object_member (record, "placements", g_steal_pointer (&self->placements));
  add_record (self, PP_RECORD_LAYOUT, layout_id, record);
}

static void
set_threat_top (PpModel *model,
                guint    number)
{
  g_autoptr (JsonNode) value = json_node_init_int (json_node_alloc (), number);
  g_autoptr (PpChange) change = pp_change_new_set (PP_RECORD_MODEL, pp_model_get_id (model), "threatTop",
                                                   NULL, value);

  pp_model_apply_silently (model, change, NULL);
}

PpModel *
pp_bench_model_new (guint   n_nodes,
                    guint   n_edges,
                    char  **out_layout_id)
{
  Builder self = {
    .model = pp_model_new ("benchmark"),
    .random = g_rand_new_with_seed (1),
    .n_nodes = n_nodes,
    .n_columns = MAX (1, (guint) ceil (sqrt (n_nodes))),
    .placements = json_object_new (),
  };

  for (guint i = 0; i < n_nodes; i++)
    add_node (&self, i);
  for (guint i = 0; n_nodes > 0 && i < n_edges; i++)
    add_edge (&self, i);
  add_layout (&self);

  set_threat_top (self.model, n_nodes);

  g_rand_free (self.random);
  if (out_layout_id != NULL)
    *out_layout_id = g_strdup (layout_id);

  return self.model;
}
