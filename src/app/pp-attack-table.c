/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-attack-table.h"

#include <glib/gi18n.h>

#include "pp-threat-words.h"

struct _PpAttackRow {
  GObject  parent_instance;

  char    *id;
  char    *texts[PP_ATTACK_TABLE_MAX_COLUMNS];
  double   values[PP_ATTACK_TABLE_MAX_COLUMNS];
};

G_DEFINE_FINAL_TYPE (PpAttackRow, pp_attack_row, G_TYPE_OBJECT)

typedef struct {
  const char *title;
  gboolean    is_number;
  gboolean    expands;
} Column;

static const Column technique_columns[] = {
  { N_("Technique"), FALSE, FALSE },
  { N_("Name"), FALSE, TRUE },
  { N_("Tactics"), FALSE, TRUE },
  { N_("Open Threats"), TRUE, FALSE },
  { N_("Highest Severity"), TRUE, FALSE },
  { N_("Mitigation"), TRUE, FALSE },
};

static const Column group_columns[] = {
  { N_("Group"), FALSE, TRUE },
  { N_("Open Here"), TRUE, FALSE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (technique_columns) <= PP_ATTACK_TABLE_MAX_COLUMNS);

static void
pp_attack_row_finalize (GObject *object)
{
  PpAttackRow *self = PP_ATTACK_ROW (object);

  g_free (self->id);
  for (guint i = 0; i < PP_ATTACK_TABLE_MAX_COLUMNS; i++)
    g_free (self->texts[i]);
  G_OBJECT_CLASS (pp_attack_row_parent_class)->finalize (object);
}

static void
pp_attack_row_class_init (PpAttackRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_attack_row_finalize;
}

static void
pp_attack_row_init (PpAttackRow *self)
{
}

const char *
pp_attack_row_get_id (PpAttackRow *self)
{
  return self->id;
}

const char *
pp_attack_row_get_text (PpAttackRow *self,
                        guint        column)
{
  return self->texts[column] != NULL ? self->texts[column] : "";
}

static char *
dup_coverage (const PpHeatTechnique *technique)
{
  switch (technique->coverage)
    {
    case PP_COVERAGE_OPEN:
      return g_strdup_printf (_("Open (0 of %u)"), technique->mitigations->len);
    case PP_COVERAGE_PARTLY:
      return g_strdup_printf (_("Partly (%u of %u)"), technique->n_in_place, technique->mitigations->len);
    case PP_COVERAGE_COVERED:
      return g_strdup (_("Covered"));
    case PP_COVERAGE_NONE:
    default:
      return g_strdup ("—");
    }
}

static PpAttackRow *
make_technique_row (const PpHeatTechnique *technique)
{
  PpAttackRow *row = g_object_new (PP_TYPE_ATTACK_ROW, NULL);

  row->id = g_strdup (technique->id);
  row->texts[0] = g_strdup (technique->id);
  row->texts[1] = g_strdup (technique->name);
  row->texts[3] = technique->n_threats > 0 ? g_strdup_printf (_("%u of %u"), technique->n_open, technique->n_threats)
                                           : g_strdup ("—");
  row->values[3] = technique->n_open + technique->n_threats / 1e6;
  row->texts[4] = g_strdup (technique->n_open > 0 ? pp_threat_words_severity (technique->severity) : "—");
  row->values[4] = technique->n_open > 0 ? technique->severity : -2;
  row->texts[5] = dup_coverage (technique);
  row->values[5] = technique->coverage;
  return row;
}

/**
 * pp_attack_table_list_techniques:
 * @map: a heat map
 * @only_used: whether to leave out techniques that are not in the model
 *
 * Returns: (transfer full) (element-type PpAttackRow): each technique once, with all tactics that it serves
 */
GListStore *
pp_attack_table_list_techniques (PpHeatMap *map,
                                 gboolean   only_used)
{
  GListStore *store = g_list_store_new (PP_TYPE_ATTACK_ROW);
  GPtrArray *tactics = pp_heat_map_get_tactics (map);
  g_autoptr (GHashTable) rows = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < tactics->len; i++)
    {
      const PpHeatTactic *tactic = g_ptr_array_index (tactics, i);

      for (guint j = 0; j < tactic->techniques->len; j++)
        {
          PpHeatTechnique *technique = g_ptr_array_index (tactic->techniques, j);
          PpAttackRow *row = g_hash_table_lookup (rows, technique);

          if (only_used && technique->n_threats == 0)
            continue;
          if (row != NULL)
            {
              g_autofree char *before = row->texts[2];

              row->texts[2] = g_strdup_printf ("%s, %s", before, tactic->name);
              continue;
            }
          row = make_technique_row (technique);
          row->texts[2] = g_strdup (tactic->name);
          g_hash_table_insert (rows, technique, row);
          g_list_store_append (store, row);
          g_object_unref (row);
        }
    }
  return store;
}

/**
 * pp_attack_table_list_groups:
 * @map: a heat map
 *
 * Returns: (transfer full) (element-type PpAttackRow): the groups, those that could do the largest part of
 *   what they do first
 */
GListStore *
pp_attack_table_list_groups (PpHeatMap *map)
{
  GListStore *store = g_list_store_new (PP_TYPE_ATTACK_ROW);
  g_autoptr (GArray) groups = pp_heat_map_list_groups (map);

  for (guint i = 0; i < groups->len; i++)
    {
      const PpHeatGroup *group = &g_array_index (groups, PpHeatGroup, i);
      g_autoptr (PpAttackRow) row = g_object_new (PP_TYPE_ATTACK_ROW, NULL);

      row->id = g_strdup (group->id);
      row->texts[0] = g_strdup (group->name);
      /* Translators: how many of the techniques of a group are open in a model. */
      row->texts[1] = g_strdup_printf (_("%u of %u"), group->n_open, group->n_techniques);
      row->values[1] = (double) group->n_open / group->n_techniques;
      g_list_store_append (store, row);
    }
  return store;
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         gpointer            column)
{
  PpAttackRow *row = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = pp_attack_row_get_text (row, GPOINTER_TO_UINT (column));

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, text);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b,
               gpointer      column)
{
  return g_utf8_collate (pp_attack_row_get_text ((PpAttackRow *) a, GPOINTER_TO_UINT (column)),
                         pp_attack_row_get_text ((PpAttackRow *) b, GPOINTER_TO_UINT (column)));
}

static int
compare_values (gconstpointer a,
                gconstpointer b,
                gpointer      column)
{
  double first = ((PpAttackRow *) a)->values[GPOINTER_TO_UINT (column)];
  double second = ((PpAttackRow *) b)->values[GPOINTER_TO_UINT (column)];

  return (first > second) - (first < second);
}

static void
add_columns (GtkColumnView *view,
             const Column  *columns,
             guint          n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_(columns[i].title), factory);
      g_autoptr (GtkSorter) sorter =
        GTK_SORTER (gtk_custom_sorter_new (columns[i].is_number ? compare_values : compare_texts,
                                           GUINT_TO_POINTER (i), NULL));

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
      gtk_column_view_column_set_expand (column, columns[i].expands);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_append_column (view, column);
    }
}

void
pp_attack_table_add_technique_columns (GtkColumnView *view)
{
  add_columns (view, technique_columns, G_N_ELEMENTS (technique_columns));
}

void
pp_attack_table_add_group_columns (GtkColumnView *view)
{
  add_columns (view, group_columns, G_N_ELEMENTS (group_columns));
}
