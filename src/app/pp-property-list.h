/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-inspector-subject.h"

G_BEGIN_DECLS

/**
 * PpPropertyList:
 *
 * The free JSON properties of one record, or one list or object inside them, as rows that can be
 * edited. Each edit is a change of `properties/KEY`, where KEY is the first step of the path.
 */
#define PP_TYPE_PROPERTY_LIST (pp_property_list_get_type ())
G_DECLARE_FINAL_TYPE (PpPropertyList, pp_property_list, PP, PROPERTY_LIST, AdwPreferencesGroup)

/**
 * PpPropertyList::opened:
 * @self: the list
 * @path: (array zero-terminated=1): the list or object that a person wants to see
 */

/**
 * PpPropertyList::removed:
 * @self: the list
 * @name: what a person removed
 */

GtkWidget *pp_property_list_new         (void);
void       pp_property_list_set_subject (PpPropertyList     *self,
                                         PpInspectorSubject *subject);
void       pp_property_list_set_path    (PpPropertyList     *self,
                                         const char * const *path);
const char * const *pp_property_list_get_path (PpPropertyList *self);
/* FALSE where there is nothing at the path any more. */
gboolean   pp_property_list_refresh     (PpPropertyList     *self);
guint      pp_property_list_get_n_rows  (PpPropertyList     *self);
GtkWidget *pp_property_list_find_row    (PpPropertyList     *self,
                                         const char         *name);

gboolean   pp_property_list_add         (PpPropertyList     *self,
                                         const char         *name,
                                         JsonNode           *value);
gboolean   pp_property_list_rename      (PpPropertyList     *self,
                                         const char         *name,
                                         const char         *new_name);
gboolean   pp_property_list_remove      (PpPropertyList     *self,
                                         const char         *name);

G_END_DECLS
