/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a write says to the database once it knows what is to be done. */

#include "pp-batch-private.h"
#include "pp-deed.h"
#include "pp-json.h"
#include "pp-write-private.h"
#include "pp-write-statements.h"

/* When what was changed since a snapshot reaches the limit, there is another: so no revision is farther from one than
 * a hundred others, or some megabytes. Where thousands of elements are read anyway, some more revisions make little
 * difference to who reads, while a snapshot would cost whoever writes more than all the rest. */
#define SNAPSHOT_WEIGHT 4000000
#define MIN_REVISIONS 100
#define ELEMENTS_FOR_ANOTHER 15

static void
bind_label (PpBatch         *batch,
            const PpMarking *marking,
            char           **recipients)
{
  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    pp_batch_bind_integer (batch, marking->levels[scheme]);
  pp_batch_bind_array (batch, (const char * const *) marking->caveats,
                       marking->caveats != NULL ? g_strv_length (marking->caveats) : 0);
  pp_batch_bind_array (batch, (const char * const *) recipients, g_strv_length (recipients));
}

/* Where a row stands. It has the label that the model has had; another one comes to it with the model. */
static void
bind_place (PpWrite      *self,
            PpBatch      *batch,
            PpRecordType  type)
{
  if (type == PP_RECORD_MODEL)
    return;
  pp_batch_bind_text (batch, pp_caller_get_organisation (self->caller));
  pp_batch_bind_text (batch, self->state.label);
  if (type != PP_RECORD_LAYOUT)
    return;
  pp_batch_bind_integer (batch, self->state.revision + 1);
  pp_batch_bind_text (batch, pp_caller_get_member (self->caller));
}

/* In the order in which rows need each other: what goes first, what others hang on before them. */
void
_pp_write_add_records (PpWrite *self,
                       PpBatch *batch)
{
  for (PpRecordType type = PP_N_RECORD_TYPES - 1; type > PP_RECORD_MODEL; type--)
    {
      g_autofree char *removed = pp_draft_dup_removed (self->draft, type);

      if (removed == NULL)
        continue;
      _pp_write_add (self, batch, &_pp_remove_records[type]);
      pp_batch_bind_text (batch, removed);
    }
  for (PpRecordType type = PP_RECORD_MODEL; type < PP_N_RECORD_TYPES; type++)
    {
      g_autofree char *written = pp_draft_dup_written (self->draft, type);

      if (written == NULL)
        continue;
      _pp_write_add (self, batch, &_pp_write_records[type]);
      pp_batch_bind_text (batch, written);
      bind_place (self, batch, type);
    }
}

/* Why a marking was lowered: what was given as the reason, or else the note of the revision. */
static const char *
get_reason (PpWrite *self)
{
  if (self->request->reason != NULL)
    return self->request->reason;
  return self->plan->is_lowering ? self->request->note : "";
}

gboolean
_pp_write_is_marked_otherwise (PpWrite *self)
{
  return self->request->creates || !pp_marking_equal (self->plan->marking, self->state.marking) ||
         !g_strv_equal ((const char * const *) self->plan->recipients, (const char * const *) self->state.recipients);
}

/* The last two results are the label of the model and that of the content. */
void
_pp_write_add_labels (PpWrite *self,
                      PpBatch *batch)
{
  static const PpStatement * const statements[] = { &_pp_add_label, &_pp_find_label };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      pp_batch_add (batch, statements[i]);
      bind_label (batch, self->plan->marking, self->plan->recipients);
      pp_batch_add (batch, statements[i]);
      bind_label (batch, self->plan->content, self->plan->content_recipients);
    }
}

void
_pp_write_add_model (PpWrite *self,
                     PpBatch *batch)
{
  g_autofree char *written = pp_draft_dup_written (self->draft, PP_RECORD_MODEL);

  _pp_write_add (self, batch, &_pp_add_model);
  pp_batch_bind_text (batch, written);
  pp_batch_bind_text (batch, pp_caller_get_organisation (self->caller));
  pp_batch_bind_text (batch, self->label);
  pp_batch_bind_text (batch, pp_caller_get_member (self->caller));
}

static void
add_raise (PpWrite *self,
           PpBatch *batch,
           gint64   weight)
{
  gboolean marks = _pp_write_is_marked_otherwise (self);

  if (self->plan->is_lowering)
    {
      pp_batch_add (batch, &_pp_give_reason);
      pp_batch_bind_text (batch, get_reason (self));
    }
  self->raised = _pp_batch_get_n_items (batch);
  _pp_write_add (self, batch, marks ? &_pp_raise_and_mark : &_pp_raise_revision);
  pp_batch_bind_text (batch, pp_caller_get_member (self->caller));
  pp_batch_bind_integer (batch, weight < SNAPSHOT_WEIGHT ? weight : 0);
  pp_batch_bind_integer (batch, pp_draft_count_added (self->draft, PP_RECORD_NODE));
  pp_batch_bind_integer (batch, pp_draft_count_added (self->draft, PP_RECORD_EDGE));
  if (marks)
    pp_batch_bind_text (batch, self->label);
}

static gint64
weigh (PpWrite *self,
       gsize    length)
{
  gint64 n_elements = self->state.n_nodes + self->state.n_edges;

  return self->state.weight + (gint64) length +
         SNAPSHOT_WEIGHT / MAX (MIN_REVISIONS, n_elements / ELEMENTS_FOR_ANOTHER);
}

void
_pp_write_add_revision (PpWrite *self,
                        PpBatch *batch)
{
  g_autoptr (JsonNode) node = pp_change_list_to_json (self->plan->changes);
  gsize length;
  g_autofree char *changes = pp_json_to_string (node, PP_JSON_STYLE_COMPACT, &length);
  gint64 weight = weigh (self, length);

  if (!self->request->creates)
    add_raise (self, batch, weight);
  _pp_write_add (self, batch, &_pp_add_revision);
  pp_batch_bind_text (batch, pp_caller_get_organisation (self->caller));
  pp_batch_bind_integer (batch, self->state.revision + 1);
  pp_batch_bind_text (batch, self->label);
  pp_batch_bind_text (batch, self->content_label);
  pp_batch_bind_text (batch, pp_caller_get_member (self->caller));
  pp_batch_bind_text (batch, self->request->request_id);
  pp_batch_bind_text (batch, self->request->note != NULL ? self->request->note : "");
  pp_batch_bind_text (batch, changes);
  pp_batch_bind_text (batch, self->request->request_digest);
  if (weight >= SNAPSHOT_WEIGHT)
    _pp_write_add (self, batch, &_pp_add_snapshot);
}

static void
add_event (PpWrite *self,
           PpBatch *batch)
{
  if (!self->request->creates && _pp_write_is_marked_otherwise (self))
    {
      _pp_write_add (self, batch, &_pp_add_end);
      pp_batch_bind_integer (batch, self->state.revision);
      pp_batch_bind_text (batch, self->state.label);
    }
  _pp_write_add (self, batch, &_pp_add_revision_event);
  pp_batch_bind_text (batch, pp_caller_get_organisation (self->caller));
  pp_batch_bind_text (batch, self->label);
  pp_batch_bind_text (batch, self->request->creates ? "created" : "changed");
  pp_batch_bind_integer (batch, self->state.revision + 1);
  pp_batch_bind_text (batch, pp_caller_get_member (self->caller));
}

void
_pp_write_add_audit (PpWrite *self,
                     PpBatch *batch)
{
  pp_deed_add_audit (batch, &_pp_add_revision_audit, self->request->model_id, self->caller, self->request->action,
                     get_reason (self));
  pp_batch_bind_text (batch, self->label);
  pp_batch_bind_integer (batch, self->state.revision);
  pp_batch_bind_integer (batch, self->state.revision + 1);
  pp_batch_bind_text (batch, self->request->request_id);
  add_event (self, batch);
}
