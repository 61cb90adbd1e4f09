/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A strict reader of RFC 8259. It walks the text once and without recursion, so depth costs memory of
 * a few bytes a level and no stack, and it builds the json-glib tree on the way when one is wanted.
 * json-glib's own parser is not used: it recurses (80,000 nested arrays end the program), takes what
 * is not JSON (comments, NaN, invalid UTF-8), loses large numbers and is about half as fast. */

#include <errno.h>
#include <math.h>
#include <string.h>

#include "pp-json-scan-private.h"

/* Steps that may go into members whose names repeat. */
#define MAX_REPEAT_COST 20000000

static const PpJsonLimits default_limits = { PP_JSON_MAX_BYTES, PP_JSON_MAX_DEPTH };

/* --- building --- */

/* Of members with equal names the last one counts. json-glib searches a list of all names when a
 * member is set again, so a text that does this very often is refused. */
static gboolean
set_member (PpJsonScanner *self,
            JsonObject    *object,
            JsonNode      *node)
{
  guint size = json_object_get_size (object);

  json_object_set_member (object, self->name->str, node);
  if (G_LIKELY (json_object_get_size (object) > size))
    return TRUE;

  if (self->unique_names)
    return _pp_json_fail (self, self->cursor, PP_JSON_ERROR_SYNTAX,
                          N_("two members of an object have the same name"));

  self->repeat_cost += size;
  if (self->repeat_cost <= MAX_REPEAT_COST)
    return TRUE;

  return _pp_json_fail (self, self->cursor, PP_JSON_ERROR_LIMIT, N_("too many members with the same name"));
}

static gboolean
attach (PpJsonScanner *self,
        JsonNode      *node)
{
  PpJsonFrame *frame;

  if (self->frames->len == 0)
    {
      self->root = node;
      return TRUE;
    }

  frame = &g_array_index (self->frames, PpJsonFrame, self->frames->len - 1);
  if (!frame->is_object)
    {
      json_array_add_element (frame->array, node);
      return TRUE;
    }

  return set_member (self, frame->object, node);
}

static gboolean
attach_container (PpJsonScanner *self,
                  PpJsonFrame   *frame)
{
  JsonNode *node = frame->node = json_node_alloc ();

  if (frame->is_object)
    {
      frame->object = json_object_new ();
      json_node_init_object (node, frame->object);
      json_object_unref (frame->object);
    }
  else
    {
      frame->array = json_array_new ();
      json_node_init_array (node, frame->array);
      json_array_unref (frame->array);
    }

  return attach (self, node);
}

static gboolean
fail_too_deep (PpJsonScanner *self)
{
  g_autofree char *levels = g_strdup_printf ("%u", self->max_depth);

  return _pp_json_fail (self, self->cursor, PP_JSON_ERROR_LIMIT, N_("nested deeper than %s levels"), levels);
}

static gboolean
push (PpJsonScanner *self,
      gboolean       is_object,
      guint          key)
{
  PpJsonFrame frame = { .is_object = is_object, .start = self->cursor, .key = key };

  if (self->frames->len >= self->max_depth)
    return fail_too_deep (self);
  if (self->build && !attach_container (self, &frame))
    return FALSE;

  g_array_append_val (self->frames, frame);
  self->cursor++;

  return TRUE;
}

/* The cursor stands behind the container. */
static void
pop (PpJsonScanner *self)
{
  guint depth = self->frames->len - 1;
  PpJsonFrame *frame = &g_array_index (self->frames, PpJsonFrame, depth);

  if (self->share != NULL)
    _pp_json_share_keep (self->share, frame->key, frame->start, self->cursor, depth, frame->node);
  g_array_set_size (self->frames, depth);
}

/* A container that stood in the text before, to the letter. */
static JsonNode *
find_container (PpJsonScanner *self,
                guint         *key,
                gsize         *length)
{
  guint depth = self->frames->len;
  gboolean is_member = depth > 0 && g_array_index (self->frames, PpJsonFrame, depth - 1).is_object;

  *key = 0;
  if (self->share == NULL)
    return NULL;
  *key = _pp_json_share_key (is_member ? self->name->str : "", self->cursor, self->end);

  return _pp_json_share_find (self->share, *key, self->cursor, self->end, depth, length);
}

static JsonNode *
make_string (PpJsonScanner *self)
{
  if (g_str_has_prefix (self->text->str, PP_JSON_NUMBER_TAG))
    g_string_prepend_len (self->text, PP_JSON_NUMBER_TAG, PP_JSON_NUMBER_TAG_LENGTH);

  return json_node_init_string (json_node_alloc (), self->text->str);
}

static JsonNode *
make_tagged_number (PpJsonScanner *self)
{
  g_string_prepend_len (self->text, PP_JSON_NUMBER_TAG, PP_JSON_NUMBER_TAG_LENGTH);

  return json_node_init_string (json_node_alloc (), self->text->str);
}

static gboolean
is_zero (const char *number)
{
  for (const char *p = number; *p != '\0' && *p != 'e' && *p != 'E'; p++)
    if (*p >= '1' && *p <= '9')
      return FALSE;

  return TRUE;
}

static JsonNode *
make_real (PpJsonScanner *self)
{
  double value = g_ascii_strtod (self->text->str, NULL);

  if (!isfinite (value) || (value == 0 && !is_zero (self->text->str)))
    return make_tagged_number (self);

  return json_node_init_double (json_node_alloc (), value);
}

static JsonNode *
make_integer (PpJsonScanner *self)
{
  gint64 value;

  errno = 0;
  value = g_ascii_strtoll (self->text->str, NULL, 10);
  if (errno == ERANGE)
    return make_tagged_number (self);
  if (value == 0 && self->text->str[0] == '-')
    return json_node_init_double (json_node_alloc (), -0.0);

  return json_node_init_int (json_node_alloc (), value);
}

static JsonNode *
make_true (PpJsonScanner *self)
{
  return json_node_init_boolean (json_node_alloc (), TRUE);
}

static JsonNode *
make_false (PpJsonScanner *self)
{
  return json_node_init_boolean (json_node_alloc (), FALSE);
}

static JsonNode *
make_null (PpJsonScanner *self)
{
  return json_node_init_null (json_node_alloc ());
}

/* The cursor stands behind the value. */
static gboolean
attach_scalar (PpJsonScanner     *self,
               const char  *start,
               JsonNode  *(*make) (PpJsonScanner *self))
{
  gsize length = 0;
  JsonNode *node;
  guint key;

  if (!self->build)
    return TRUE;
  if (self->share == NULL)
    return attach (self, make (self));

  key = _pp_json_share_key ("", start, self->cursor);
  node = _pp_json_share_find (self->share, key, start, self->cursor, 0, &length);
  if (node != NULL && length == (gsize) (self->cursor - start))
    return attach (self, json_node_ref (node));

  node = make (self);
  _pp_json_share_keep (self->share, key, start, self->cursor, G_MAXUINT, node);

  return attach (self, node);
}

/* --- the document --- */

static gboolean
scan_number (PpJsonScanner *self)
{
  const char *start = self->cursor;
  const char *wrong = NULL;
  gboolean is_integer;
  const char *end = _pp_json_scan_number (self->cursor, self->end, &is_integer, &wrong);

  if (end == NULL)
    return _pp_json_fail_expected (self, wrong, wrong > self->cursor && wrong[-1] == '0' &&
                                       wrong < self->end && g_ascii_isdigit (*wrong)
                                       ? PP_JSON_EXPECTS_NO_DIGIT : PP_JSON_EXPECTS_DIGIT);

  g_string_truncate (self->text, 0);
  g_string_append_len (self->text, start, end - start);
  self->cursor = end;

  return attach_scalar (self, start, is_integer ? make_integer : make_real);
}

static gboolean
scan_word (PpJsonScanner     *self,
           const char  *word,
           JsonNode  *(*make) (PpJsonScanner *self))
{
  const char *start = self->cursor;
  gsize length = strlen (word);

  if ((gsize) (self->end - self->cursor) < length || memcmp (self->cursor, word, length) != 0)
    return _pp_json_fail_expected (self, self->cursor, PP_JSON_EXPECTS_VALUE);

  self->cursor += length;

  return attach_scalar (self, start, make);
}

static gboolean
scan_scalar (PpJsonScanner *self)
{
  const char *start = self->cursor;

  switch (self->cursor < self->end ? *self->cursor : '\0')
    {
    case '"':
      return _pp_json_scan_string (self, self->text) && attach_scalar (self, start, make_string);

    case 't':
      return scan_word (self, "true", make_true);
    case 'f':
      return scan_word (self, "false", make_false);
    case 'n':
      return scan_word (self, "null", make_null);

    case '-':
    case '0' ... '9':
      return scan_number (self);

    default:
      return _pp_json_fail_expected (self, self->cursor, PP_JSON_EXPECTS_VALUE);
    }
}

static gboolean
scan_name (PpJsonScanner *self)
{
  _pp_json_skip_space (self);
  if (!_pp_json_is_at (self, '"'))
    return _pp_json_fail_expected (self, self->cursor, PP_JSON_EXPECTS_NAME);
  if (!_pp_json_scan_string (self, self->name))
    return FALSE;

  _pp_json_skip_space (self);
  if (!_pp_json_is_at (self, ':'))
    return _pp_json_fail_expected (self, self->cursor, PP_JSON_EXPECTS_COLON);
  self->cursor++;

  return TRUE;
}

/* Scans a scalar, an empty container, or the opening of one. */
static gboolean
scan_value (PpJsonScanner *self,
            gboolean      *opened)
{
  gboolean is_object;
  JsonNode *known;
  gsize length;
  guint key;

  *opened = FALSE;
  _pp_json_skip_space (self);
  if (!_pp_json_is_at (self, '{') && !_pp_json_is_at (self, '['))
    return scan_scalar (self);

  known = find_container (self, &key, &length);
  if (known != NULL)
    {
      self->cursor += length;
      return attach (self, json_node_ref (known));
    }

  is_object = *self->cursor == '{';
  if (!push (self, is_object, key))
    return FALSE;

  _pp_json_skip_space (self);
  if (_pp_json_is_at (self, is_object ? '}' : ']'))
    {
      self->cursor++;
      pop (self);
      return TRUE;
    }

  *opened = TRUE;

  return is_object ? scan_name (self) : TRUE;
}

/* Behind a value: closes containers until another value must come or the document is whole. */
static gboolean
scan_after_value (PpJsonScanner *self,
                  gboolean      *whole)
{
  *whole = FALSE;

  while (self->frames->len > 0)
    {
      PpJsonFrame *frame = &g_array_index (self->frames, PpJsonFrame, self->frames->len - 1);

      _pp_json_skip_space (self);
      if (_pp_json_is_at (self, ','))
        {
          self->cursor++;
          return frame->is_object ? scan_name (self) : TRUE;
        }
      if (!_pp_json_is_at (self, frame->is_object ? '}' : ']'))
        return _pp_json_fail_expected (self, self->cursor,
                                       frame->is_object ? PP_JSON_EXPECTS_NEXT_MEMBER : PP_JSON_EXPECTS_NEXT_ITEM);
      self->cursor++;
      pop (self);
    }

  *whole = TRUE;
  _pp_json_skip_space (self);
  if (self->cursor < self->end)
    return _pp_json_fail_expected (self, self->cursor, PP_JSON_EXPECTS_END);

  return TRUE;
}

static gboolean
scan_document (PpJsonScanner *self)
{
  gboolean opened, whole = FALSE;

  while (!whole)
    {
      if (!scan_value (self, &opened))
        return FALSE;
      if (!opened && !scan_after_value (self, &whole))
        return FALSE;
    }

  return TRUE;
}

static void
fail_too_long (gsize    length,
               gsize    max_bytes,
               GError **error)
{
  g_autofree char *all = g_strdup_printf ("%" G_GSIZE_FORMAT, length);
  g_autofree char *most = g_strdup_printf ("%" G_GSIZE_FORMAT, max_bytes);

  pp_worded_error_set (error, PP_JSON_ERROR, PP_JSON_ERROR_LIMIT, "1:1: ", 0,
                       N_("%s bytes are more than the %s that are read"), all, most);
}

static gboolean
scan (const char          *text,
      gsize                length,
      const PpJsonLimits  *limits,
      gboolean             shared,
      JsonNode           **root,
      GError             **error)
{
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (PpJsonFrame));
  PpJsonScanner self = { .frames = frames, .build = root != NULL, .error = error };
  gboolean done;

  if (limits == NULL)
    limits = &default_limits;
  if (length > limits->max_bytes)
    {
      fail_too_long (length, limits->max_bytes, error);
      return FALSE;
    }

  if (length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      length -= 3;
    }

  self.start = self.cursor = text;
  self.end = text + length;
  self.max_depth = limits->max_depth;
  self.unique_names = limits->unique_names;
  self.name = g_string_new (NULL);
  self.text = g_string_new (NULL);
  if (shared)
    self.share = _pp_json_share_new ();

  done = scan_document (&self);

  g_string_free (self.name, TRUE);
  g_string_free (self.text, TRUE);
  g_clear_pointer (&self.share, _pp_json_share_free);
  if (done && root != NULL)
    *root = g_steal_pointer (&self.root);
  g_clear_pointer (&self.root, json_node_unref);

  return done;
}

/**
 * pp_json_check:
 * @text: (array length=length): a text from outside; need not end with NUL
 * @length: its length in bytes
 * @limits: (nullable): what is still read; %NULL for PP_JSON_MAX_BYTES and PP_JSON_MAX_DEPTH
 * @error: return location for a #PpJsonError
 *
 * Finds out whether a text is JSON by the letter of RFC 8259 and within limits. Beyond the letter, NUL
 * characters and halves of surrogate pairs are refused, since no C string and no UTF-8 text can hold
 * them. A byte order mark at the very start is passed over and not counted as a column.
 *
 * Returns: whether it is
 */
gboolean
pp_json_check (const char          *text,
               gsize                length,
               const PpJsonLimits  *limits,
               GError             **error)
{
  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  return scan (text, length, limits, FALSE, NULL, error);
}

/**
 * pp_json_parse:
 * @text: (array length=length): a text from outside; need not end with NUL
 * @length: its length in bytes
 * @limits: (nullable): what is still read, as for pp_json_check()
 * @error: return location for a #PpJsonError
 *
 * Checks a text and makes the tree of it. Of members with equal names the last one counts. A number
 * that is too large for a gint64 or a double survives reading and writing: pp_json_append() writes it
 * back as it was, while the typed getters treat it as absent.
 *
 * Returns: (transfer full): the value
 */
JsonNode *
pp_json_parse (const char          *text,
               gsize                length,
               const PpJsonLimits  *limits,
               GError             **error)
{
  JsonNode *root = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  scan (text, length, limits, FALSE, &root, error);

  return root;
}

/**
 * pp_json_parse_shared:
 * @text: (array length=length): a text from outside; need not end with NUL
 * @length: its length in bytes
 * @limits: (nullable): what is still read, as for pp_json_check()
 * @error: return location for a #PpJsonError
 *
 * Like pp_json_parse(), but values that the text says more than once may be one node that stands in
 * several places. The tree takes less time and memory, and nothing in it may be changed.
 *
 * Returns: (transfer full): the value
 */
JsonNode *
pp_json_parse_shared (const char          *text,
                      gsize                length,
                      const PpJsonLimits  *limits,
                      GError             **error)
{
  JsonNode *root = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  scan (text, length, limits, TRUE, &root, error);

  return root;
}
