/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading members of a JSON object with errors that name the place. A member that is absent leaves
 * the value as it was, so that a user's file can change a part of what is built in. */
#include "pp-kinds-private.h"

#include <math.h>

#define MAX_TEXT_BYTES 1000
#define MAX_TEXTS 500
#define MIN_SIZE 10
#define MAX_SIZE 5000


PpPlace
_pp_place_new (JsonObject *object,
               const char *format,
               ...)
{
  PpPlace self = { json_object_ref (object), NULL };
  va_list arguments;

  va_start (arguments, format);
  self.pointer = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return self;
}

void
_pp_place_clear (PpPlace *self)
{
  g_clear_pointer (&self->object, json_object_unref);
  g_clear_pointer (&self->pointer, g_free);
}

/* Sets @error for the member, or for the object itself where @member is NULL. Always FALSE. */
gboolean
_pp_place_fail (const PpPlace  *self,
                const char     *member,
                GError        **error,
                const char     *format,
                ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, PP_KINDS_ERROR, PP_KINDS_ERROR_INVALID, "%s%s%s: %s", self->pointer,
               member != NULL || *self->pointer == '\0' ? "/" : "",
               member != NULL ? member : "", message);
  return FALSE;
}

gboolean
_pp_place_check_members (const PpPlace       *self,
                         const char * const  *known,
                         GError             **error)
{
  JsonObjectIter iter;
  const char *member;

  json_object_iter_init_ordered (&iter, self->object);
  while (json_object_iter_next_ordered (&iter, &member, NULL))
    if (!g_strv_contains (known, member))
      return _pp_place_fail (self, NULL, error, "there is no member “%.80s” here", member);
  return TRUE;
}

static const char *
peek_text (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

gboolean
_pp_place_read_text (const PpPlace  *self,
                     const char     *member,
                     char          **text,
                     GError        **error)
{
  JsonNode *node = json_object_get_member (self->object, member);
  const char *value = peek_text (node);

  if (node == NULL)
    return TRUE;
  if (value == NULL || *value == '\0')
    return _pp_place_fail (self, member, error, "a text is needed");
  if (strlen (value) > MAX_TEXT_BYTES)
    return _pp_place_fail (self, member, error, "the text is longer than %d bytes", MAX_TEXT_BYTES);
  g_free (*text);
  *text = g_strdup (value);
  return TRUE;
}

gboolean
_pp_place_read_word (const PpPlace       *self,
                     const char          *member,
                     const char * const  *words,
                     int                 *index,
                     GError             **error)
{
  JsonNode *node = json_object_get_member (self->object, member);
  const char *value = peek_text (node);
  g_autofree char *list = NULL;

  if (node == NULL)
    return TRUE;
  for (int i = 0; words[i] != NULL; i++)
    if (g_strcmp0 (words[i], value) == 0)
      {
        *index = i;
        return TRUE;
      }
  list = g_strjoinv (", ", (char **) words);
  return _pp_place_fail (self, member, error, "one of these words is needed: %s", list);
}

gboolean
_pp_place_read_texts (const PpPlace   *self,
                      const char      *member,
                      char          ***texts,
                      GError         **error)
{
  JsonNode *node = json_object_get_member (self->object, member);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return _pp_place_fail (self, member, error, "a list of texts is needed");
  array = json_node_get_array (node);
  if (json_array_get_length (array) > MAX_TEXTS)
    return _pp_place_fail (self, member, error, "the list has more than %d texts", MAX_TEXTS);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *value = peek_text (json_array_get_element (array, i));

      if (value == NULL || *value == '\0' || strlen (value) > MAX_TEXT_BYTES)
        return _pp_place_fail (self, member, error, "item %u is not a short text", i);
      g_strv_builder_add (builder, value);
    }
  g_strfreev (*texts);
  *texts = g_strv_builder_end (builder);
  return TRUE;
}

gboolean
_pp_place_read_size (const PpPlace  *self,
                     const char     *member,
                     double         *size,
                     GError        **error)
{
  JsonNode *node = json_object_get_member (self->object, member);
  double value = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;

  if (node == NULL)
    return TRUE;
  if (!(value >= MIN_SIZE && value <= MAX_SIZE))
    return _pp_place_fail (self, member, error, "a number from %d to %d is needed",
                           MIN_SIZE, MAX_SIZE);
  *size = value;
  return TRUE;
}
