/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-marking-private.h"

#include <string.h>

#include "pp-model.h"

static char *no_caveats[] = { NULL };

/**
 * pp_marking_new:
 *
 * Returns: (transfer full): the empty marking
 */
PpMarking *
pp_marking_new (void)
{
  PpMarking *self = g_new0 (PpMarking, 1);

  self->caveats = g_strdupv (no_caveats);
  return self;
}

/**
 * pp_marking_copy:
 * @self: a marking
 *
 * Returns: (transfer full): a copy
 */
PpMarking *
pp_marking_copy (const PpMarking *self)
{
  PpMarking *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->caveats = g_strdupv (self->caveats);
  return copy;
}

void
pp_marking_free (PpMarking *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->caveats);
  g_free (self);
}

static const PpMarkingLevel *
level_of (const PpMarking *self,
          PpMarkingScheme  scheme)
{
  return _pp_marking_scheme_get_level (scheme, self->levels[scheme]);
}

const char *
pp_marking_get_level (const PpMarking *self,
                      PpMarkingScheme  scheme)
{
  const PpMarkingLevel *level;

  g_return_val_if_fail (self != NULL && scheme < PP_N_MARKING_SCHEMES, NULL);

  level = level_of (self, scheme);
  return level != NULL ? level->name : NULL;
}

/**
 * pp_marking_set_level:
 * @self: a marking
 * @scheme: a scheme
 * @level: (nullable): a level by any of its names, in any case; %NULL for no statement
 *
 * Returns: whether it is a level of the scheme; if not nothing changes
 */
gboolean
pp_marking_set_level (PpMarking       *self,
                      PpMarkingScheme  scheme,
                      const char      *level)
{
  guint place = 0;

  g_return_val_if_fail (self != NULL && scheme < PP_N_MARKING_SCHEMES, FALSE);

  if (level != NULL && (place = _pp_marking_scheme_find_level (scheme, level)) == 0)
    return FALSE;
  self->levels[scheme] = place;
  return TRUE;
}

static gboolean
is_caveat (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > PP_MARKING_MAX_CAVEAT_BYTES || strstr (text, "//") != NULL ||
      strchr (text, ',') != NULL || !g_utf8_validate (text, (gssize) length, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (p)))
        return FALSE;
    }
  return TRUE;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* Takes an array of texts that are freed with g_free(). */
static char **
set_of_texts (GPtrArray *texts)
{
  g_ptr_array_sort (texts, compare_texts);
  for (guint i = texts->len; i > 1; i--)
    {
      if (strcmp (g_ptr_array_index (texts, i - 1), g_ptr_array_index (texts, i - 2)) == 0)
        g_ptr_array_remove_index (texts, i - 1);
    }
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_free (texts, FALSE);
}

/**
 * pp_marking_set_caveats:
 * @self: a marking
 * @caveats: (array zero-terminated=1): caveats in any order; white space around them does not count
 *
 * Returns: whether all are caveats: not empty, one line, without comma and `//`, not too long or too
 *   many; if not nothing changes
 */
gboolean
pp_marking_set_caveats (PpMarking          *self,
                        const char * const *caveats)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (self != NULL && caveats != NULL, FALSE);

  for (guint i = 0; caveats[i] != NULL; i++)
    {
      char *text = g_strstrip (g_strdup (caveats[i]));

      g_ptr_array_add (texts, text);
      if (!is_caveat (text) || i >= PP_MARKING_MAX_CAVEATS)
        return FALSE;
    }
  g_strfreev (self->caveats);
  self->caveats = set_of_texts (g_steal_pointer (&texts));
  return TRUE;
}

static gboolean
refuse (GError     **error,
        const char  *place,
        const char  *expectation)
{
  g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE, "%s: must be %s",
               place, expectation);
  return FALSE;
}

static gboolean
read_caveats (PpMarking  *self,
              JsonNode   *node,
              GError    **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        return refuse (error, "/caveats", "a list of texts");
      g_ptr_array_add (texts, (char *) json_node_get_string (element));
    }
  g_ptr_array_add (texts, NULL);
  if (array == NULL || !pp_marking_set_caveats (self, (const char * const *) texts->pdata))
    return refuse (error, "/caveats", "a list of short texts without commas");
  return TRUE;
}

static gboolean
read_member (PpMarking   *self,
             const char  *name,
             JsonNode    *node,
             GError     **error)
{
  g_autofree char *place = g_strconcat ("/", name, NULL);

  if (strcmp (name, "caveats") == 0)
    return read_caveats (self, node, error);
  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      if (strcmp (name, pp_marking_scheme_get_id (scheme)) != 0)
        continue;
      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
          pp_marking_set_level (self, scheme, json_node_get_string (node)))
        return TRUE;
      return refuse (error, place, "a level of this scheme");
    }
  return refuse (error, place, "a scheme that is known, or “caveats”");
}

/**
 * pp_marking_new_from_json:
 * @node: (nullable): the value of a field `marking`
 * @error: return location for an error
 *
 * Reads a marking strictly: what is not understood cannot be obeyed, so it is an error and not the
 * absence of a marking.
 *
 * Returns: (transfer full): the marking, empty for %NULL; or %NULL with %PP_MODEL_ERROR_INVALID_VALUE
 */
PpMarking *
pp_marking_new_from_json (JsonNode  *node,
                          GError   **error)
{
  g_autoptr (PpMarking) self = pp_marking_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (node == NULL)
    return g_steal_pointer (&self);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE,
                           "A marking must be a JSON object");
      return NULL;
    }
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    {
      if (!read_member (self, name, value, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

static gboolean
read_level_text (PpMarking  *self,
                 const char *text,
                 gboolean   *twice)
{
  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      guint level = _pp_marking_scheme_find_level (scheme, text);

      if (level == 0)
        continue;
      *twice = self->levels[scheme] != 0;
      self->levels[scheme] = level;
      return TRUE;
    }
  return FALSE;
}

/**
 * pp_marking_new_from_text:
 * @text: what pp_marking_to_banner() gives, or a level by any of its names
 * @error: return location for an error
 *
 * Reads levels, and after them caveats with commas between, each part set off by `//`.
 *
 * Returns: (transfer full): the marking, or %NULL with %PP_MODEL_ERROR_INVALID_VALUE
 */
PpMarking *
pp_marking_new_from_text (const char  *text,
                          GError     **error)
{
  g_autoptr (PpMarking) self = pp_marking_new ();
  g_auto (GStrv) parts = g_strsplit (text, "//", PP_N_MARKING_SCHEMES + 2);
  gboolean last = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);
      g_auto (GStrv) caveats = g_strsplit (part, ",", -1);
      gboolean twice = FALSE;

      if (!last && read_level_text (self, part, &twice) && !twice)
        continue;
      /* Caveats come behind at least one level, and nothing behind them: so a misspelt level is an
       * error, and not taken for a caveat of something that is not marked. */
      if (last || i == 0 || twice || g_ascii_strncasecmp (part, "TLP:", 4) == 0 ||
          !pp_marking_set_caveats (self, (const char * const *) caveats))
        {
          g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE,
                       "“%.80s” is not a marking", part);
          return NULL;
        }
      last = TRUE;
    }
  if (pp_marking_is_empty (self))
    {
      g_set_error_literal (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE, "No marking is given");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * pp_marking_to_json:
 * @self: a marking
 *
 * Returns: (transfer full) (nullable): the value of a field `marking`; %NULL for the empty marking
 */
JsonNode *
pp_marking_to_json (const PpMarking *self)
{
  JsonObject *object;
  JsonNode *node;

  g_return_val_if_fail (self != NULL, NULL);

  if (pp_marking_is_empty (self))
    return NULL;
  object = json_object_new ();
  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      if (self->levels[scheme] > 0)
        json_object_set_string_member (object, pp_marking_scheme_get_id (scheme),
                                       level_of (self, scheme)->name);
    }
  if (self->caveats[0] != NULL)
    {
      JsonArray *array = json_array_new ();

      for (guint i = 0; self->caveats[i] != NULL; i++)
        json_array_add_string_element (array, self->caveats[i]);
      json_object_set_array_member (object, "caveats", array);
    }
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

gboolean
pp_marking_is_empty (const PpMarking *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      if (self->levels[scheme] > 0)
        return FALSE;
    }
  return self->caveats[0] == NULL;
}

gboolean
pp_marking_equal (const PpMarking *a,
                  const PpMarking *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return memcmp (a->levels, b->levels, sizeof a->levels) == 0 &&
         g_strv_equal ((const char * const *) a->caveats, (const char * const *) b->caveats);
}

/**
 * pp_marking_dominates:
 * @self: a marking, of a reader for example
 * @other: another, of a thing to be read
 *
 * Returns: whether @other is at or below @self in every scheme and has no further caveat
 */
gboolean
pp_marking_dominates (const PpMarking *self,
                      const PpMarking *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      if (other->levels[scheme] > self->levels[scheme])
        return FALSE;
    }
  for (guint i = 0; other->caveats[i] != NULL; i++)
    {
      if (!g_strv_contains ((const char * const *) self->caveats, other->caveats[i]))
        return FALSE;
    }
  return TRUE;
}

/**
 * pp_marking_join:
 * @a: a marking
 * @b: another
 *
 * Returns: (transfer full): the lowest marking that dominates both: of what is made of both
 */
PpMarking *
pp_marking_join (const PpMarking *a,
                 const PpMarking *b)
{
  PpMarking *join;
  GPtrArray *caveats;

  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  join = g_new0 (PpMarking, 1);
  caveats = g_ptr_array_new_with_free_func (g_free);
  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    join->levels[scheme] = MAX (a->levels[scheme], b->levels[scheme]);
  for (guint i = 0; a->caveats[i] != NULL; i++)
    g_ptr_array_add (caveats, g_strdup (a->caveats[i]));
  for (guint i = 0; b->caveats[i] != NULL; i++)
    g_ptr_array_add (caveats, g_strdup (b->caveats[i]));
  join->caveats = set_of_texts (caveats);
  return join;
}

/**
 * pp_marking_meet:
 * @a: a marking
 * @b: another
 *
 * Returns: (transfer full): the highest marking that both dominate
 */
PpMarking *
pp_marking_meet (const PpMarking *a,
                 const PpMarking *b)
{
  PpMarking *meet;
  GPtrArray *caveats;

  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  meet = g_new0 (PpMarking, 1);
  caveats = g_ptr_array_new_with_free_func (g_free);
  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    meet->levels[scheme] = MIN (a->levels[scheme], b->levels[scheme]);
  for (guint i = 0; a->caveats[i] != NULL; i++)
    {
      if (g_strv_contains ((const char * const *) b->caveats, a->caveats[i]))
        g_ptr_array_add (caveats, g_strdup (a->caveats[i]));
    }
  meet->caveats = set_of_texts (caveats);
  return meet;
}

static void
append_part (GString    *text,
             const char *separator,
             const char *part)
{
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

/**
 * pp_marking_to_short_text:
 * @self: a marking
 *
 * Returns: (transfer full): the levels in their short forms and the caveats, for a badge, as in
 *   `TLP:AMBER NS`; empty for the empty marking
 */
char *
pp_marking_to_short_text (const PpMarking *self)
{
  GString *text = g_string_new (NULL);

  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      if (self->levels[scheme] > 0)
        append_part (text, " ", level_of (self, scheme)->abbreviation);
    }
  for (guint i = 0; self->caveats[i] != NULL; i++)
    append_part (text, i == 0 ? " " : ", ", self->caveats[i]);
  return g_string_free (text, FALSE);
}

/**
 * pp_marking_to_banner:
 * @self: a marking
 *
 * Returns: (transfer full): the whole marking, as it stands at the head of a page:
 *   `TLP:AMBER // NATO SECRET // ORCON, NOFORN`; empty for the empty marking
 */
char *
pp_marking_to_banner (const PpMarking *self)
{
  GString *text = g_string_new (NULL);

  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      if (self->levels[scheme] > 0)
        append_part (text, " // ", level_of (self, scheme)->banner);
    }
  for (guint i = 0; self->caveats[i] != NULL; i++)
    append_part (text, i == 0 ? " // " : ", ", self->caveats[i]);
  return g_string_free (text, FALSE);
}

/**
 * pp_marking_to_markup:
 * @self: a marking
 *
 * Returns: (transfer full): the banner with the colours that its schemes ask for on black, in Pango's
 *   markup: the words say it all, the colours only help
 */
char *
pp_marking_to_markup (const PpMarking *self)
{
  GString *text = g_string_new (NULL);

  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      const PpMarkingLevel *level = level_of (self, scheme);
      g_autofree char *part = NULL;

      if (level == NULL)
        continue;
      part = level->colour != NULL
             ? g_markup_printf_escaped ("<span foreground=\"%s\">%s</span>", level->colour, level->banner)
             : g_markup_escape_text (level->banner, -1);
      append_part (text, " // ", part);
    }
  for (guint i = 0; self->caveats[i] != NULL; i++)
    {
      g_autofree char *caveat = g_markup_escape_text (self->caveats[i], -1);

      append_part (text, i == 0 ? " // " : ", ", caveat);
    }
  return g_string_free (text, FALSE);
}
