/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-mitigations-private.h"

static void
gain_free (PpAttackGain *gain)
{
  g_free (gain->asset);
  g_free (gain);
}

PpMitigation *
_pp_mitigation_new (PpMitigationType  type,
                    char             *key,
                    const char       *element,
                    gint64            cost)
{
  PpMitigation *self = g_new0 (PpMitigation, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->measure = pp_graph_measure_new (cost);
  self->type = type;
  self->key = key;
  self->element = g_strdup (element);
  self->threats = g_new0 (char *, 1);
  self->cost = cost;
  self->gains = g_ptr_array_new_with_free_func ((GDestroyNotify) gain_free);
  return self;
}

PpMitigation *
pp_mitigation_ref (PpMitigation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
pp_mitigation_unref (PpMitigation *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  pp_graph_measure_free (self->measure);
  g_clear_pointer (&self->remedy, pp_remedy_free);
  g_free (self->key);
  g_free (self->element);
  g_free (self->control);
  g_free (self->threat);
  g_strfreev (self->threats);
  g_free (self->rule);
  g_ptr_array_unref (self->gains);
  g_free (self);
}

gboolean
pp_mitigation_can_be_stated (const PpMitigation *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->type != PP_MITIGATION_FLOW && self->type != PP_MITIGATION_ELEMENT;
}

const PpAttackGain *
pp_mitigation_get_greatest_gain (const PpMitigation *self)
{
  const PpAttackGain *greatest = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->gains->len; i++)
    {
      const PpAttackGain *gain = g_ptr_array_index (self->gains, i);

      if (gain->after < gain->before &&
          (greatest == NULL || gain->before - gain->after > greatest->before - greatest->after))
        greatest = gain;
    }
  return greatest;
}
