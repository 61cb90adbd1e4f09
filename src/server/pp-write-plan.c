/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-write-plan.h"

#include <string.h>

#include "pp-json.h"
#include "pp-lowering.h"

void
pp_write_state_clear (PpWriteState *self)
{
  g_clear_pointer (&self->marking, pp_marking_free);
  g_clear_pointer (&self->inside, pp_marking_free);
  g_clear_pointer (&self->recipients, g_strfreev);
}

void
pp_write_plan_free (PpWritePlan *self)
{
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->marking, pp_marking_free);
  g_clear_pointer (&self->content, pp_marking_free);
  g_clear_pointer (&self->recipients, g_strfreev);
  g_clear_pointer (&self->content_recipients, g_strfreev);
  g_free (self);
}

static gboolean
refuse (GError     **error,
        PpApiError   code,
        const char  *message)
{
  g_set_error_literal (error, PP_API_ERROR, code, message);
  return FALSE;
}

/* An error of the model's own code, for the one who sent the changes. */
static GError *
explain (GError *reason)
{
  GError *error;

  if (reason->domain != PP_MODEL_ERROR && reason->domain != PP_JSON_ERROR)
    return reason;
  error = g_error_new_literal (PP_API_ERROR,
                               g_error_matches (reason, PP_MODEL_ERROR, PP_MODEL_ERROR_UNKNOWN_ID)
                                 ? PP_API_ERROR_NOT_FOUND : PP_API_ERROR_BAD_INPUT, reason->message);
  g_error_free (reason);
  return error;
}

/* Blanks and signs alone tell nobody why. */
static gboolean
says_something (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      if (g_unichar_isalnum (g_utf8_get_char (text)))
        return TRUE;
    }
  return FALSE;
}

/* Lowering is for classifiers, and never without a reason. */
static gboolean
may_lower (const PpWriteRequest  *request,
           PpIdentity            *identity,
           const char           **reason,
           GError               **error)
{
  *reason = request->reason != NULL ? request->reason : request->note;
  if ((pp_identity_get_roles (identity) & PP_ROLE_CLASSIFIER) == 0)
    return refuse (error, PP_API_ERROR_FORBIDDEN, "Lowering a marking needs the role CLASSIFIER");
  if (*reason == NULL || !says_something (*reason))
    return refuse (error, PP_API_ERROR_BAD_INPUT, "Lowering a marking needs a reason");
  return TRUE;
}

static void
append_changes (GPtrArray *to,
                GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, pp_change_ref (g_ptr_array_index (from, i)));
}

/* What is lowered by the changes is told in the model itself as well, as it is on a desktop. */
static gboolean
tell_lowering (PpWritePlan           *self,
               const PpWriteRequest  *request,
               PpDraft               *draft,
               GPtrArray             *wanted,
               PpIdentity            *identity,
               GError               **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GPtrArray) told = NULL;
  const char *name = pp_identity_get_name (identity);
  const char *reason;

  if (!pp_lowering_is_in (pp_draft_get_model (draft), wanted))
    return TRUE;
  if (!may_lower (request, identity, &reason, error))
    return FALSE;
  self->is_lowering = TRUE;
  if (*name == '\0')
    name = pp_identity_get_subject (identity);
  told = pp_lowering_record (pp_draft_get_model (draft), wanted, reason, name, now);
  append_changes (wanted, told);
  return TRUE;
}

static gboolean
has_room (const PpWriteState  *state,
          PpDraft             *draft,
          GError             **error)
{
  int n_nodes = pp_draft_count_added (draft, PP_RECORD_NODE);
  int n_edges = pp_draft_count_added (draft, PP_RECORD_EDGE);

  if (n_nodes > 0 && state->n_nodes + n_nodes > PP_DRAFT_MAX_NODES)
    return refuse (error, PP_API_ERROR_BAD_INPUT, "A model has at most 20,000 nodes");
  if (n_edges > 0 && state->n_edges + n_edges > PP_DRAFT_MAX_EDGES)
    return refuse (error, PP_API_ERROR_BAD_INPUT, "A model has at most 50,000 edges");
  return TRUE;
}

/* What is asked for by name must cover all that stands in the model; else what stands in it raises it. */
static gboolean
find_marking (PpWritePlan           *self,
              const PpWriteRequest  *request,
              const PpWriteState    *state,
              PpDraft               *draft,
              PpIdentity            *identity,
              GError               **error)
{
  g_autoptr (PpMarking) touched = pp_draft_dup_marking (draft);
  const char *reason;

  if (request->marks == NULL)
    {
      self->marking = pp_marking_join (state->marking, touched);
    }
  else
    {
      self->marking = pp_marking_copy (request->marks);
      if (!pp_marking_dominates (self->marking, touched) ||
          (state->inside != NULL && !pp_marking_dominates (self->marking, state->inside)))
        return refuse (error, PP_API_ERROR_BAD_INPUT, "Something in the model is marked higher");
      if (!pp_marking_dominates (self->marking, state->marking))
        {
          if (!may_lower (request, identity, &reason, error))
            return FALSE;
          self->is_lowering = TRUE;
        }
    }
  if (!pp_marking_dominates (pp_identity_get_clearance (identity), self->marking))
    return refuse (error, PP_API_ERROR_FORBIDDEN, "That is marked higher than you are cleared for");
  self->content = pp_marking_join (self->marking, state->marking);
  return TRUE;
}

static char **
list_common (char **a,
             char **b)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; a[i] != NULL; i++)
    if (g_strv_contains ((const char * const *) b, a[i]))
      g_strv_builder_add (builder, a[i]);
  return g_strv_builder_end (builder);
}

/* A name more is a marking less, and so is no name where there were some. */
static gboolean
are_lowered (char **from,
             char **to)
{
  for (guint i = 0; to[i] != NULL; i++)
    if (from[0] != NULL && !g_strv_contains ((const char * const *) from, to[i]))
      return TRUE;
  return from[0] != NULL && to[0] == NULL;
}

/* Whom it is for. History is for those whom both were for, what was there before and what is there after. */
static gboolean
find_recipients (PpWritePlan           *self,
                 const PpWriteRequest  *request,
                 const PpWriteState    *state,
                 PpCaller              *caller,
                 GError               **error)
{
  char **from = state->recipients;
  const char *reason;

  self->recipients = g_strdupv (request->recipients != NULL ? (char **) request->recipients : from);
  if (self->recipients[0] != NULL &&
      !g_strv_contains ((const char * const *) self->recipients, pp_caller_get_member (caller)))
    return refuse (error, PP_API_ERROR_FORBIDDEN, "You must be among those whom it is for");
  if (are_lowered (from, self->recipients))
    {
      if (!may_lower (request, pp_caller_get_identity (caller), &reason, error))
        return FALSE;
      self->is_lowering = TRUE;
    }
  if (from[0] == NULL || self->recipients[0] == NULL)
    self->content_recipients = g_strdupv (from[0] == NULL ? self->recipients : from);
  else
    self->content_recipients = list_common (from, self->recipients);
  return TRUE;
}

static gboolean
moves_nodes (GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const PpChange *change = g_ptr_array_index (changes, i);

      if (change->type == PP_RECORD_NODE && change->after != NULL &&
          (change->operation == PP_CHANGE_ADD || strcmp (change->field, "parent") == 0))
        return TRUE;
    }
  return FALSE;
}

/**
 * pp_write_plan_new:
 * @request: what is asked for
 * @state: the model as it was found
 * @draft: the rows that were asked for; it is changed
 * @caller: who asks
 * @error: return location for a #PpApiError
 *
 * Returns: (transfer full) (nullable): what is to be done
 */
PpWritePlan *
pp_write_plan_new (const PpWriteRequest  *request,
                   const PpWriteState    *state,
                   PpDraft               *draft,
                   PpCaller              *caller,
                   GError               **error)
{
  g_autoptr (PpWritePlan) self = g_new0 (PpWritePlan, 1);
  PpIdentity *identity = pp_caller_get_identity (caller);
  g_autoptr (GPtrArray) made = NULL;
  g_autoptr (GPtrArray) wanted = pp_change_list_new ();
  GError *reason = NULL;

  if (request->restores)
    pp_draft_set_of_history (draft);
  made = request->func (draft, request->data, &reason);
  if (made != NULL)
    {
      append_changes (wanted, made);
      if (!tell_lowering (self, request, draft, wanted, identity, error))
        return NULL;
      self->changes = pp_draft_apply (draft, wanted, &reason);
    }
  if (self->changes == NULL)
    {
      g_propagate_error (error, explain (reason));
      return NULL;
    }
  if (!has_room (state, draft, error) || !find_marking (self, request, state, draft, identity, error) ||
      !find_recipients (self, request, state, caller, error))
    return NULL;
  self->moves_nodes = moves_nodes (self->changes);
  return g_steal_pointer (&self);
}

gboolean
pp_write_plan_is_empty (const PpWritePlan  *self,
                        const PpWriteState *state)
{
  return self->changes->len == 0 && pp_marking_equal (self->marking, state->marking) &&
         g_strv_equal ((const char * const *) self->recipients, (const char * const *) state->recipients);
}
