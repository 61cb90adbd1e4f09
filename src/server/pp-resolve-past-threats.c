/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-resolve-model.h"
#include "pp-resolve-past-private.h"
#include "pp-resolve-threat-private.h"

/* Threats, controls and layouts of models of the past, as rows like those of pp-resolve-threat.c. */

static void
set_head (PGresult   *result,
          int         row,
          const char *key,
          PpModel    *model,
          PpRecord   *record)
{
  _pp_past_set_uuid (result, row, KEY, key);
  _pp_past_set_uuid (result, row, MODEL, pp_model_get_id (model));
  _pp_past_set_uuid (result, row, ID, pp_record_get_id (record));
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return g_strcmp0 (pp_record_get_id ((PpRecord *) a), pp_record_get_id ((PpRecord *) b));
}

/* --- threats --- */

static int
compare_threats (gconstpointer a,
                 gconstpointer b)
{
  PpThreat *one = *(PpThreat * const *) a, *other = *(PpThreat * const *) b;
  gint64 number = pp_threat_get_number (one), other_number = pp_threat_get_number (other);

  return number != other_number ? (number > other_number) - (number < other_number) : compare_ids (one, other);
}

static gboolean
is_after (PpThreat     *threat,
          const PpPage *page)
{
  gint64 number = pp_threat_get_number (threat);
  gint64 last = page->after != NULL ? g_ascii_strtoll (page->after[0], NULL, 10) : 0;

  if (page->after == NULL || number > last)
    return TRUE;

  return number == last && g_ascii_strcasecmp (pp_record_get_id (PP_RECORD (threat)), page->after[1]) > 0;
}

static void
add_threat (PGresult *result,
            PpModel  *model,
            PpThreat *threat)
{
  int row = PQntuples (result);
  const char *id = pp_record_get_id (PP_RECORD (threat));
  g_autoptr (JsonNode) document = pp_record_to_json (PP_RECORD (threat));
  JsonObject *members = json_node_get_object (document);

  set_head (result, row, id, model, PP_RECORD (threat));
  _pp_past_set_integer (result, row, THREAT_NUMBER, pp_threat_get_number (threat));
  _pp_past_set_uuid (result, row, THREAT_ELEMENT, pp_threat_get_element (threat));
  _pp_past_set_text (result, row, THREAT_STATUS, pp_threat_get_status (threat));
  _pp_past_set_text (result, row, THREAT_SEVERITY, pp_threat_get_severity (threat));
  _pp_past_set_json (result, row, THREAT_PROPERTIES, json_object_get_member (members, "properties"));
  _pp_past_set_json (result, row, THREAT_DOCUMENT, document);
  _pp_past_set_integer (result, row, THREAT_ORDER, pp_threat_get_number (threat));
  _pp_past_set_uuid (result, row, THREAT_ORDER_ID, id);
}

void
_pp_resolve_past_threats (GqlCall *call,
                          PpPage  *page)
{
  static const Oid types[] = { PP_OID_UUID, PP_OID_UUID, PP_OID_UUID, PP_OID_INTEGER, PP_OID_UUID, PP_OID_TEXT,
                               PP_OID_TEXT, PP_OID_JSON, PP_OID_JSON, PP_OID_INTEGER, PP_OID_UUID };
  PpModel *model = _pp_resolve_get_past (call);
  g_autoptr (GPtrArray) threats = pp_model_dup_sorted (model, PP_RECORD_THREAT);
  PGresult *result = _pp_past_new_result (call, types, N_THREAT_COLUMNS);

  G_STATIC_ASSERT (G_N_ELEMENTS (types) == N_THREAT_COLUMNS);
  g_ptr_array_sort (threats, compare_threats);
  for (guint i = 0; i < threats->len && PQntuples (result) <= (int) page->first; i++)
    {
      PpThreat *threat = g_ptr_array_index (threats, i);
      const char *status = pp_threat_get_status (threat);

      if (is_after (threat, page) &&
          _pp_resolve_wants_word (call, "status", pp_words_statuses, "OPEN", status != NULL ? status : ""))
        add_threat (result, model, threat);
    }
  page->extra = model;
  pp_page_answer_all (call, result, page, THREAT_ORDER);
}

/* --- controls --- */

static int
compare_controls (gconstpointer a,
                  gconstpointer b)
{
  PpControl *one = *(PpControl * const *) a, *other = *(PpControl * const *) b;
  int order = g_strcmp0 (pp_control_get_title (one), pp_control_get_title (other));

  return order != 0 ? order : compare_ids (one, other);
}

static void
add_control (PGresult   *result,
             const char *key,
             PpModel    *model,
             PpControl  *control)
{
  int row = PQntuples (result);
  g_autoptr (JsonNode) document = pp_record_to_json (PP_RECORD (control));

  set_head (result, row, key, model, PP_RECORD (control));
  _pp_past_set_text (result, row, CONTROL_TITLE, pp_control_get_title (control));
  _pp_past_set_text (result, row, CONTROL_STATUS, pp_control_get_status (control));
  _pp_past_set_json (result, row, CONTROL_DOCUMENT, document);
}

/* Those that answer a threat, or all of them. */
static void
add_controls (PGresult   *result,
              PpModel    *model,
              GPtrArray  *controls,
              const char *threat)
{
  for (guint i = 0; i < controls->len; i++)
    {
      PpControl *control = g_ptr_array_index (controls, i);
      const char * const *threats = pp_control_get_threats (control);

      if (threat == NULL)
        add_control (result, pp_model_get_id (model), model, control);
      else if (threats != NULL && g_strv_contains (threats, threat))
        add_control (result, threat, model, control);
    }
}

void
_pp_resolve_past_controls (GqlCall *call,
                           int      column)
{
  static const Oid types[] = { PP_OID_UUID, PP_OID_UUID, PP_OID_UUID, PP_OID_TEXT, PP_OID_TEXT, PP_OID_JSON };
  PpModel *model = _pp_resolve_get_past (call);
  g_autoptr (GPtrArray) controls = pp_model_dup_sorted (model, PP_RECORD_CONTROL);
  PGresult *result = _pp_past_new_result (call, types, N_CONTROL_COLUMNS);

  G_STATIC_ASSERT (G_N_ELEMENTS (types) == N_CONTROL_COLUMNS);
  g_ptr_array_sort (controls, compare_controls);
  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      const PpRow *row = gql_call_get_pointer (call, i);
      char threat[PP_UUID_BYTES];

      pp_row_get_uuid (row->result, row->row, ID, threat);
      add_controls (result, model, controls, column == ID ? threat : NULL);
    }
  pp_resolve_join_many (call, result, column);
}

/* --- layouts --- */

static int
compare_layouts (gconstpointer a,
                 gconstpointer b)
{
  PpLayout *one = *(PpLayout * const *) a, *other = *(PpLayout * const *) b;
  gint64 place = pp_layout_get_order (one), other_place = pp_layout_get_order (other);
  int order = (place > other_place) - (place < other_place);

  if (order == 0)
    order = g_strcmp0 (pp_layout_get_title (one), pp_layout_get_title (other));

  return order != 0 ? order : compare_ids (one, other);
}

/* When each of them was changed last is not kept; the revision of the model was the last for all. */
void
_pp_resolve_past_layouts (GqlCall *call)
{
  static const Oid types[] = { PP_OID_UUID, PP_OID_UUID, PP_OID_UUID, PP_OID_TEXT, PP_OID_INTEGER, PP_OID_TIME,
                               PP_OID_UUID, PP_OID_JSON };
  PpModel *model = _pp_resolve_get_past (call);
  const PpRow *whole = gql_call_get_pointer (call, 0);
  g_autoptr (GPtrArray) layouts = pp_model_dup_sorted (model, PP_RECORD_LAYOUT);
  PGresult *result = _pp_past_new_result (call, types, N_LAYOUT_COLUMNS);

  G_STATIC_ASSERT (G_N_ELEMENTS (types) == N_LAYOUT_COLUMNS);
  g_ptr_array_sort (layouts, compare_layouts);
  for (int i = 0; i < (int) layouts->len; i++)
    {
      PpLayout *layout = g_ptr_array_index (layouts, i);
      g_autoptr (JsonNode) document = pp_record_to_json (PP_RECORD (layout));

      set_head (result, i, pp_model_get_id (model), model, PP_RECORD (layout));
      _pp_past_set_text (result, i, LAYOUT_TITLE, pp_layout_get_title (layout));
      _pp_past_set_integer (result, i, LAYOUT_REVISION,
                            pp_row_get_integer (whole->result, whole->row, PP_MODEL_REVISION));
      PQsetvalue (result, i, LAYOUT_UPDATED_AT, PQgetvalue (whole->result, whole->row, PP_MODEL_UPDATED_AT),
                  PQgetlength (whole->result, whole->row, PP_MODEL_UPDATED_AT));
      _pp_past_set_uuid (result, i, LAYOUT_UPDATED_BY, NULL);
      _pp_past_set_json (result, i, LAYOUT_DOCUMENT, document);
    }
  pp_resolve_join_many (call, result, PP_MODEL_ID);
}
