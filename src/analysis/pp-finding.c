/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an analysis finds, as values. */

#include "pp-finding.h"

#include "pp-json.h"
#include "pp-rules-private.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (PpFinding, pp_finding, pp_finding_ref, pp_finding_unref)

static const char * const severities[] = { "Low", "Medium", "High", "Critical" };
static const char * const confidences[] = { "stated", "assumed", "guessed" };

const char *
pp_severity_to_string (PpSeverity self)
{
  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (severities), NULL);

  return severities[self];
}

/**
 * pp_severity_from_string:
 * @text: a severity's name, in any case
 * @self: (out): the severity
 */
gboolean
pp_severity_from_string (const char *text,
                         PpSeverity *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    if (g_ascii_strcasecmp (text, severities[i]) == 0)
      {
        *self = i;
        return TRUE;
      }
  return FALSE;
}

const char *
pp_confidence_to_string (PpConfidence self)
{
  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (confidences), NULL);

  return confidences[self];
}

/* Takes the value over. */
PpEvidence *
_pp_evidence_new (const char *element,
                  const char *property,
                  JsonNode   *value,
                  PpOrigin    origin)
{
  PpEvidence *self = g_new0 (PpEvidence, 1);

  self->element = g_strdup (element);
  self->property = property;
  self->value = value;
  self->origin = origin;
  return self;
}

void
_pp_evidence_free (PpEvidence *self)
{
  g_free (self->element);
  g_clear_pointer (&self->value, json_node_unref);
  g_free (self);
}

PpFinding *
pp_finding_ref (PpFinding *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
pp_finding_unref (PpFinding *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->element);
  g_free (self->on);
  g_free (self->title);
  g_strfreev (self->attack);
  g_ptr_array_unref (self->evidence);
  pp_rule_set_unref (self->rules);
  g_free (self);
}

static gboolean
evidence_equal (const PpEvidence *a,
                const PpEvidence *b)
{
  if (strcmp (a->element, b->element) != 0 || strcmp (a->property, b->property) != 0 ||
      a->origin != b->origin || (a->value == NULL) != (b->value == NULL))
    return FALSE;
  return a->value == NULL || pp_json_equal (a->value, b->value);
}

/**
 * pp_finding_equal:
 * @a: a finding
 * @b: another one
 *
 * Returns: whether the two say the same in every respect
 */
gboolean
pp_finding_equal (const PpFinding *a,
                  const PpFinding *b)
{
  if (strcmp (a->rule->id, b->rule->id) != 0 || strcmp (a->element, b->element) != 0 ||
      strcmp (a->on, b->on) != 0 || strcmp (a->methodology, b->methodology) != 0 ||
      strcmp (a->category, b->category) != 0 || strcmp (a->title, b->title) != 0 ||
      a->score != b->score || a->confidence != b->confidence || a->evidence->len != b->evidence->len ||
      !g_strv_equal ((const char * const *) a->attack, (const char * const *) b->attack))
    return FALSE;
  for (guint i = 0; i < a->evidence->len; i++)
    if (!evidence_equal (g_ptr_array_index (a->evidence, i), g_ptr_array_index (b->evidence, i)))
      return FALSE;
  return TRUE;
}

/**
 * pp_finding_compare:
 * @a: a finding
 * @b: another one of the same set of rules
 *
 * Orders by rule, as the files have them, and then by element.
 */
int
pp_finding_compare (const PpFinding *a,
                    const PpFinding *b)
{
  guint one = ((const PpCompiledRule *) a->rule)->index;
  guint other = ((const PpCompiledRule *) b->rule)->index;

  if (one != other)
    return one < other ? -1 : 1;
  return strcmp (a->element, b->element);
}

PpQuestion *
pp_question_copy (const PpQuestion *self)
{
  PpQuestion *copy = g_memdup2 (self, sizeof *self);

  copy->element = g_strdup (self->element);
  copy->property = g_strdup (self->property);
  copy->text = g_strdup (self->text);
  copy->sentence = g_strdup (self->sentence);
  copy->name = g_strdup (self->name);
  copy->rules = g_strdupv (self->rules);
  return copy;
}

void
pp_question_free (PpQuestion *self)
{
  g_free (self->element);
  g_free (self->property);
  g_free (self->text);
  g_free (self->sentence);
  g_free (self->name);
  g_strfreev (self->rules);
  g_free (self);
}

void
pp_remedy_free (PpRemedy *self)
{
  g_ptr_array_unref (self->edits);
  g_free (self);
}
