/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-reference-vocabulary.h"

#include <glib/gi18n.h>

#include "pp-attack.h"
#include "pp-reference.h"

PpTagSuggestion *
pp_tag_suggestion_new (const char *text,
                       const char *name)
{
  PpTagSuggestion *self = g_new0 (PpTagSuggestion, 1);

  self->text = g_strdup (text);
  self->name = g_strdup (name);
  return self;
}

void
pp_tag_suggestion_free (PpTagSuggestion *self)
{
  g_free (self->text);
  g_free (self->name);
  g_free (self);
}

void
pp_tag_description_free (PpTagDescription *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->uri);
  g_free (self->problem);
  g_free (self);
}

static gboolean
is_technique (const PpReference *reference)
{
  return (reference->scheme == PP_REFERENCE_ATTACK && *reference->id == 'T')
         || (reference->scheme == PP_REFERENCE_ATLAS && g_str_has_prefix (reference->id, "AML.T"));
}

/* Some programs write the catalogue before the identifier: `CWE:CWE-79`. */
static PpReference *
find (const char *text)
{
  const char *colon = strrchr (text, ':');
  PpReference *reference = pp_reference_find (text);

  if (reference == NULL && colon != NULL && colon[1] != '\0')
    reference = pp_reference_find (colon + 1);
  return reference;
}

/* The name, with the matrix where it is not the common one: several have techniques of the same name. */
static char *
dup_name (const PpReference *reference)
{
  PpTechnique technique;

  if (reference->scheme != PP_REFERENCE_ATTACK
      || !pp_attack_find_technique (pp_attack_get_default (), reference->id, &technique)
      || technique.domain == PP_ATTACK_ENTERPRISE)
    return g_strdup (reference->name);
  return g_strdup_printf ("%s (%s)", reference->name,
                          technique.domain == PP_ATTACK_ICS ? _("industrial") : _("mobile"));
}

static GPtrArray *
list_suggestions (const char *typed,
                  guint       limit,
                  gboolean    techniques_only)
{
  GPtrArray *suggestions = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_tag_suggestion_free);
  g_autoptr (GPtrArray) found = pp_reference_search (typed, techniques_only ? G_MAXUINT : limit);

  for (guint i = 0; i < found->len && suggestions->len < limit; i++)
    {
      const PpReference *reference = g_ptr_array_index (found, i);
      g_autofree char *name = dup_name (reference);

      if (!reference->retired && (!techniques_only || is_technique (reference)))
        g_ptr_array_add (suggestions, pp_tag_suggestion_new (reference->id, name));
    }
  return suggestions;
}

static GPtrArray *
list_any (const char *typed,
          guint       limit)
{
  return list_suggestions (typed, limit, FALSE);
}

static GPtrArray *
list_techniques (const char *typed,
                 guint       limit)
{
  return list_suggestions (typed, limit, TRUE);
}

static char *
dup_text (const char *typed)
{
  g_autoptr (PpReference) reference = pp_reference_find (typed);

  return g_strdup (reference != NULL ? reference->id : typed);
}

/* Whether a text was meant as an identifier of a catalogue. */
static gboolean
looks_like_identifier (const char *text)
{
  static const char * const patterns[] = {
    "^CWE[-: ]?[0-9]+$", "^CAPEC[-: ]?[0-9]+$", "^CVE-.*$", "^T[0-9]{4}(\\.[0-9]{3})?$", "^M1[0-9]{3}$", "^AML\\..*$",
  };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    if (g_regex_match_simple (patterns[i], text, G_REGEX_CASELESS, 0))
      return TRUE;
  return FALSE;
}

static char *
dup_retirement (const PpReference *reference)
{
  const char *successor = NULL;

  if (reference->scheme == PP_REFERENCE_ATTACK)
    pp_attack_get_state (pp_attack_get_default (), reference->id, &successor);
  if (successor != NULL)
    /* Translators: the identifier of an attack technique that has taken the place of another. */
    return g_strdup_printf (_("Replaced by %s"), successor);
  return g_strdup (_("No longer in use"));
}

static PpTagDescription *
describe (const char *text,
          gboolean    techniques_only)
{
  PpTagDescription *description = g_new0 (PpTagDescription, 1);
  g_autoptr (PpReference) reference = find (text);

  if (reference != NULL)
    {
      description->id = g_strdup (reference->id);
      description->name = *reference->name != '\0' ? g_strdup (reference->name) : NULL;
      description->uri = pp_reference_dup_uri (reference);
      if (reference->retired)
        description->problem = dup_retirement (reference);
      else if (techniques_only && !is_technique (reference))
        description->problem = g_strdup (_("Not an attack technique"));
    }
  else if (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://"))
    {
      description->uri = g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL) ? g_strdup (text) : NULL;
    }
  if (reference == NULL && (techniques_only || looks_like_identifier (text)))
    description->problem = g_strdup (_("Not in any known catalogue"));
  return description;
}

static PpTagDescription *
describe_any (const char *text)
{
  return describe (text, FALSE);
}

static PpTagDescription *
describe_technique (const char *text)
{
  return describe (text, TRUE);
}

const PpTagsVocabulary *
pp_reference_vocabulary_get_any (void)
{
  static const PpTagsVocabulary vocabulary = { FALSE, list_any, dup_text, describe_any };

  return &vocabulary;
}

const PpTagsVocabulary *
pp_reference_vocabulary_get_techniques (void)
{
  static const PpTagsVocabulary vocabulary = { TRUE, list_techniques, dup_text, describe_technique };

  return &vocabulary;
}
