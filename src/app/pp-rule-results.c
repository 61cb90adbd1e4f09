/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-rule-results.h"

#include <glib/gi18n.h>

#include "pp-error-words.h"
#include "pp-gradual-list.h"
#include "pp-rule-hit.h"
#include "pp-threat-words.h"

/* As many as a diagram can show at once; more are counted. */
#define MAX_LIT 500

struct _PpRuleResults {
  GtkWidget        parent_instance;

  /* Template widgets */
  GtkWidget       *content;
  GtkWidget       *fault;
  GtkLabel        *fault_text;
  GtkLabel        *summary;
  GtkSpinner      *spinner;
  GtkToggleButton *light_button;
  GtkStack        *stack;
  GtkListView     *list;

  /* Owned */
  PpRuleTrial     *trial;
  PpModel         *model;
  GListStore      *hits;
  PpGradualList   *rows;          /* the hits, as far as the list has them */
  char           **lit;            /* what was last shown on the diagram */

  /* State */
  gsize            cursor;
  guint            shown_rule;     /* its position in the text, or G_MAXUINT */
};

G_DEFINE_FINAL_TYPE (PpRuleResults, pp_rule_results, GTK_TYPE_WIDGET)

enum {
  SHOW_ELEMENTS,
  GO_TO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
find_rule (PpRuleResults *self)
{
  GPtrArray *rules = self->trial != NULL ? pp_rule_trial_get_rules (self->trial) : NULL;

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const PpTriedRule *tried = g_ptr_array_index (rules, i);

      if (self->cursor >= tried->start && self->cursor <= tried->end)
        return i;
    }
  return G_MAXUINT;
}

static char *
dup_evidence (PpModel         *model,
              const PpFinding *finding)
{
  GString *text = g_string_new (pp_threat_words_severity (finding->severity));

  g_string_append_printf (text, " · %s", pp_threat_words_confidence (finding->confidence));
  for (guint i = 0; i < finding->evidence->len; i++)
    {
      const PpEvidence *evidence = g_ptr_array_index (finding->evidence, i);
      g_autofree char *name = pp_threat_words_dup_element (model, evidence->element);
      g_autofree char *fact = pp_threat_words_dup_fact (evidence);

      g_string_append_printf (text, " · %s — %s", name, fact);
    }
  return g_string_free (text, FALSE);
}

static void
add_hits (PpRuleResults     *self,
          const PpTriedRule *tried)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < tried->findings->len; i++)
    {
      const PpFinding *finding = g_ptr_array_index (tried->findings, i);
      g_autofree char *title = pp_threat_words_dup_finding (self->model, finding);

      g_ptr_array_add (hits, pp_rule_hit_new (finding->on, title, dup_evidence (self->model, finding),
                                              FALSE));
    }
  for (guint i = 0; i < tried->questions->len; i++)
    {
      const PpQuestion *question = g_ptr_array_index (tried->questions, i);
      char *name = pp_threat_words_dup_element (self->model, question->element);
      g_autofree char *text = pp_threat_words_dup_question (self->model, question);

      g_ptr_array_add (hits, pp_rule_hit_new (question->element, text, name, TRUE));
    }
  g_list_store_splice (self->hits, 0, g_list_model_get_n_items (G_LIST_MODEL (self->hits)), hits->pdata,
                       hits->len);
}

/* What is the same is not shown again: whoever draws keeps her own selection. */
static void
light (PpRuleResults *self)
{
  guint n_hits = g_list_model_get_n_items (G_LIST_MODEL (self->hits));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  if (!gtk_toggle_button_get_active (self->light_button) || self->shown_rule == G_MAXUINT)
    return;
  for (guint i = 0; i < MIN (n_hits, MAX_LIT); i++)
    {
      g_autoptr (PpRuleHit) hit = g_list_model_get_item (G_LIST_MODEL (self->hits), i);

      if (!hit->is_question)
        g_strv_builder_add (builder, hit->element);
    }
  ids = g_strv_builder_end (builder);
  if (self->lit != NULL && g_strv_equal ((const char * const *) self->lit, (const char * const *) ids))
    return;
  g_strfreev (self->lit);
  self->lit = g_strdupv (ids);
  g_signal_emit (self, signals[SHOW_ELEMENTS], 0, ids);
}

static void
show_rule (PpRuleResults *self)
{
  const PpTriedRule *tried = pp_rule_results_get_rule (self);
  g_autofree char *found = NULL, *asked = NULL, *text = NULL;

  if (tried != NULL)
    add_hits (self, tried);
  else
    g_list_store_remove_all (self->hits);
  gtk_stack_set_visible_child_name (self->stack, tried == NULL ? "no-rule" : tried->findings->len
                                    + tried->questions->len > 0 ? "list" : "nothing");
  light (self);
  if (tried == NULL)
    {
      guint n_rules = self->trial != NULL ? pp_rule_trial_get_rules (self->trial)->len : 0;

      text = g_strdup_printf (ngettext ("%u rule", "%u rules", n_rules), n_rules);
      gtk_label_set_text (self->summary, text);
      return;
    }
  found = g_strdup_printf (ngettext ("%u finding", "%u findings", tried->findings->len), tried->findings->len);
  asked = g_strdup_printf (ngettext ("%u question", "%u questions", tried->questions->len), tried->questions->len);
  /* Translators: a rule's identifier, how much it finds and how much it asks. */
  text = g_strdup_printf (_("%s: %s, %s"), tried->rule->id, found, asked);
  gtk_label_set_text (self->summary, text);
}

static void
show_fault (PpRuleResults *self)
{
  const PpRuleFault *fault = self->trial != NULL ? pp_rule_trial_get_fault (self->trial) : NULL;
  g_autofree char *text = NULL, *problem = NULL;

  gtk_widget_set_visible (self->fault, fault != NULL);
  if (fault == NULL)
    return;
  problem = pp_rule_fault_dup_text (fault, pp_error_translate);
  /* Translators: a place in a text and what is wrong there. */
  text = g_strdup_printf (_("Line %u, column %u: %s"), fault->line, fault->column, problem);
  gtk_label_set_text (self->fault_text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fault), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
trial_changed_cb (PpRuleResults *self)
{
  gtk_spinner_set_spinning (self->spinner, self->trial != NULL && pp_rule_trial_is_busy (self->trial));
  show_fault (self);
  self->shown_rule = find_rule (self);
  show_rule (self);
}

static void
fault_clicked_cb (PpRuleResults *self)
{
  const PpRuleFault *fault = pp_rule_trial_get_fault (self->trial);

  if (fault != NULL)
    g_signal_emit (self, signals[GO_TO], 0, (guint64) fault->start);
}

static void
light_toggled_cb (PpRuleResults *self)
{
  g_clear_pointer (&self->lit, g_strfreev);
  light (self);
}

static void
hit_activated_cb (PpRuleResults *self,
                  guint          position)
{
  g_autoptr (PpRuleHit) hit = g_list_model_get_item (G_LIST_MODEL (self->rows), position);
  const char *ids[] = { hit->element, NULL };

  g_signal_emit (self, signals[SHOW_ELEMENTS], 0, ids);
}

/* A text that is set would make GTK look where the pointer is, for each of hundreds of lines. */
static gboolean
query_tooltip_cb (GtkWidget  *label,
                  int         x,
                  int         y,
                  gboolean    by_keyboard,
                  GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (GTK_LABEL (label)));
  return pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label)));
}

/* Lines that wrap would all be laid out three times by a list that has 200 of them ready. */
static GtkWidget *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, css_class);
    }
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (row), gtk_image_new ());
  add_label (texts, NULL);
  add_label (texts, "dim-label");
  gtk_box_append (GTK_BOX (row), texts);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  PpRuleHit *hit = gtk_list_item_get_item (item);
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_next_sibling (icon));

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), hit->is_question ? "dialog-question-symbolic"
                                                                   : "security-low-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  hit->is_question ? _("Not known") : _("Found"), -1);
  gtk_label_set_text (GTK_LABEL (title), hit->title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), hit->detail);
}

static void
pp_rule_results_dispose (GObject *object)
{
  PpRuleResults *self = PP_RULE_RESULTS (object);

  if (self->trial != NULL)
    g_signal_handlers_disconnect_by_func (self->trial, trial_changed_cb, self);
  g_clear_object (&self->trial);
  g_clear_object (&self->model);
  g_clear_object (&self->rows);
  g_clear_object (&self->hits);
  g_clear_pointer (&self->lit, g_strfreev);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_RULE_RESULTS);
  G_OBJECT_CLASS (pp_rule_results_parent_class)->dispose (object);
}

static void
pp_rule_results_class_init (PpRuleResultsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_rule_results_dispose;
  signals[SHOW_ELEMENTS] = g_signal_new ("show-elements", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[GO_TO] = g_signal_new ("go-to", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_UINT64);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-rule-results.ui");
  gtk_widget_class_bind_template_child (widget_class, PpRuleResults, content);
  gtk_widget_class_bind_template_child (widget_class, PpRuleResults, fault);
  gtk_widget_class_bind_template_child (widget_class, PpRuleResults, fault_text);
  gtk_widget_class_bind_template_child (widget_class, PpRuleResults, summary);
  gtk_widget_class_bind_template_child (widget_class, PpRuleResults, spinner);
  gtk_widget_class_bind_template_child (widget_class, PpRuleResults, light_button);
  gtk_widget_class_bind_template_child (widget_class, PpRuleResults, stack);
  gtk_widget_class_bind_template_child (widget_class, PpRuleResults, list);
  gtk_widget_class_bind_template_callback (widget_class, fault_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, light_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, hit_activated_cb);
}

static void
pp_rule_results_init (PpRuleResults *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->hits = g_list_store_new (PP_TYPE_RULE_HIT);
  self->shown_rule = G_MAXUINT;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->rows = pp_gradual_list_new (G_LIST_MODEL (self->hits));
  pp_gradual_list_set_view (self->rows, GTK_WIDGET (self->list));
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  show_rule (self);
}

void
pp_rule_results_set_trial (PpRuleResults *self,
                           PpRuleTrial   *trial,
                           PpModel       *model)
{
  g_return_if_fail (PP_IS_RULE_RESULTS (self));
  g_return_if_fail (self->trial == NULL);
  self->trial = g_object_ref (trial);
  self->model = g_object_ref (model);
  g_signal_connect_swapped (trial, "changed", G_CALLBACK (trial_changed_cb), self);
}

void
pp_rule_results_set_cursor (PpRuleResults *self,
                            gsize          place)
{
  guint rule;

  g_return_if_fail (PP_IS_RULE_RESULTS (self));
  self->cursor = place;
  if (pp_rule_trial_is_busy (self->trial))
    {
      gtk_spinner_start (self->spinner);
      return;
    }
  rule = find_rule (self);
  if (rule == self->shown_rule)
    return;
  self->shown_rule = rule;
  show_rule (self);
}

const PpTriedRule *
pp_rule_results_get_rule (PpRuleResults *self)
{
  g_return_val_if_fail (PP_IS_RULE_RESULTS (self), NULL);
  return self->shown_rule != G_MAXUINT && self->shown_rule < pp_rule_trial_get_rules (self->trial)->len
         ? g_ptr_array_index (pp_rule_trial_get_rules (self->trial), self->shown_rule) : NULL;
}

GListModel *
pp_rule_results_get_hits (PpRuleResults *self)
{
  g_return_val_if_fail (PP_IS_RULE_RESULTS (self), NULL);
  return G_LIST_MODEL (self->hits);
}
