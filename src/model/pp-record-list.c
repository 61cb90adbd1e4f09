/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-record-list-private.h"

#include "pp-record-private.h"

struct _PpRecordList {
  GObject    parent_instance;

  GPtrArray *records;
  GType      item_type;
};

static GType
record_list_get_item_type (GListModel *model)
{
  return PP_RECORD_LIST (model)->item_type;
}

static guint
record_list_get_n_items (GListModel *model)
{
  return PP_RECORD_LIST (model)->records->len;
}

static gpointer
record_list_get_item (GListModel *model,
                      guint       position)
{
  GPtrArray *records = PP_RECORD_LIST (model)->records;

  return position < records->len ? g_object_ref (g_ptr_array_index (records, position)) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = record_list_get_item_type;
  iface->get_n_items = record_list_get_n_items;
  iface->get_item = record_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PpRecordList, _pp_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
_pp_record_list_finalize (GObject *object)
{
  g_ptr_array_unref (PP_RECORD_LIST (object)->records);

  G_OBJECT_CLASS (_pp_record_list_parent_class)->finalize (object);
}

static void
_pp_record_list_class_init (PpRecordListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = _pp_record_list_finalize;
}

static void
_pp_record_list_init (PpRecordList *self)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
}

PpRecordList *
_pp_record_list_new (PpRecordType type)
{
  PpRecordList *self = g_object_new (PP_TYPE_RECORD_LIST, NULL);

  self->item_type = _pp_record_type_get_gtype (type);
  return self;
}

void
_pp_record_list_add (PpRecordList *self,
                     PpRecord     *record)
{
  record->position = self->records->len;
  g_ptr_array_add (self->records, g_object_ref (record));
  g_list_model_items_changed (G_LIST_MODEL (self), record->position, 0, 1);
}

void
_pp_record_list_remove (PpRecordList *self,
                        PpRecord     *record)
{
  guint position = record->position;
  guint last = self->records->len - 1;

  g_assert (g_ptr_array_index (self->records, position) == record);

  g_ptr_array_remove_index_fast (self->records, position);
  if (position < last)
    {
      ((PpRecord *) g_ptr_array_index (self->records, position))->position = position;
      g_list_model_items_changed (G_LIST_MODEL (self), position, last - position + 1, last - position);
    }
  else
    {
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }
}

GPtrArray *
_pp_record_list_peek (PpRecordList *self)
{
  return self->records;
}
