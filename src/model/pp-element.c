/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What nodes and edges share. */

#include "pp-record-private.h"

G_DEFINE_ABSTRACT_TYPE (PpElement, pp_element, PP_TYPE_RECORD)

static void
pp_element_class_init (PpElementClass *klass)
{
}

static void
pp_element_init (PpElement *self)
{
}

PP_DEFINE_TEXT_GETTER (PpElement, pp_element, ELEMENT, kind)
PP_DEFINE_TEXT_GETTER (PpElement, pp_element, ELEMENT, category)
PP_DEFINE_TEXT_GETTER (PpElement, pp_element, ELEMENT, name)
PP_DEFINE_TEXT_GETTER (PpElement, pp_element, ELEMENT, description)
PP_DEFINE_GETTER (JsonNode *, PpElement, pp_element, ELEMENT, marking)
PP_DEFINE_GETTER (JsonObject *, PpElement, pp_element, ELEMENT, facts)
PP_DEFINE_GETTER (JsonObject *, PpElement, pp_element, ELEMENT, properties)
PP_DEFINE_GETTER (gboolean, PpElement, pp_element, ELEMENT, out_of_scope)
PP_DEFINE_TEXT_GETTER (PpElement, pp_element, ELEMENT, scope_reason)
PP_DEFINE_TEXTS_GETTER (PpElement, pp_element, ELEMENT, references)
PP_DEFINE_TEXTS_GETTER (PpElement, pp_element, ELEMENT, techniques)
PP_DEFINE_TEXTS_GETTER (PpElement, pp_element, ELEMENT, kill_chain_phases)
PP_DEFINE_GETTER (JsonObject *, PpElement, pp_element, ELEMENT, foreign)

/**
 * pp_element_get_truth:
 * @self: an element
 * @fact: the name of a yes/no fact
 *
 * Returns: what is said of it; unknown where nothing is said
 */
PpTruth
pp_element_get_truth (PpElement  *self,
                      const char *fact)
{
  g_return_val_if_fail (PP_IS_ELEMENT (self), PP_TRUTH_UNKNOWN);

  if (self->facts == NULL)
    return PP_TRUTH_UNKNOWN;
  return pp_fact_get_truth (json_object_get_member (self->facts, fact));
}
