/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Branch and bound: some set without a chosen thing is taken, and each of its things tried in turn; those
 * that were tried are barred from the branches that follow, so that nothing is looked at twice. Sets that
 * share nothing each need a thing of their own: the sum of the cheapest of these is what must yet be paid
 * at least. A greedy answer comes first, so there always is one. */

#include "pp-hitting-set.h"

#include <string.h>

void
_pp_hitting_set_init (PpHittingSet *self,
                      GArray       *costs,
                      guint         budget)
{
  guint n = MAX (costs->len, 1);

  *self = (PpHittingSet) {
    .costs = costs,
    .sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref),
    .best = g_array_new (FALSE, FALSE, sizeof (guint)),
    .budget = budget,
    .chosen = g_array_new (FALSE, FALSE, sizeof (guint)),
    .barred = g_array_new (FALSE, FALSE, sizeof (guint)),
    .is_chosen = g_new0 (guint8, n),
    .is_barred = g_new0 (guint8, n),
    .is_used = g_new0 (guint8, n),
  };
}

void
_pp_hitting_set_clear (PpHittingSet *self)
{
  g_ptr_array_unref (self->sets);
  g_array_unref (self->best);
  g_array_unref (self->chosen);
  g_array_unref (self->barred);
  g_free (self->is_chosen);
  g_free (self->is_barred);
  g_free (self->is_used);
}

static int
compare_lengths (gconstpointer a,
                 gconstpointer b)
{
  const GArray *one = *(GArray * const *) a, *other = *(GArray * const *) b;

  if (one->len != other->len)
    return one->len < other->len ? -1 : 1;
  for (guint i = 0; i < one->len; i++)
    if (g_array_index (one, guint, i) != g_array_index (other, guint, i))
      return g_array_index (one, guint, i) < g_array_index (other, guint, i) ? -1 : 1;
  return 0;
}

void
_pp_hitting_set_add (PpHittingSet *self,
                     GArray       *set)
{
  g_assert (set->len > 0);
  g_ptr_array_add (self->sets, set);
}

static gint64
cost_of (PpHittingSet *self,
         guint         thing)
{
  return g_array_index (self->costs, gint64, thing);
}

static gboolean
is_hit (PpHittingSet *self,
        const GArray *set)
{
  for (guint i = 0; i < set->len; i++)
    if (self->is_chosen[g_array_index (set, guint, i)])
      return TRUE;
  return FALSE;
}

static gboolean
is_apart (PpHittingSet *self,
          const GArray *set)
{
  for (guint i = 0; i < set->len; i++)
    {
      guint thing = g_array_index (set, guint, i);

      if (self->is_used[thing] && !self->is_barred[thing])
        return FALSE;
    }
  return TRUE;
}

/* What the sets that are not hit will cost at least; G_MAXINT64 where one of them cannot be hit any
 * more. The set with the fewest choices goes to @narrowest. */
static gint64
find_rest (PpHittingSet  *self,
           const GArray **narrowest)
{
  gint64 rest = 0;
  guint fewest = G_MAXUINT;

  memset (self->is_used, 0, self->costs->len);
  *narrowest = NULL;
  for (guint i = 0; i < self->sets->len; i++)
    {
      const GArray *set = g_ptr_array_index (self->sets, i);
      gint64 cheapest = G_MAXINT64;
      guint n_choices = 0;

      if (is_hit (self, set))
        continue;
      for (guint j = 0; j < set->len; j++)
        if (!self->is_barred[g_array_index (set, guint, j)])
          {
            cheapest = MIN (cheapest, cost_of (self, g_array_index (set, guint, j)));
            n_choices++;
          }
      if (n_choices == 0)
        return G_MAXINT64;
      if (n_choices < fewest)
        *narrowest = set;
      fewest = MIN (fewest, n_choices);
      if (!is_apart (self, set))
        continue;
      rest += cheapest;
      for (guint j = 0; j < set->len; j++)
        self->is_used[g_array_index (set, guint, j)] = TRUE;
    }
  return rest;
}

static int
compare_things (gconstpointer a,
                gconstpointer b)
{
  guint one = *(const guint *) a, other = *(const guint *) b;

  return (one > other) - (one < other);
}

static void
keep (PpHittingSet *self,
      gint64        cost)
{
  g_array_set_size (self->best, 0);
  g_array_append_vals (self->best, self->chosen->data, self->chosen->len);
  g_array_sort (self->best, compare_things);
  self->best_cost = cost;
}

static void
choose (PpHittingSet *self,
        guint         thing)
{
  self->is_chosen[thing] = TRUE;
  g_array_append_val (self->chosen, thing);
}

static void
take_back (PpHittingSet *self)
{
  self->is_chosen[g_array_index (self->chosen, guint, self->chosen->len - 1)] = FALSE;
  g_array_set_size (self->chosen, self->chosen->len - 1);
}

/* The thing that hits most sets for its cost. */
static guint
find_bargain (PpHittingSet *self)
{
  g_autofree guint *hits = g_new0 (guint, MAX (self->costs->len, 1));
  guint best = G_MAXUINT;

  for (guint i = 0; i < self->sets->len; i++)
    {
      const GArray *set = g_ptr_array_index (self->sets, i);

      for (guint j = 0; !is_hit (self, set) && j < set->len; j++)
        hits[g_array_index (set, guint, j)]++;
    }
  for (guint i = 0; i < self->costs->len; i++)
    if (hits[i] > 0 && (best == G_MAXUINT ||
                        (double) hits[i] * cost_of (self, best) > (double) hits[best] * cost_of (self, i)))
      best = i;
  return best;
}

static gboolean
hits_all (PpHittingSet *self)
{
  for (guint i = 0; i < self->sets->len; i++)
    if (!is_hit (self, g_ptr_array_index (self->sets, i)))
      return FALSE;
  return TRUE;
}

static void
drop_superfluous (PpHittingSet *self)
{
  for (guint i = self->chosen->len; i > 0; i--)
    {
      guint thing = g_array_index (self->chosen, guint, i - 1);

      self->is_chosen[thing] = FALSE;
      if (hits_all (self))
        g_array_remove_index (self->chosen, i - 1);
      else
        self->is_chosen[thing] = TRUE;
    }
}

static void
solve_greedily (PpHittingSet *self)
{
  gint64 cost = 0;
  guint thing;

  while ((thing = find_bargain (self)) != G_MAXUINT)
    choose (self, thing);
  drop_superfluous (self);
  for (guint i = 0; i < self->chosen->len; i++)
    cost += cost_of (self, g_array_index (self->chosen, guint, i));
  keep (self, cost);
  while (self->chosen->len > 0)
    take_back (self);
}

static void
branch (PpHittingSet *self,
        gint64        cost)
{
  guint n_barred = self->barred->len;
  const GArray *set;
  gint64 rest;

  if (self->budget == 0)
    return;
  self->budget--;
  rest = find_rest (self, &set);
  if (rest == G_MAXINT64 || cost + rest >= self->best_cost)
    return;
  if (set == NULL)
    {
      keep (self, cost);
      return;
    }
  for (guint i = 0; i < set->len; i++)
    {
      guint thing = g_array_index (set, guint, i);

      if (self->is_barred[thing])
        continue;
      choose (self, thing);
      branch (self, cost + cost_of (self, thing));
      take_back (self);
      self->is_barred[thing] = TRUE;
      g_array_append_val (self->barred, thing);
    }
  for (; self->barred->len > n_barred; g_array_set_size (self->barred, self->barred->len - 1))
    self->is_barred[g_array_index (self->barred, guint, self->barred->len - 1)] = FALSE;
}

void
_pp_hitting_set_solve (PpHittingSet *self)
{
  const GArray *set;
  gint64 bound;

  g_ptr_array_sort (self->sets, compare_lengths);
  solve_greedily (self);
  bound = find_rest (self, &set);
  if (self->budget > 0)
    branch (self, 0);
  self->bound = MAX (self->bound, self->budget > 0 ? self->best_cost : bound);
}
