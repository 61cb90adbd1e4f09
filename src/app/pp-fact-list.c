/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-fact-list.h"

#include <string.h>

#include <glib/gi18n.h>

#include "pp-fact-row.h"
#include "pp-inspector-tags-row.h"
#include "pp-turn.h"

#define N_FACT_TYPES (PP_FACT_TYPE_NUMBER + 1)

/* So many rows are made, or shown again, at once; all that a kind asks for take longer than a frame. */
#define ROWS_AT_ONCE 3

static const char * const no_words[] = { NULL };

struct _PpFactList {
  AdwPreferencesGroup  parent_instance;

  /* owned */
  PpInspectorSubject  *subject;
  PpKinds             *kinds;
  /* (element-type utf8 GtkWidget): rows that are shown, by the name of the fact */
  GHashTable          *shown;
  GPtrArray           *definitions;     /* of what is to be shown; borrowed from the kinds or from `unknown` */
  GPtrArray           *unknown;

  /* borrowed: the list box owns its rows, used and unused; by type */
  GtkListBox          *list;
  GPtrArray           *pool[N_FACT_TYPES];

  /* state */
  guint                n_shown;         /* of the definitions */
  guint                n_used[N_FACT_TYPES];
  guint                filling;
};

G_DEFINE_FINAL_TYPE (PpFactList, pp_fact_list, ADW_TYPE_PREFERENCES_GROUP)

static int
compare_rows (GtkListBoxRow *a,
              GtkListBoxRow *b,
              gpointer       data)
{
  return (int) pp_fact_row_get_position (GTK_WIDGET (a))
         - (int) pp_fact_row_get_position (GTK_WIDGET (b));
}

static void
pp_fact_list_dispose (GObject *object)
{
  PpFactList *self = PP_FACT_LIST (object);

  g_clear_handle_id (&self->filling, pp_turn_remove);
  g_clear_object (&self->subject);
  g_clear_object (&self->kinds);

  G_OBJECT_CLASS (pp_fact_list_parent_class)->dispose (object);
}

static void
pp_fact_list_finalize (GObject *object)
{
  PpFactList *self = PP_FACT_LIST (object);

  for (guint i = 0; i < N_FACT_TYPES; i++)
    g_ptr_array_unref (self->pool[i]);
  g_hash_table_unref (self->shown);
  g_ptr_array_unref (self->definitions);
  g_ptr_array_unref (self->unknown);

  G_OBJECT_CLASS (pp_fact_list_parent_class)->finalize (object);
}

static void
definition_free (gpointer data)
{
  PpFactDefinition *definition = data;

  g_free ((char *) definition->name);
  g_free (definition);
}

static void
pp_fact_list_init (PpFactList *self)
{
  self->definitions = g_ptr_array_new ();
  self->unknown = g_ptr_array_new_with_free_func (definition_free);
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < N_FACT_TYPES; i++)
    self->pool[i] = g_ptr_array_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Facts"));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_sort_func (self->list, compare_rows, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Facts"), -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->list));
}

void
pp_fact_list_set_subject (PpFactList         *self,
                          PpInspectorSubject *subject)
{
  g_return_if_fail (self->subject == NULL);

  self->subject = g_object_ref (subject);
}

void
pp_fact_list_set_kinds (PpFactList *self,
                        PpKinds    *kinds)
{
  g_set_object (&self->kinds, kinds);
}

static PpKind *
kind_of (PpFactList *self,
         PpRecord   *record)
{
  return pp_kinds_resolve (self->kinds, pp_element_get_kind (PP_ELEMENT (record)),
                           PP_IS_EDGE (record));
}

static gboolean
kind_offers (PpKind     *kind,
             const char *name)
{
  guint n_facts;
  const PpFactDefinition * const *facts = pp_kind_get_facts (kind, &n_facts);

  for (guint i = 0; i < n_facts; i++)
    if (strcmp (facts[i]->name, name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
all_kinds_offer (GHashTable *kinds,
                 const char *name)
{
  GHashTableIter iter;
  gpointer kind;

  g_hash_table_iter_init (&iter, kinds);
  while (g_hash_table_iter_next (&iter, &kind, NULL))
    if (!kind_offers (kind, name))
      return FALSE;
  return TRUE;
}

static void
add_offered (PpFactList *self)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new (NULL, NULL);
  PpKind *first = NULL;
  const PpFactDefinition * const *facts;
  guint n_facts;

  for (guint i = 0; i < pp_inspector_subject_get_n_ids (self->subject); i++)
    {
      PpRecord *record = pp_inspector_subject_get_record (self->subject, i);

      if (PP_IS_ELEMENT (record))
        {
          PpKind *kind = kind_of (self, record);

          first = first != NULL ? first : kind;
          g_hash_table_add (kinds, kind);
        }
    }
  if (first == NULL)
    return;
  facts = pp_kind_get_facts (first, &n_facts);
  for (guint i = 0; i < n_facts; i++)
    if (all_kinds_offer (kinds, facts[i]->name))
      g_ptr_array_add (self->definitions, (gpointer) facts[i]);
}

static PpFactType
guess_type (JsonNode *value)
{
  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return PP_FACT_TYPE_TRUTH;
  if (JSON_NODE_HOLDS_ARRAY (value))
    return PP_FACT_TYPE_WORDS;
  if (!JSON_NODE_HOLDS_VALUE (value))
    return PP_FACT_TYPE_WORD;
  if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    return PP_FACT_TYPE_TRUTH;
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return PP_FACT_TYPE_WORD;
  return PP_FACT_TYPE_NUMBER;
}

static gboolean
has_definition (GPtrArray  *definitions,
                const char *name)
{
  for (guint i = 0; i < definitions->len; i++)
    if (strcmp (((const PpFactDefinition *) g_ptr_array_index (definitions, i))->name, name) == 0)
      return TRUE;
  return FALSE;
}

/* A fact that no kind knows is listed under its own name. */
static void
add_present (PpFactList *self)
{
  PpRecord *record = pp_inspector_subject_get_record (self->subject, 0);
  JsonObject *facts = PP_IS_ELEMENT (record) ? pp_element_get_facts (PP_ELEMENT (record)) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *fact;

  if (facts == NULL)
    return;
  json_object_iter_init_ordered (&iter, facts);
  while (json_object_iter_next_ordered (&iter, &name, &fact))
    {
      const PpFactDefinition *known = pp_kinds_find_fact (self->kinds, name);
      PpFactDefinition *made;

      if (has_definition (self->definitions, name))
        continue;
      if (known != NULL)
        {
          g_ptr_array_add (self->definitions, (gpointer) known);
          continue;
        }
      made = g_new0 (PpFactDefinition, 1);
      made->name = g_strdup (name);
      made->label = made->name;
      made->description = "";
      made->words = no_words;
      made->type = guess_type (pp_fact_get_value (fact));
      g_ptr_array_add (self->unknown, made);
      g_ptr_array_add (self->definitions, made);
    }
}

static guint
count_known (PpFactList *self)
{
  PpRecord *record = pp_inspector_subject_get_record (self->subject, 0);
  JsonObject *facts = PP_IS_ELEMENT (record) ? pp_element_get_facts (PP_ELEMENT (record)) : NULL;
  guint n_known = 0;

  for (guint i = 0; facts != NULL && i < self->definitions->len; i++)
    {
      const PpFactDefinition *definition = g_ptr_array_index (self->definitions, i);

      n_known += json_object_has_member (facts, definition->name) ? 1 : 0;
    }
  return n_known;
}

/* How far the questions about one element are answered. */
static void
show_description (PpFactList *self)
{
  g_autofree char *text = NULL;

  if (pp_inspector_subject_get_n_ids (self->subject) == 1)
    /* Translators: of how many facts about an element something is known, of how many asked for. */
    text = g_strdup_printf (_("%u known of %u"), count_known (self), self->definitions->len);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), text);
}

static void
show_fact (PpFactList *self,
           GtkWidget  *row)
{
  const PpFactDefinition *definition = g_ptr_array_index (self->definitions, self->n_shown);

  pp_fact_row_set_fact (row, definition, self->n_shown);
  pp_fact_row_refresh (row);
  if (gtk_widget_get_parent (row) == NULL)
    gtk_list_box_append (self->list, row);
  gtk_widget_set_visible (row, TRUE);
  g_hash_table_insert (self->shown, g_strdup (definition->name), row);
  self->n_shown++;
}

static gboolean
has_seen_row (PpFactList *self,
              PpFactType  type)
{
  GPtrArray *pool = self->pool[type];

  return self->n_used[type] < pool->len
         && gtk_widget_get_visible (g_ptr_array_index (pool, self->n_used[type]));
}

/* Takes the rows that are seen, and shows up to @n_new others. */
static void
show_more (PpFactList *self,
           guint       n_new)
{
  while (self->n_shown < self->definitions->len)
    {
      PpFactType type = ((const PpFactDefinition *) g_ptr_array_index (self->definitions, self->n_shown))->type;
      GPtrArray *pool = self->pool[type];

      if (!has_seen_row (self, type) && n_new-- == 0)
        break;
      if (self->n_used[type] == pool->len)
        g_ptr_array_add (pool, pp_fact_row_new (self->subject, type));
      show_fact (self, g_ptr_array_index (pool, self->n_used[type]++));
    }
  gtk_list_box_invalidate_sort (self->list);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_STATE_BUSY,
                               self->n_shown < self->definitions->len, -1);
}

/* Rows that are made while nobody sees them would all have to be laid out together. */
static gboolean
fill_cb (gpointer user_data)
{
  PpFactList *self = PP_FACT_LIST (user_data);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_more (self, ROWS_AT_ONCE);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->n_shown < self->definitions->len)
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

static void
fill (PpFactList *self)
{
  if (self->n_shown < self->definitions->len && self->filling == 0)
    self->filling = pp_turn_add_framed (GTK_WIDGET (self), fill_cb, self);
}

static void
pp_fact_list_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pp_fact_list_parent_class)->map (widget);
  fill (PP_FACT_LIST (widget));
}

static void
pp_fact_list_class_init (PpFactListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pp_fact_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = pp_fact_list_finalize;
  GTK_WIDGET_CLASS (klass)->map = pp_fact_list_map;
}

static void
show_facts (PpFactList *self)
{
  g_hash_table_remove_all (self->shown);
  self->n_shown = 0;
  memset (self->n_used, 0, sizeof self->n_used);
  show_more (self, ROWS_AT_ONCE);
  for (guint type = 0; type < N_FACT_TYPES; type++)
    for (guint i = self->n_used[type]; i < self->pool[type]->len; i++)
      gtk_widget_set_visible (g_ptr_array_index (self->pool[type], i), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), self->definitions->len > 0);
  fill (self);
}

/**
 * pp_fact_list_refresh:
 * @self: a list
 *
 * Shows the facts that the subject's records have now; rows that are not there yet come a few at a time.
 */
void
pp_fact_list_refresh (PpFactList *self)
{
  g_ptr_array_set_size (self->definitions, 0);
  g_ptr_array_set_size (self->unknown, 0);
  if (self->kinds != NULL)
    {
      add_offered (self);
      if (pp_inspector_subject_get_n_ids (self->subject) == 1)
        add_present (self);
    }
  show_facts (self);
  show_description (self);
}

GtkWidget *
pp_fact_list_find_row (PpFactList *self,
                       const char *fact)
{
  show_more (self, G_MAXUINT);
  return g_hash_table_lookup (self->shown, fact);
}

void
pp_fact_list_flush (PpFactList *self)
{
  GPtrArray *rows = self->pool[PP_FACT_TYPE_WORDS];

  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (rows, i);

      if (gtk_widget_get_visible (row))
        pp_inspector_tags_row_flush (PP_INSPECTOR_TAGS_ROW (row));
    }
}
