/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "pp-panel-list.h"
#include "pp-path-panel-private.h"
#include "pp-path-words.h"
#include "pp-threat-words.h"

static PpModel *
get_model (PpPathPanel *self)
{
  return pp_history_get_model (pp_assessment_get_history (pp_attacks_get_assessment (self->attacks)));
}

void
_pp_path_panel_update_question (PpPathPanel *self)
{
  const char *from = pp_attacks_get_from (self->attacks), *to = pp_attacks_get_to (self->attacks);
  const char *origin = pp_attacks_get_blast_origin (self->attacks);
  g_autofree char *source = from != NULL ? pp_threat_words_dup_element (get_model (self), from)
                                         : g_strdup (_("all attackers"));
  g_autofree char *target = to != NULL ? pp_threat_words_dup_element (get_model (self), to)
                                       : g_strdup (_("all assets"));
  g_autofree char *start = origin != NULL ? pp_threat_words_dup_element (get_model (self), origin) : NULL;
  g_autofree char *text = NULL;

  if (self->view != PP_PATH_VIEW_BLAST)
    /* Translators: where the paths of an attack begin and end. */
    text = g_strdup_printf (_("From %s to %s"), source, target);
  else if (start != NULL)
    text = g_strdup_printf (_("If %s falls"), start);
  gtk_label_set_text (self->question, text != NULL ? text : "");
  gtk_widget_set_visible (self->all_button, self->view != PP_PATH_VIEW_BLAST && (from != NULL || to != NULL));
}

static char *
dup_plan_state (PpPathPanel *self)
{
  PpMitigationPlan *plan = pp_attacks_get_plan (self->attacks);

  if (self->view == PP_PATH_VIEW_CUT && pp_attacks_get_cut (self->attacks)->cost > 0)
    return g_strdup_printf (_("Cost %ld"), (long) pp_attacks_get_cut (self->attacks)->cost);
  if (self->view != PP_PATH_VIEW_MITIGATIONS || plan == NULL || plan->best_before <= 0)
    return NULL;
  if (!plan->is_possible)
    return g_strdup (_("No set of mitigations leaves no path"));
  if (plan->cost == plan->bound)
    return g_strdup_printf (_("The marked ones together leave no path · cost %ld, the least there is"),
                            (long) plan->cost);
  return g_strdup_printf (_("The marked ones together leave no path · cost %ld, none costs less than %ld"),
                          (long) plan->cost, (long) plan->bound);
}

gboolean
_pp_path_panel_lacks_answer (PpPathPanel *self)
{
  return !pp_attacks_is_ready (self->attacks)
         || (self->view == PP_PATH_VIEW_MITIGATIONS && pp_attacks_get_plan (self->attacks) == NULL);
}

static gboolean
has_rows (PpPathPanel *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0;
}

void
_pp_path_panel_update_state (PpPathPanel *self)
{
  gboolean searching = pp_attacks_is_searching (self->attacks);
  gboolean old = !searching && (pp_attacks_is_stale (self->attacks) || _pp_path_panel_lacks_answer (self));
  g_autofree char *plan = NULL;
  g_autofree char *difference = NULL;
  g_autofree char *change = NULL;
  double before, after;

  if (pp_attacks_get_difference (self->attacks, &before, &after))
    {
      change = pp_path_words_dup_change (before, after);
      /* Translators: how the odds of the likeliest path have changed with the last edit. */
      difference = g_strdup_printf (_("Best odds %s"), change);
    }
  if (pp_attacks_is_ready (self->attacks))
    plan = dup_plan_state (self);
  if (old && has_rows (self))
    gtk_label_set_text (self->state, _("Of before the last edit"));
  else if (searching && !pp_attacks_is_ready (self->attacks))
    gtk_label_set_text (self->state, _("Searching…"));
  else if (difference != NULL && plan != NULL)
    {
      g_autofree char *both = g_strdup_printf ("%s · %s", difference, plan);

      gtk_label_set_text (self->state, both);
    }
  else
    gtk_label_set_text (self->state, difference != NULL ? difference : plan != NULL ? plan : "");
  gtk_spinner_set_spinning (self->spinner, searching);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), searching);
  gtk_widget_set_visible (self->cancel_button, searching);
  gtk_widget_set_visible (self->again_button, old);
}

static void
set_empty (PpPathPanel *self,
           const char  *title,
           const char  *description)
{
  pp_panel_list_show_empty (self->list_stack, self->empty_page, title, description);
}

void
_pp_path_panel_update_list_page (PpPathPanel *self)
{
  PpAttackGraph *graph = pp_attacks_get_graph (self->attacks);
  gboolean shown = has_rows (self);

  /* Where there is nothing to go into, what is said of that has all the room. */
  if (!shown)
    adw_leaflet_set_visible_child (self->leaflet, self->list_side);
  gtk_widget_set_visible (self->detail_side, shown);
  if (shown)
    gtk_stack_set_visible_child_name (self->list_stack, "list");
  else if (_pp_path_panel_lacks_answer (self))
    set_empty (self, pp_attacks_is_searching (self->attacks) ? _("Searching…") : _("Search Stopped"), NULL);
  else if (self->view == PP_PATH_VIEW_BLAST && pp_attacks_get_blast_origin (self->attacks) == NULL)
    set_empty (self, _("Nothing Chosen"),
               _("Choose Blast Radius in the context menu of an element to see how far its fall would reach."));
  else if (self->view == PP_PATH_VIEW_BLAST)
    set_empty (self, _("It Reaches No Further"), NULL);
  else if (pp_attack_graph_get_sources (graph)->len == 0)
    set_empty (self, _("No Attacker"),
               _("Draw a threat actor or the internet as a zone, say that somebody is not to be trusted, or choose "
                 "Attack Paths From Here in the context menu of an element."));
  else if (pp_attack_graph_get_assets (graph)->len == 0)
    set_empty (self, _("No Asset"),
               _("Say how sensitive or critical elements are, or choose Attack Paths To Here in the context menu of "
                 "an element."));
  else if (self->view == PP_PATH_VIEW_CHOKE_POINTS && pp_attacks_get_paths (self->attacks)->len > 0)
    set_empty (self, _("No Choke Point"), _("Nothing lies on every path."));
  else
    set_empty (self, _("No Path"), _("No way leads from an attacker to an asset."));
}
