/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-threat-item.h"

#include "pp-threat-words.h"

G_DEFINE_FINAL_TYPE (PpThreatItem, pp_threat_item, G_TYPE_OBJECT)

static void
pp_threat_item_finalize (GObject *object)
{
  PpThreatItem *self = PP_THREAT_ITEM (object);

  g_free (self->key);
  g_free (self->element);
  if (self->shown != self->title)
    g_free (self->shown);
  g_free (self->title);
  g_free (self->category);
  g_free (self->status);
  g_free (self->sort_key);
  g_clear_pointer (&self->finding, pp_finding_unref);
  g_clear_object (&self->threat);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (pp_threat_item_parent_class)->finalize (object);
}

static void
pp_threat_item_class_init (PpThreatItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_threat_item_finalize;
}

static void
pp_threat_item_init (PpThreatItem *self)
{
}

gboolean
pp_threat_item_is_open (PpThreatItem *self)
{
  g_return_val_if_fail (PP_IS_THREAT_ITEM (self), FALSE);
  return !self->gone && g_ascii_strcasecmp (self->status, "Open") == 0;
}

/* Few of many are ever read: each is translated when it is. */
const char *
pp_threat_item_get_title (PpThreatItem *self)
{
  g_return_val_if_fail (PP_IS_THREAT_ITEM (self), NULL);
  if (self->shown != NULL)
    return self->shown;
  if (self->threat != NULL && *pp_threat_get_title (self->threat) != '\0')
    self->shown = pp_threat_words_dup_title (self->model, self->threat);
  else if (self->finding != NULL)
    self->shown = pp_threat_words_dup_finding (self->model, self->finding);
  if (g_strcmp0 (self->shown, self->title) == 0)
    g_clear_pointer (&self->shown, g_free);
  if (self->shown == NULL)
    self->shown = self->title;
  return self->shown;
}

const char *
pp_threat_item_get_sort_key (PpThreatItem *self)
{
  if (self->sort_key == NULL)
    self->sort_key = g_utf8_collate_key (pp_threat_item_get_title (self), -1);
  return self->sort_key;
}

gboolean
pp_threat_item_equal (PpThreatItem *a,
                      PpThreatItem *b)
{
  return a->threat == b->threat && a->severity == b->severity && a->gone == b->gone
         && g_str_equal (a->element, b->element) && g_str_equal (a->title, b->title)
         && g_str_equal (a->category, b->category) && g_str_equal (a->status, b->status)
         && (a->finding == b->finding
             || (a->finding != NULL && b->finding != NULL && pp_finding_equal (a->finding, b->finding)));
}
