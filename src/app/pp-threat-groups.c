/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-threat-groups.h"

#include <glib/gi18n.h>

#include <string.h>

#include "pp-methodologies.h"
#include "pp-threat-words.h"
#include "pp-turn.h"

/* A group that is being made. Its rank is of all items, shown or not: deciding threats one by one does
 * not move groups about. */
typedef struct {
  char      *key;
  char      *title;
  char      *element;
  char      *sort_key;
  int        rank;
  GPtrArray *items;
} Draft;

struct _PpThreatFill {
  GListStore     *groups;
  PpModel        *model;
  PpThreatFilter  filter;      /* with words of its own */
  GPtrArray      *items;
  GPtrArray      *drafts;      /* Draft */
  GHashTable     *by_key;      /* key → Draft, borrowed */
  guint           n_sorted;    /* items that are in a draft, or in none because they are not shown */
  GHashTable     *old;         /* key → PpThreatGroup that was there before; NULL until all items are sorted */
  GPtrArray      *wanted;      /* PpThreatGroup, as many of the drafts as have been made into one */
  guint           n_done;      /* groups that have their items */
};

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_free (draft->key);
  g_free (draft->title);
  g_free (draft->sort_key);
  g_free (draft->element);
  g_ptr_array_unref (draft->items);
  g_free (draft);
}

/* Categories in the order in which methods list them. */
static int
rank_category (const char *category)
{
  const char * const *known = pp_methodology_get_categories ("Generic", PP_DFD_PROCESS);
  int n_known = g_strv_length ((char **) known);

  for (int i = 0; i < n_known; i++)
    if (g_ascii_strcasecmp (known[i], category) == 0)
      return n_known - i;
  return 0;
}

static Draft *
draft_new (PpModel      *model,
           PpThreatItem *item,
           gboolean      by_category)
{
  Draft *draft = g_new0 (Draft, 1);

  draft->items = g_ptr_array_new ();
  if (!by_category)
    {
      draft->key = g_strdup (item->element);
      draft->element = g_strdup (item->element);
      draft->title = pp_threat_words_dup_element (model, item->element);
      draft->rank = -1;
      return draft;
    }
  draft->key = g_strdup (item->category);
  draft->title = g_strdup (*item->category != '\0' ? gettext (item->category) : _("No Category"));
  draft->rank = rank_category (item->category);
  return draft;
}

static gboolean
is_shown (PpThreatItem *item,
          const char   *show)
{
  if (g_str_equal (show, "open"))
    return pp_threat_item_is_open (item);
  if (g_str_equal (show, "gone"))
    return item->gone;
  if (g_str_equal (show, "decided"))
    return item->threat != NULL && !item->gone && !pp_threat_item_is_open (item);
  return TRUE;
}

static gboolean
contains (const char *text,
          const char *folded)
{
  g_autofree char *own = g_utf8_casefold (text, -1);

  return strstr (own, folded) != NULL;
}

static gboolean
matches (PpModel              *model,
         PpThreatItem         *item,
         const PpThreatFilter *filter)
{
  g_autofree char *name = NULL;

  if (!is_shown (item, filter->show) || MAX (item->severity, 0) < filter->least_severity)
    return FALSE;
  if (filter->text == NULL || *filter->text == '\0' || contains (pp_threat_item_get_title (item), filter->text)
      || contains (gettext (item->category), filter->text)
      || (item->finding != NULL && contains (item->finding->rule->id, filter->text)))
    return TRUE;
  name = pp_threat_words_dup_element (model, item->element);
  return contains (name, filter->text);
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const PpThreatItem *one = *(const PpThreatItem * const *) a, *other = *(const PpThreatItem * const *) b;
  int order;

  if (one->severity != other->severity)
    return one->severity > other->severity ? -1 : 1;
  order = strcmp (pp_threat_item_get_sort_key ((PpThreatItem *) one),
                  pp_threat_item_get_sort_key ((PpThreatItem *) other));
  return order != 0 ? order : g_strcmp0 (one->key, other->key);
}

static int
compare_drafts (gconstpointer a,
                gconstpointer b)
{
  const Draft *one = *(const Draft * const *) a, *other = *(const Draft * const *) b;
  int order;

  if (one->rank != other->rank)
    return one->rank > other->rank ? -1 : 1;
  order = strcmp (one->sort_key, other->sort_key);
  return order != 0 ? order : g_strcmp0 (one->key, other->key);
}

static Draft *
ensure_draft (PpThreatFill *self,
              PpThreatItem *item)
{
  gboolean by_category = self->filter.by_category;
  Draft *draft = g_hash_table_lookup (self->by_key, by_category ? item->category : item->element);

  if (draft != NULL)
    return draft;
  draft = draft_new (self->model, item, by_category);
  g_hash_table_insert (self->by_key, draft->key, draft);
  g_ptr_array_add (self->drafts, draft);
  return draft;
}

static void
sort_item (PpThreatFill *self,
           PpThreatItem *item)
{
  Draft *draft = ensure_draft (self, item);

  if (!self->filter.by_category)
    draft->rank = MAX (draft->rank, item->severity);
  if (!matches (self->model, item, &self->filter))
    return;
  g_ptr_array_add (draft->items, item);
  if (draft->sort_key == NULL)
    draft->sort_key = g_utf8_collate_key (draft->title, -1);
}

/* Replaces only what is different between the ends that are the same, and of that up to @limit from the top.
 *
 * Returns: whether there is something left */
static gboolean
fill_store (GListStore *store,
            GPtrArray  *wanted,
            guint       limit)
{
  GListModel *model = G_LIST_MODEL (store);
  guint n_old = g_list_model_get_n_items (model), first = 0, last = 0, n_gone, n_new;
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_old; i++)
    g_ptr_array_add (old, g_list_model_get_item (model, i));
  while (first < n_old && first < wanted->len
         && g_ptr_array_index (old, first) == g_ptr_array_index (wanted, first))
    first++;
  while (first + last < n_old && first + last < wanted->len
         && g_ptr_array_index (old, n_old - 1 - last) == g_ptr_array_index (wanted, wanted->len - 1 - last))
    last++;
  n_gone = n_old - first - last;
  n_new = wanted->len - first - last;
  if (n_gone > 0 || n_new > 0)
    g_list_store_splice (store, first, MIN (n_gone, limit), wanted->pdata + first, MIN (n_new, limit));
  return MAX (n_gone, n_new) > limit;
}

static char *
make_key (const char *element,
          const char *title)
{
  return g_strconcat (element != NULL ? element : "", "\n", title, NULL);
}

static GHashTable *
index_groups (GListStore *groups)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  guint n_groups = g_list_model_get_n_items (G_LIST_MODEL (groups));

  for (guint i = 0; i < n_groups; i++)
    {
      PpThreatGroup *group = g_list_model_get_item (G_LIST_MODEL (groups), i);

      g_hash_table_replace (index, make_key (pp_threat_group_get_element (group), pp_threat_group_get_title (group)),
                            group);
    }
  return index;
}

/**
 * pp_threat_fill_new:
 * @groups: (element-type PpThreatGroup): what is filled
 * @model: where the items belong
 * @items: (element-type PpThreatItem): what is known; they live as long as this
 * @filter: what is shown of them
 *
 * Does nothing yet; pp_threat_fill_step() does. What stands in @groups stays until it is known what goes where.
 */
PpThreatFill *
pp_threat_fill_new (GListStore           *groups,
                    PpModel              *model,
                    GPtrArray            *items,
                    const PpThreatFilter *filter)
{
  PpThreatFill *self = g_new0 (PpThreatFill, 1);

  self->groups = g_object_ref (groups);
  self->model = g_object_ref (model);
  self->filter = *filter;
  self->filter.show = g_strdup (filter->show);
  self->filter.text = g_strdup (filter->text);
  self->items = g_ptr_array_ref (items);
  self->drafts = g_ptr_array_new_with_free_func (draft_free);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->wanted = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

static void
sort_drafts (PpThreatFill *self)
{
  g_hash_table_remove_all (self->by_key);
  for (guint i = self->drafts->len; i-- > 0;)
    if (((Draft *) g_ptr_array_index (self->drafts, i))->items->len == 0)
      g_ptr_array_remove_index_fast (self->drafts, i);
  g_ptr_array_sort (self->drafts, compare_drafts);
  self->old = index_groups (self->groups);
}

/* Returns: whether there is something left */
static gboolean
sort_some (PpThreatFill *self,
           guint         n_items)
{
  guint end = self->n_sorted + MIN (n_items, self->items->len - self->n_sorted);

  while (self->n_sorted < end)
    sort_item (self, g_ptr_array_index (self->items, self->n_sorted++));
  return self->n_sorted < self->items->len;
}

static void
make_group (PpThreatFill *self,
            Draft        *draft)
{
  g_autofree char *key = make_key (draft->element, draft->title);
  PpThreatGroup *group = g_hash_table_lookup (self->old, key);

  group = group != NULL ? g_object_ref (group) : pp_threat_group_new (draft->title, draft->element);
  g_ptr_array_sort (draft->items, compare_items);
  g_ptr_array_add (self->wanted, group);
}

gboolean
pp_threat_fill_step (PpThreatFill *self,
                     guint         n_items)
{
  if (sort_some (self, n_items))
    return TRUE;
  if (self->old == NULL)
    {
      sort_drafts (self);
      if (self->items->len > n_items)
        return TRUE;
    }
  while (self->n_done < self->drafts->len)
    {
      Draft *draft = g_ptr_array_index (self->drafts, self->n_done);

      if (self->wanted->len == self->n_done)
        make_group (self, draft);
      if (fill_store (pp_threat_group_get_items (g_ptr_array_index (self->wanted, self->n_done)), draft->items,
                      n_items))
        return TRUE;
      self->n_done++;
      if (draft->items->len >= n_items)
        return TRUE;
      n_items -= draft->items->len;
    }
  return fill_store (self->groups, self->wanted, n_items);
}

static void
drop_groups (GHashTable *groups)
{
  GHashTableIter iter;
  gpointer group;

  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    pp_turn_unref (g_object_ref (group));
  g_hash_table_unref (groups);
}

void
pp_threat_fill_free (PpThreatFill *self)
{
  g_clear_pointer (&self->old, drop_groups);
  g_ptr_array_unref (self->wanted);
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->drafts);
  g_ptr_array_unref (self->items);
  g_free ((char *) self->filter.show);
  g_free ((char *) self->filter.text);
  g_object_unref (self->model);
  g_object_unref (self->groups);
  g_free (self);
}
