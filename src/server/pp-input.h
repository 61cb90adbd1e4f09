/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql.h"
#include "pp-draft.h"

G_BEGIN_DECLS

/**
 * PpInput:
 * @type: the kind of record
 * @id: its identifier
 * @value: an object of an input type of the schema, or a list of changes; it lives with its call
 *
 * What a typed mutation says of one record. The functions here make of it what applyChanges is sent: they are of the
 * type #PpWriteFunc. A member that is absent leaves its field as it is, null takes it away.
 */
typedef struct {
  PpRecordType    type;
  const char     *id;
  const GqlValue *value;
} PpInput;

GPtrArray *pp_input_add            (PpDraft         *draft,
                                    gpointer         input,
                                    GError         **error);
GPtrArray *pp_input_change         (PpDraft         *draft,
                                    gpointer         input,
                                    GError         **error);
GPtrArray *pp_input_remove_element (PpDraft         *draft,
                                    gpointer         input,
                                    GError         **error);
GPtrArray *pp_input_remove         (PpDraft         *draft,
                                    gpointer         input,
                                    GError         **error);

GPtrArray *pp_input_read_changes   (const GqlValue  *changes,
                                    GError         **error);
char     **pp_input_read_members   (const GqlValue  *members,
                                    GError         **error);
PpMarking *pp_input_read_marks     (const GqlValue  *marks,
                                    GError         **error);

G_END_DECLS
