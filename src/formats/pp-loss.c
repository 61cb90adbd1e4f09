/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-format.h"

/* A file with a fault in each of a million cells gives no longer report than this. */
#define MAX_ITEMS 1000

struct _PpLoss {
  GObject    parent_instance;

  /*< owned >*/
  GPtrArray *items;             /* of PpLossItem */

  /*< state >*/
  guint      n_left_out;
};

G_DEFINE_FINAL_TYPE (PpLoss, pp_loss, G_TYPE_OBJECT)

static void
free_item (gpointer data)
{
  PpLossItem *item = data;

  g_free (item->place);
  g_free (item->message);
  g_free (item);
}

static void
pp_loss_finalize (GObject *object)
{
  PpLoss *self = PP_LOSS (object);

  g_ptr_array_unref (self->items);

  G_OBJECT_CLASS (pp_loss_parent_class)->finalize (object);
}

static void
pp_loss_class_init (PpLossClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_loss_finalize;
}

static void
pp_loss_init (PpLoss *self)
{
  self->items = g_ptr_array_new_with_free_func (free_item);
}

/**
 * pp_loss_new:
 *
 * Returns: (transfer full): an empty report
 */
PpLoss *
pp_loss_new (void)
{
  return g_object_new (PP_TYPE_LOSS, NULL);
}

static void
take_item (PpLoss     *self,
           gboolean    is_fault,
           const char *place,
           char       *message)
{
  PpLossItem *item = g_new (PpLossItem, 1);

  item->is_fault = is_fault;
  item->place = g_strdup (place);
  item->message = message;
  g_ptr_array_add (self->items, item);
}

static void G_GNUC_PRINTF (4, 0)
add_item (PpLoss     *self,
          gboolean    is_fault,
          const char *place,
          const char *format,
          va_list     arguments)
{
  if (self == NULL)
    return;
  if (self->items->len >= MAX_ITEMS)
    self->n_left_out++;
  else
    take_item (self, is_fault, place, g_strdup_vprintf (format, arguments));
}

/**
 * pp_loss_add:
 * @self: (nullable): a report; %NULL when nobody wants to know
 * @place: a JSON pointer, or an element's name
 * @format: printf() format of what could not be carried, in English
 * @...: its arguments
 *
 * Adds an item. Beyond a thousand they are only counted.
 */
void
pp_loss_add (PpLoss     *self,
             const char *place,
             const char *format,
             ...)
{
  va_list arguments;

  va_start (arguments, format);
  add_item (self, FALSE, place, format, arguments);
  va_end (arguments);
}

/**
 * pp_loss_add_fault:
 * @self: (nullable): a report; %NULL when nobody wants to know
 * @place: a JSON pointer
 * @format: printf() format of what is wrong, in English
 * @...: its arguments
 *
 * Adds an item for what is wrong in a file that can be opened all the same, but that no program should have
 * written.
 */
void
pp_loss_add_fault (PpLoss     *self,
                   const char *place,
                   const char *format,
                   ...)
{
  va_list arguments;

  va_start (arguments, format);
  add_item (self, TRUE, place, format, arguments);
  va_end (arguments);
}

/**
 * pp_loss_get_n_items:
 * @self: a report
 *
 * Returns: how many items it has, with one for all that were only counted
 */
guint
pp_loss_get_n_items (PpLoss *self)
{
  g_return_val_if_fail (PP_IS_LOSS (self), 0);

  return self->items->len + (self->n_left_out > 0 && self->items->len == MAX_ITEMS ? 1 : 0);
}

/**
 * pp_loss_get_item:
 * @self: a report
 * @position: less than pp_loss_get_n_items()
 *
 * Returns: (transfer none): the item there
 */
const PpLossItem *
pp_loss_get_item (PpLoss *self,
                  guint   position)
{
  g_return_val_if_fail (PP_IS_LOSS (self), NULL);
  g_return_val_if_fail (position < pp_loss_get_n_items (self), NULL);

  if (position == self->items->len)
    take_item (self, FALSE, "", g_strdup_printf ("%u more of the kind", self->n_left_out));

  return g_ptr_array_index (self->items, position);
}

/**
 * pp_loss_to_json:
 * @self: a report
 *
 * Returns: (transfer full): `[{ "place": …, "message": … }, …]`
 */
JsonNode *
pp_loss_to_json (PpLoss *self)
{
  g_autoptr (JsonArray) array = json_array_new ();
  guint n_items;

  g_return_val_if_fail (PP_IS_LOSS (self), NULL);

  n_items = pp_loss_get_n_items (self);
  for (guint i = 0; i < n_items; i++)
    {
      const PpLossItem *item = pp_loss_get_item (self, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "place", item->place);
      json_object_set_string_member (object, "message", item->message);
      json_array_add_object_element (array, object);
    }

  return json_node_init_array (json_node_alloc (), array);
}
