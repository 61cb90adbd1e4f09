/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-overlay.h"

struct _PpOverlay {
  gatomicrefcount  ref_count;
  GPtrArray       *steps;       /* of PpOverlayStep */
  GPtrArray       *marks;       /* of PpOverlayMark */
  GPtrArray       *elements;    /* of char *, each once */
  GHashTable      *known;       /* the same, keys borrowed from the array */
};

G_DEFINE_BOXED_TYPE (PpOverlay, pp_overlay, pp_overlay_ref, pp_overlay_unref)

static void
step_free (PpOverlayStep *step)
{
  g_free (step->from);
  g_free (step->to);
  g_free (step->via);
  g_free (step);
}

static void
mark_free (PpOverlayMark *mark)
{
  g_free (mark->element);
  g_free (mark->text);
  g_free (mark);
}

PpOverlay *
pp_overlay_new (void)
{
  PpOverlay *self = g_new0 (PpOverlay, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) mark_free);
  self->elements = g_ptr_array_new_with_free_func (g_free);
  self->known = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

PpOverlay *
pp_overlay_ref (PpOverlay *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
pp_overlay_unref (PpOverlay *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->elements);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->marks);
  g_free (self);
}

static void
speak_of (PpOverlay  *self,
          const char *element)
{
  char *own;

  if (element == NULL || g_hash_table_contains (self->known, element))
    return;
  own = g_strdup (element);
  g_ptr_array_add (self->elements, own);
  g_hash_table_add (self->known, own);
}

void
pp_overlay_add_step (PpOverlay     *self,
                     PpOverlayLine  line,
                     const char    *from,
                     const char    *to,
                     const char    *via,
                     guint          number,
                     gboolean       warns)
{
  PpOverlayStep *step;

  g_return_if_fail (self != NULL && from != NULL && to != NULL);

  step = g_new0 (PpOverlayStep, 1);
  step->line = line;
  step->from = g_strdup (from);
  step->to = g_strdup (to);
  step->via = g_strdup (via);
  step->number = number;
  step->warns = warns;
  g_ptr_array_add (self->steps, step);
  speak_of (self, from);
  speak_of (self, via);
  speak_of (self, to);
}

void
pp_overlay_add_mark (PpOverlay         *self,
                     PpOverlayMarkType  type,
                     const char        *element,
                     const char        *text,
                     guint              level,
                     gboolean           is_filled)
{
  PpOverlayMark *mark;

  g_return_if_fail (self != NULL && element != NULL);

  mark = g_new0 (PpOverlayMark, 1);
  mark->type = type;
  mark->element = g_strdup (element);
  mark->text = g_strdup (text);
  mark->level = CLAMP (level, 1, PP_OVERLAY_MAX_LEVEL);
  mark->is_filled = is_filled;
  g_ptr_array_add (self->marks, mark);
  speak_of (self, element);
}

static gboolean
same_step (gconstpointer a,
           gconstpointer b)
{
  const PpOverlayStep *one = a, *other = b;

  return one->line == other->line && one->number == other->number && one->warns == other->warns &&
         g_str_equal (one->from, other->from) && g_str_equal (one->to, other->to) &&
         g_strcmp0 (one->via, other->via) == 0;
}

static gboolean
same_mark (gconstpointer a,
           gconstpointer b)
{
  const PpOverlayMark *one = a, *other = b;

  return one->type == other->type && one->level == other->level && one->is_filled == other->is_filled &&
         g_str_equal (one->element, other->element) && g_strcmp0 (one->text, other->text) == 0;
}

static gboolean
same_list (GPtrArray  *a,
           GPtrArray  *b,
           GEqualFunc  equal)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}

gboolean
pp_overlay_equal (PpOverlay *self,
                  PpOverlay *other)
{
  if (self == NULL || other == NULL)
    return self == other;
  return same_list (self->steps, other->steps, same_step) && same_list (self->marks, other->marks, same_mark);
}

GPtrArray *
pp_overlay_get_steps (PpOverlay *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->steps;
}

GPtrArray *
pp_overlay_get_marks (PpOverlay *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->marks;
}

GPtrArray *
pp_overlay_get_elements (PpOverlay *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->elements;
}
