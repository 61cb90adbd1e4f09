/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-analysis.h"

G_BEGIN_DECLS

#define PP_TYPE_THREAT_ITEM (pp_threat_item_get_type ())
G_DECLARE_FINAL_TYPE (PpThreatItem, pp_threat_item, PP, THREAT_ITEM, GObject)

/**
 * PpThreatItem:
 * @key: what it is known by while the document is open
 * @element: the identifier of the element that it stands on
 * @title: one line, in the words that files use
 * @category: the category in the words that files use; may be empty
 * @status: the status in the words that files use
 * @severity: from 0, low, to 3, critical; -1 where nobody has decided
 * @gone: a rule found it once and does not any more
 * @finding: (nullable): what a rule found
 * @threat: (nullable): what is stored in the model
 *
 * A threat as a list shows it: what a rule found, what the model holds, or both of the same. Its
 * members are read-only and never change; where something is different there is a new item.
 */
struct _PpThreatItem {
  GObject     parent_instance;

  char       *key;
  char       *element;
  char       *title;
  char       *category;
  char       *status;
  int         severity;
  gboolean    gone;
  PpFinding  *finding;
  PpThreat   *threat;
  /*< private >*/
  PpModel    *model;
  char       *shown;
  char       *sort_key;
};

gboolean    pp_threat_item_is_open      (PpThreatItem *self);
/* Whether two say the same in every respect. */
gboolean    pp_threat_item_equal        (PpThreatItem *a,
                                         PpThreatItem *b);
/* The title in the language of the window. */
const char *pp_threat_item_get_title    (PpThreatItem *self);
/* For strcmp(), in the order of the language. */
const char *pp_threat_item_get_sort_key (PpThreatItem *self);

G_END_DECLS
