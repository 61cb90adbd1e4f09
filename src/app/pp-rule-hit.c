/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-rule-hit.h"

G_DEFINE_FINAL_TYPE (PpRuleHit, pp_rule_hit, G_TYPE_OBJECT)

static void
pp_rule_hit_finalize (GObject *object)
{
  PpRuleHit *self = PP_RULE_HIT (object);

  g_free (self->element);
  g_free (self->title);
  g_free (self->detail);
  G_OBJECT_CLASS (pp_rule_hit_parent_class)->finalize (object);
}

static void
pp_rule_hit_class_init (PpRuleHitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_rule_hit_finalize;
}

static void
pp_rule_hit_init (PpRuleHit *self)
{
}

/* Takes @detail. */
PpRuleHit *
pp_rule_hit_new (const char *element,
                 const char *title,
                 char       *detail,
                 gboolean    is_question)
{
  PpRuleHit *self = g_object_new (PP_TYPE_RULE_HIT, NULL);

  self->element = g_strdup (element);
  self->title = g_strdup (title);
  self->detail = detail;
  self->is_question = is_question;
  return self;
}
