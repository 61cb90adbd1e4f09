/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-resolve-member.h"

#include <string.h>

/* Who asks, the organisation, and its members. */

enum { KEY, ID, NAME, ROLES, SORTED_NAME, SORTED_ID };


static const PpStatement statement_viewer = {
  "viewer", "select " PP_MEMBER_COLUMNS " from " PP_MEMBERS " where m.id = parapet.current_member ()" };
static const PpStatement statement_members = {
  "members", "select " PP_MEMBER_COLUMNS " from " PP_MEMBERS " where m.id = any ($1::uuid[])" };
static const PpStatement statement_recipients = {
  "recipients", "select k.id, m.id, m.name, m.roles from parapet.model k join parapet.label l"
                " on l.organisation_id = k.organisation_id and l.id = k.label_id join " PP_MEMBERS
                " on m.id = any (l.recipients) where k.id = any ($1::uuid[]) order by k.id, m.name, m.id" };
static const PpStatement statement_member_page = {
  "member-page", "select 1, m.id, m.name, m.roles, m.name, m.id from " PP_MEMBERS
                 " where $3::uuid is null or (m.name, m.id) > ($2, $3) order by m.name, m.id limit $1::integer" };
static const PpStatement statement_organisation = {
  "organisation", "select o.id, o.id, o.name from parapet.organisation o"
                  " where o.id = parapet.current_organisation ()" };

/* --- members --- */

static void
answer_one (GqlCall   *call,
            GPtrArray *results,
            gpointer   data)
{
  const PGresult *result = g_ptr_array_index (results, 1);

  if (PQntuples (result) > 0)
    for (guint i = 0; i < gql_call_get_n_objects (call); i++)
      gql_call_set (call, i, pp_resolve_row (call, result, 0));
  gql_call_finish (call);
}

static void
resolve_viewer (PpApi   *api,
                GqlCall *call)
{
  PpBatch *batch = pp_resolve_new_batch (call);

  pp_batch_add (batch, &statement_viewer);
  pp_resolve_ask (api, call, batch, answer_one, NULL);
}

/**
 * pp_resolve_member:
 * @api: the interface
 * @call: (transfer full): a call
 * @column: where the objects of the call have the identifier of a member
 *
 * Gives each object its member.
 */
void
pp_resolve_member (PpApi   *api,
                   GqlCall *call,
                   int      column)
{
  pp_resolve_one (api, call, &statement_members, column);
}

/**
 * pp_resolve_recipients:
 * @api: the interface
 * @call: (transfer full): a call
 * @column: where the objects of the call have the identifier of a model
 *
 * Gives each object the members whom its model is for.
 */
void
pp_resolve_recipients (PpApi   *api,
                       GqlCall *call,
                       int      column)
{
  pp_resolve_many (api, call, &statement_recipients, column);
}

static void
resolve_roles (PpApi   *api,
               GqlCall *call)
{
  static const struct {
    PpRoles role;
    const char *name;
  } roles[] = {
    { PP_ROLE_VIEWER, "VIEWER" },
    { PP_ROLE_REVIEWER, "REVIEWER" },
    { PP_ROLE_ARCHITECT, "ARCHITECT" },
    { PP_ROLE_CLASSIFIER, "CLASSIFIER" },
    { PP_ROLE_ADMIN, "ADMIN" },
    { PP_ROLE_SERVICE, "SERVICE" },
  };

  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      const PpRow *row = gql_call_get_pointer (call, i);
      gint64 own = pp_row_get_integer (row->result, row->row, row->base + ROLES);
      GqlValue *items = gql_arena_new_n (gql_call_get_arena (call), GqlValue, G_N_ELEMENTS (roles));
      guint n_items = 0;

      for (guint j = 0; j < G_N_ELEMENTS (roles); j++)
        if (own & roles[j].role)
          items[n_items++] = gql_enum (roles[j].name);
      gql_call_set (call, i, gql_list (items, n_items));
    }
  gql_call_finish (call);
}

/* What others are cleared for is nobody's business. */
static void
resolve_clearance (PpApi   *api,
                   GqlCall *call)
{
  PpCaller *caller = pp_resolve_get_caller (call);

  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      const PpRow *row = gql_call_get_pointer (call, i);
      char id[PP_UUID_BYTES];

      pp_row_get_uuid (row->result, row->row, row->base + ID, id);
      if (strcmp (id, pp_caller_get_member (caller)) == 0)
        gql_call_set (call, i, pp_resolve_marking (gql_call_get_arena (call),
                                                   pp_identity_get_clearance (pp_caller_get_identity (caller))));
    }
  gql_call_finish (call);
}

/* --- the organisation --- */

/* Gives each object the organisation of the caller. */
void
pp_resolve_organisation (PpApi   *api,
                         GqlCall *call)
{
  PpBatch *batch = pp_resolve_new_batch (call);

  pp_batch_add (batch, &statement_organisation);
  pp_resolve_ask (api, call, batch, answer_one, NULL);
}

/* There is but one organisation, however often it stands in an answer. */
static void
answer_member_page (GqlCall   *call,
                    GPtrArray *results,
                    gpointer   data)
{
  pp_page_answer_all (call, g_ptr_array_index (results, 1), data, SORTED_NAME);
}

static void
resolve_organisation_members (PpApi   *api,
                              GqlCall *call)
{
  PpPage *page = gql_arena_new0 (gql_call_get_arena (call), PpPage);
  PpBatch *batch;

  if (!pp_page_read (call, 2, page))
    return;
  batch = pp_resolve_new_batch (call);
  pp_batch_add (batch, &statement_member_page);
  pp_page_bind (page, batch);
  pp_resolve_ask (api, call, batch, answer_member_page, page);
}

void
pp_resolve_member_add (PpApi *api)
{
  static const PpApiField fields[] = {
    { "Query", "viewer", resolve_viewer },
    { "Query", "organisation", pp_resolve_organisation },
    { "Organisation", "id", .column = { PP_COLUMN_UUID, ID } },
    { "Organisation", "name", .column = { PP_COLUMN_TEXT, NAME } },
    { "Organisation", "members", resolve_organisation_members },
    { "Member", "id", .column = { PP_COLUMN_UUID, ID } },
    { "Member", "name", .column = { PP_COLUMN_TEXT, NAME } },
    { "Member", "roles", resolve_roles },
    { "Member", "clearance", resolve_clearance },
    { "MemberConnection", "nodes" },
    { "MemberConnection", "pageInfo" },
    { "PageInfo", "hasNextPage" },
    { "PageInfo", "hasPreviousPage" },
    { "PageInfo", "startCursor" },
    { "PageInfo", "endCursor" },
    { "Mark", "scheme" },
    { "Mark", "level" },
    { "Mark", "rank" },
    { "Mark", "caveats" },
  };

  pp_api_add_fields (api, fields, G_N_ELEMENTS (fields));
}
