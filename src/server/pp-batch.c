/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-batch-private.h"

#include "pp-json.h"

struct _PpBatch {
  /* owned */
  GArray *items;                /* PpBatchItem */
  GPtrArray *bound;             /* texts in @chunk */
  GStringChunk *chunk;
};

/**
 * pp_batch_new:
 *
 * Returns: (transfer full): a batch without statements
 */
PpBatch *
pp_batch_new (void)
{
  PpBatch *self = g_rc_box_new0 (PpBatch);

  self->items = g_array_new (FALSE, FALSE, sizeof (PpBatchItem));
  self->bound = g_ptr_array_new ();
  self->chunk = g_string_chunk_new (512);

  return self;
}

PpBatch *
pp_batch_ref (PpBatch *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PpBatch *self = data;

  g_array_unref (self->items);
  g_ptr_array_unref (self->bound);
  g_string_chunk_free (self->chunk);
}

void
pp_batch_unref (PpBatch *self)
{
  g_rc_box_release_full (self, clear);
}

/**
 * pp_batch_add:
 * @self: a batch
 * @statement: a statement
 *
 * Adds a statement. What is bound next is bound to it, in the order of its places.
 *
 * Returns: which of the results will be that of the statement
 */
guint
pp_batch_add (PpBatch           *self,
              const PpStatement *statement)
{
  PpBatchItem item = { statement, self->bound->len, 0 };

  g_return_val_if_fail (statement != NULL, 0);

  g_array_append_val (self->items, item);

  return self->items->len - 1;
}

static void
add_bound (PpBatch *self,
           char    *text)
{
  g_return_if_fail (self->items->len > 0);

  g_array_index (self->items, PpBatchItem, self->items->len - 1).n_bound++;
  g_ptr_array_add (self->bound, text);
}

/**
 * pp_batch_bind_text:
 * @self: a batch
 * @text: (nullable): a value as text, of whatever type the statement casts it to; %NULL for null
 *
 * Binds a value to the statement that was added last.
 */
void
pp_batch_bind_text (PpBatch    *self,
                    const char *text)
{
  add_bound (self, text != NULL ? g_string_chunk_insert (self->chunk, text) : NULL);
}

void
pp_batch_bind_integer (PpBatch *self,
                       gint64   number)
{
  char text[PP_JSON_INTEGER_BYTES];

  pp_batch_bind_text (self, pp_json_format_integer (number, text));
}

void
pp_batch_bind_boolean (PpBatch  *self,
                       gboolean  boolean)
{
  pp_batch_bind_text (self, boolean ? "t" : "f");
}

/**
 * pp_batch_bind_array:
 * @self: a batch
 * @texts: (array length=n_texts): the items, of which each may be %NULL
 * @n_texts: how many there are
 *
 * Binds an array of whatever type the statement casts it to.
 */
void
pp_batch_bind_array (PpBatch            *self,
                     const char * const *texts,
                     guint               n_texts)
{
  g_autoptr (GString) literal = g_string_new ("{");

  for (guint i = 0; i < n_texts; i++)
    {
      if (i > 0)
        g_string_append_c (literal, ',');
      if (texts[i] == NULL)
        {
          g_string_append (literal, "NULL");
          continue;
        }
      g_string_append_c (literal, '"');
      for (const char *at = texts[i]; *at != '\0'; at++)
        {
          if (*at == '"' || *at == '\\')
            g_string_append_c (literal, '\\');
          g_string_append_c (literal, *at);
        }
      g_string_append_c (literal, '"');
    }
  g_string_append_c (literal, '}');
  pp_batch_bind_text (self, literal->str);
}

guint
_pp_batch_get_n_items (PpBatch *self)
{
  return self->items->len;
}

const PpBatchItem *
_pp_batch_get_item (PpBatch *self,
                    guint    index)
{
  return &g_array_index (self->items, PpBatchItem, index);
}

const char * const *
_pp_batch_get_bound (PpBatch           *self,
                     const PpBatchItem *item)
{
  return (const char * const *) self->bound->pdata + item->first;
}
