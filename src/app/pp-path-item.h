/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-mitigations.h"

G_BEGIN_DECLS

#define PP_TYPE_PATH_ITEM (pp_path_item_get_type ())
G_DECLARE_FINAL_TYPE (PpPathItem, pp_path_item, PP, PATH_ITEM, GObject)

/**
 * PpPathItem:
 * @number: what it is numbered with; empty for nothing
 * @title: one line
 * @subtitle: one line below it; may be empty
 * @value: what stands at the end; may be empty
 * @element: (nullable): what it is about
 * @index: which of its list
 * @mitigation: (nullable): what can be applied
 *
 * A line of the panel of attack paths. Its members are read-only.
 *
 * Signals
 *   changed (): it says something else now
 */
struct _PpPathItem {
  GObject       parent_instance;

  char         *number;
  char         *title;
  char         *subtitle;
  char         *value;
  char         *element;
  guint         index;
  PpMitigation *mitigation;
};

/* Takes the texts over, but for @element. */
PpPathItem *pp_path_item_new (guint         index,
                              char         *number,
                              char         *title,
                              char         *subtitle,
                              char         *value,
                              const char   *element,
                              PpMitigation *mitigation);

/* Whether both show the same. */
gboolean    pp_path_item_equal (const PpPathItem *a,
                                const PpPathItem *b);

/* Says from now on what @other says. A line that stays costs a list far less than one that comes in its place. */
void        pp_path_item_become (PpPathItem       *self,
                                 const PpPathItem *other);

G_END_DECLS
