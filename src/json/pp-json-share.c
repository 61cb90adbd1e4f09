/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-json-share-private.h"

#include <string.h>

#define N_PLACES 4096

/* Comparing costs at most this much a container, also where somebody makes it go wrong at the end. */
#define MAX_BYTES 16384

/* What a key is made of: enough to tell apart what begins alike. */
#define KEY_BYTES 32

typedef struct {
  const char *text;             /* in the text that is scanned */
  gsize       length;
  guint       key;
  guint       depth;
  JsonNode   *node;             /* owned */
} Place;

struct _PpJsonShare {
  Place places[N_PLACES];
};

PpJsonShare *
_pp_json_share_new (void)
{
  return g_new0 (PpJsonShare, 1);
}

void
_pp_json_share_free (PpJsonShare *self)
{
  for (guint i = 0; i < N_PLACES; i++)
    g_clear_pointer (&self->places[i].node, json_node_unref);
  g_free (self);
}

static guint
add_byte (guint key,
          char  byte)
{
  return (key ^ (guchar) byte) * 16777619u;
}

/**
 * _pp_json_share_key:
 * @name: of the member; empty where that does not matter
 * @text: the value
 * @end: the end of what may be looked at
 *
 * Blanks do not count, or deep lines would look all the same. Nor does what may stand behind the value.
 *
 * Returns: where to look for the value
 */
guint
_pp_json_share_key (const char *name,
                    const char *text,
                    const char *end)
{
  guint key = 2166136261u;
  guint n_bytes = 0;

  for (const char *p = name; *p != '\0' && n_bytes < KEY_BYTES; p++, n_bytes++)
    key = add_byte (key, *p);
  n_bytes = 0;
  for (const char *p = text; p < end && n_bytes < KEY_BYTES && *p != '}' && *p != ']'; p++)
    if ((guchar) *p > ' ')
      {
        key = add_byte (key, *p);
        n_bytes++;
      }

  return key ^ key >> 15;
}

/**
 * _pp_json_share_find:
 * @self: the values so far
 * @key: its key
 * @text: a value
 * @end: the end of what may be looked at
 * @depth: how many containers it is in
 * @length: (out): how long the value is that was found
 *
 * A container or a string ends itself, so it is the whole value that was found; the beginning of a
 * number may be a number too, so there @length must be compared.
 *
 * Returns: (transfer none) (nullable): a value that @text begins with
 */
JsonNode *
_pp_json_share_find (PpJsonShare *self,
                     guint        key,
                     const char  *text,
                     const char  *end,
                     guint        depth,
                     gsize       *length)
{
  Place *place = &self->places[key % N_PLACES];

  /* Deeper down the same letters might go beyond the limit. */
  if (place->node == NULL || place->key != key || depth > place->depth ||
      place->length > (gsize) (end - text) || memcmp (place->text, text, place->length) != 0)
    return NULL;
  *length = place->length;

  return place->node;
}

/**
 * _pp_json_share_keep:
 * @self: the values so far
 * @key: its key
 * @text: a value
 * @end: where it ends
 * @depth: how many containers it may be in
 * @node: the same in the tree
 */
void
_pp_json_share_keep (PpJsonShare *self,
                     guint        key,
                     const char  *text,
                     const char  *end,
                     guint        depth,
                     JsonNode    *node)
{
  Place *place = &self->places[key % N_PLACES];

  if (end - text > MAX_BYTES)
    return;
  g_clear_pointer (&place->node, json_node_unref);
  *place = (Place) { text, end - text, key, depth, json_node_ref (node) };
}
