/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line between two elements: a flow, an attack, a dependency, a boundary curve. */

#include "pp-record-private.h"

struct _PpEdge {
  PpElement    parent_instance;

  char        *source;
  char        *target;
  char        *protocol;
  gboolean     bidirectional;
};

static const PpField fields[] = {
  PP_FIELD_ROW ("source", ID, PpEdge, source),
  PP_FIELD_ROW ("target", ID, PpEdge, target),
  PP_FIELD_ROW ("protocol", STRING, PpEdge, protocol),
  PP_FIELD_ROW ("bidirectional", BOOLEAN, PpEdge, bidirectional),
  PP_ELEMENT_ROWS,
};

G_DEFINE_FINAL_TYPE (PpEdge, pp_edge, PP_TYPE_ELEMENT)

static void
pp_edge_class_init (PpEdgeClass *klass)
{
  _pp_record_class_set_fields ((PpRecordClass *) klass, PP_RECORD_EDGE, fields, G_N_ELEMENTS (fields));
}

static void
pp_edge_init (PpEdge *self)
{
}

PP_DEFINE_GETTER (const char *, PpEdge, pp_edge, EDGE, source)
PP_DEFINE_GETTER (const char *, PpEdge, pp_edge, EDGE, target)
PP_DEFINE_TEXT_GETTER (PpEdge, pp_edge, EDGE, protocol)
PP_DEFINE_GETTER (gboolean, PpEdge, pp_edge, EDGE, bidirectional)
