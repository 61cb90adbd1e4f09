/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the system consists of, and what is stated of it. */

#include "pp-report-private.h"

#include <string.h>

static GHashTable *
count_open_by_element (PpReportBuilder *self)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const PpRegisterEntry *entry = g_ptr_array_index (self->entries, i);
      guint n;

      if (entry->element == NULL || !pp_register_entry_is_open (entry))
        continue;
      n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, entry->element));
      g_hash_table_insert (counts, entry->element, GUINT_TO_POINTER (n + 1));
    }
  return counts;
}

/* Facts, sorted by their names in the file. */
static char *
dup_facts (PpReportBuilder *self,
           PpElement       *element)
{
  JsonObject *facts = pp_element_get_facts (element);
  GString *text = g_string_new (NULL);
  g_autoptr (GList) names = facts != NULL ? json_object_get_members (facts) : NULL;

  names = g_list_sort (names, (GCompareFunc) strcmp);
  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonNode *value = pp_fact_get_value (json_object_get_member (facts, name->data));
      g_autofree char *statement = value != NULL ? _pp_report_dup_statement (self, name->data, value) : NULL;

      if (statement != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", statement);
    }
  return g_string_free (text, FALSE);
}

/* Description, marking and what else is special, a line each. */
static char *
dup_notes (PpReportBuilder *self,
           PpElement       *element)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *marking = _pp_report_dup_marking (pp_element_get_marking (element));
  g_autofree char *facts = dup_facts (self, element);

  if (marking != NULL)
    g_ptr_array_add (lines, g_strdup_printf ("[%s]", marking));
  if (*pp_element_get_description (element) != '\0')
    g_ptr_array_add (lines, g_strdup (pp_element_get_description (element)));
  if (pp_element_get_out_of_scope (element))
    g_ptr_array_add (lines, *pp_element_get_scope_reason (element) != '\0'
                     ? g_strdup_printf (pp_report_say (self->report, "Out of scope: %s"),
                                        pp_element_get_scope_reason (element))
                     : g_strdup (pp_report_say (self->report, "Out of scope")));
  if (*facts != '\0')
    g_ptr_array_add (lines, g_steal_pointer (&facts));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
add_count (GArray     *row,
           GHashTable *counts,
           const char *id)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, id));
  g_autofree char *text = g_strdup_printf ("%u", n);

  pp_report_row_add (row, n > 0 ? PP_TONE_STRONG : PP_TONE_DIM, n > 0 ? text : "–");
}

static char *
dup_kind_inside (PpReportBuilder *self,
                 PpNode          *node,
                 const char      *inside)
{
  /* Translators: %s is the name of what an element is inside of. */
  g_autofree char *place = g_strdup_printf (pp_report_say (self->report, "in %s"), inside);

  return g_strdup_printf ("%s\n%s", _pp_report_kind_word (self, PP_ELEMENT (node)), place);
}

static void
add_node_row (PpReportBuilder *self,
              PpReportBlock   *table,
              PpNode          *node,
              GHashTable      *counts)
{
  const char *id = pp_record_get_id (PP_RECORD (node));
  const char *parent = pp_node_get_parent (node);
  g_autofree char *name = _pp_report_dup_name (self, id);
  g_autofree char *inside = parent != NULL && pp_model_lookup_element (self->model, parent) != NULL
                            ? _pp_report_dup_name (self, parent) : g_strdup ("");
  g_autofree char *notes = dup_notes (self, PP_ELEMENT (node));
  g_autofree char *kind = *inside != '\0'
                          ? dup_kind_inside (self, node, inside)
                          : g_strdup (_pp_report_kind_word (self, PP_ELEMENT (node)));
  GArray *row = pp_report_row_new ();

  pp_report_row_add (row, PP_TONE_STRONG, name);
  pp_report_row_add (row, PP_TONE_PLAIN, kind);
  pp_report_row_add (row, PP_TONE_PLAIN, notes);
  add_count (row, counts, id);
  g_ptr_array_add (table->rows, row);
}

static void
add_edge_row (PpReportBuilder *self,
              PpReportBlock   *table,
              PpEdge          *edge,
              GHashTable      *counts)
{
  const char *id = pp_record_get_id (PP_RECORD (edge));
  g_autofree char *name = _pp_report_dup_name (self, id);
  g_autofree char *source = _pp_report_dup_name (self, pp_edge_get_source (edge));
  g_autofree char *target = _pp_report_dup_name (self, pp_edge_get_target (edge));
  g_autofree char *ends = g_strdup_printf ("%s %s %s", source, pp_edge_get_bidirectional (edge) ? "↔" : "→",
                                           target);
  g_autofree char *notes = dup_notes (self, PP_ELEMENT (edge));
  const char *protocol = pp_edge_get_protocol (edge);
  g_autofree char *kind = *protocol != '\0'
                          ? g_strdup_printf ("%s, %s", _pp_report_kind_word (self, PP_ELEMENT (edge)), protocol)
                          : g_strdup (_pp_report_kind_word (self, PP_ELEMENT (edge)));
  g_autofree char *where = g_strdup_printf ("%s\n%s", ends, kind);
  GArray *row = pp_report_row_new ();

  pp_report_row_add (row, PP_TONE_STRONG, name);
  pp_report_row_add (row, PP_TONE_PLAIN, where);
  pp_report_row_add (row, PP_TONE_PLAIN, notes);
  add_count (row, counts, id);
  g_ptr_array_add (table->rows, row);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  PpElement *first = *(PpElement * const *) a, *second = *(PpElement * const *) b;
  int order = strcmp (pp_element_get_name (first), pp_element_get_name (second));

  return order != 0 ? order : strcmp (pp_record_get_id (PP_RECORD (first)), pp_record_get_id (PP_RECORD (second)));
}

typedef enum { PART_NODES, PART_FLOWS, PART_BOUNDARIES } Part;

static GPtrArray *
list_part (PpReportBuilder *self,
           Part             part)
{
  GPtrArray *elements = g_ptr_array_new ();

  for (PpRecordType type = PP_RECORD_NODE; type <= PP_RECORD_EDGE; type++)
    for (guint i = 0; i < pp_model_get_n_records (self->model, type); i++)
      {
        PpElement *element = PP_ELEMENT (pp_model_peek_record (self->model, type, i));
        PpDfdClass dfd_class = pp_kind_get_dfd_class (pp_kinds_resolve (self->kinds, pp_element_get_kind (element),
                                                                        type == PP_RECORD_EDGE));
        Part own = dfd_class == PP_DFD_BOUNDARY ? PART_BOUNDARIES : type == PP_RECORD_EDGE ? PART_FLOWS : PART_NODES;

        if (own == part && dfd_class != PP_DFD_TEXT &&
            _pp_report_shows (self, pp_record_get_id (PP_RECORD (element))))
          g_ptr_array_add (elements, element);
      }
  g_ptr_array_sort (elements, compare_names);
  return elements;
}

static void
add_part (PpReportBuilder      *self,
          Part                  part,
          const char           *title,
          const PpReportColumn *columns,
          guint                 n_columns,
          GHashTable           *counts)
{
  g_autoptr (GPtrArray) elements = list_part (self, part);
  PpReportBlock *table;

  if (elements->len == 0)
    return;
  pp_report_add_heading (self->report, 2, pp_report_say (self->report, title));
  table = pp_report_add_table (self->report, columns, n_columns);
  for (guint i = 0; i < elements->len; i++)
    {
      gpointer element = g_ptr_array_index (elements, i);

      if (PP_IS_NODE (element))
        add_node_row (self, table, element, counts);
      else
        add_edge_row (self, table, element, counts);
    }
}

void
_pp_report_add_elements (PpReportBuilder *self)
{
  static const PpReportColumn nodes[] = {
    { N_("Name"), 2.4 }, { N_("Kind"), 2 }, { N_("What is stated"), 5 }, { N_("Open threats"), 1 },
  };
  static const PpReportColumn flows[] = {
    { N_("Name"), 2.2 }, { N_("From and to"), 2.8 }, { N_("What is stated"), 4.4 }, { N_("Open threats"), 1 },
  };
  g_autoptr (GHashTable) counts = count_open_by_element (self);

  pp_report_add_heading (self->report, 1, pp_report_say (self->report, "Elements"));
  add_part (self, PART_NODES, N_("Things and people"), nodes, G_N_ELEMENTS (nodes), counts);
  add_part (self, PART_FLOWS, N_("Flows and relations"), flows, G_N_ELEMENTS (flows), counts);
  add_part (self, PART_BOUNDARIES, N_("Trust boundaries"), nodes, G_N_ELEMENTS (nodes), counts);
  if (pp_model_get_n_records (self->model, PP_RECORD_NODE) == 0)
    pp_report_add_paragraph (self->report, PP_TONE_PLAIN, pp_report_say (self->report, "The model has no elements."));
}
