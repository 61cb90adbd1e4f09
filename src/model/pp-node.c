/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A thing that stands somewhere: a service, a store, a person, a boundary box. */

#include "pp-record-private.h"

struct _PpNode {
  PpElement    parent_instance;

  char        *parent;
};

static const PpField fields[] = {
  PP_FIELD_ROW ("parent", ID, PpNode, parent),
  PP_ELEMENT_ROWS,
};

G_DEFINE_FINAL_TYPE (PpNode, pp_node, PP_TYPE_ELEMENT)

static void
pp_node_class_init (PpNodeClass *klass)
{
  _pp_record_class_set_fields ((PpRecordClass *) klass, PP_RECORD_NODE, fields, G_N_ELEMENTS (fields));
}

static void
pp_node_init (PpNode *self)
{
}

PP_DEFINE_GETTER (const char *, PpNode, pp_node, NODE, parent)
