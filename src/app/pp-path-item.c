/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-path-item.h"

G_DEFINE_FINAL_TYPE (PpPathItem, pp_path_item, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
pp_path_item_finalize (GObject *object)
{
  PpPathItem *self = PP_PATH_ITEM (object);

  g_free (self->number);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->value);
  g_free (self->element);
  g_clear_pointer (&self->mitigation, pp_mitigation_unref);
  G_OBJECT_CLASS (pp_path_item_parent_class)->finalize (object);
}

static void
pp_path_item_class_init (PpPathItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_path_item_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
pp_path_item_init (PpPathItem *self)
{
}

PpPathItem *
pp_path_item_new (guint         index,
                  char         *number,
                  char         *title,
                  char         *subtitle,
                  char         *value,
                  const char   *element,
                  PpMitigation *mitigation)
{
  PpPathItem *self = g_object_new (PP_TYPE_PATH_ITEM, NULL);

  self->index = index;
  self->number = number != NULL ? number : g_strdup ("");
  self->title = title != NULL ? title : g_strdup ("");
  self->subtitle = subtitle != NULL ? subtitle : g_strdup ("");
  self->value = value != NULL ? value : g_strdup ("");
  self->element = g_strdup (element);
  self->mitigation = mitigation != NULL ? pp_mitigation_ref (mitigation) : NULL;
  return self;
}

gboolean
pp_path_item_equal (const PpPathItem *a,
                    const PpPathItem *b)
{
  return a->index == b->index && a->mitigation == b->mitigation && g_str_equal (a->number, b->number)
         && g_str_equal (a->title, b->title) && g_str_equal (a->subtitle, b->subtitle)
         && g_str_equal (a->value, b->value) && g_strcmp0 (a->element, b->element) == 0;
}

static void
set_text (char      **text,
          const char *other)
{
  g_free (*text);
  *text = g_strdup (other);
}

void
pp_path_item_become (PpPathItem       *self,
                     const PpPathItem *other)
{
  g_return_if_fail (PP_IS_PATH_ITEM (self) && other != NULL && other != self);

  if (pp_path_item_equal (self, other))
    return;
  self->index = other->index;
  set_text (&self->number, other->number);
  set_text (&self->title, other->title);
  set_text (&self->subtitle, other->subtitle);
  set_text (&self->value, other->value);
  set_text (&self->element, other->element);
  g_clear_pointer (&self->mitigation, pp_mitigation_unref);
  self->mitigation = other->mitigation != NULL ? pp_mitigation_ref (other->mitigation) : NULL;
  g_signal_emit (self, signals[CHANGED], 0);
}
