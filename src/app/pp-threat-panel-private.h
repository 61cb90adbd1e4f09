/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-gradual-list.h"
#include "pp-question-list.h"
#include "pp-threat-counts.h"
#include "pp-threat-detail.h"
#include "pp-threat-groups.h"
#include "pp-threat-panel.h"

G_BEGIN_DECLS

struct _PpThreatPanel {
  GtkWidget           parent_instance;

  /* Template widgets */
  GtkWidget          *content;
  PpThreatCounts     *counts;
  GtkDropDown        *scope_choice;
  GtkStringList      *scope_names;
  GtkWidget          *keep_scope;
  GtkStack           *pages;
  GtkStackPage       *threats_page;
  GtkStackPage       *questions_page;
  AdwLeaflet         *leaflet;
  GtkWidget          *list_side;
  GtkWidget          *detail_side;
  GtkSearchEntry     *search;
  GtkMenuButton      *view_button;
  GtkStack           *list_stack;
  GtkSpinner         *spinner;
  AdwStatusPage      *empty_page;
  GtkListView        *list;
  PpThreatDetail     *detail;
  PpQuestionList     *questions;
  PpPathPanel        *paths;

  /* Owned */
  PpAssessment       *assessment;
  GListStore         *groups;
  PpThreatFill       *fill;           /* of the groups, as long as it goes on */
  GtkTreeListModel   *tree;
  PpGradualList      *lines;          /* the rows of the tree, as far as the list has them */
  GtkSingleSelection *selection;
  char               *selected_key;
  char               *advance_key;    /* what comes after the threat that is being decided */
  gboolean            focus_next;     /* keys go to the line that is selected next */
  char               *element;        /* what is selected on the canvas, if it is one */
  char               *scope_element;  /* whom the scope is about, NULL for what is selected */
  char               *layout_id;
  char               *to_reveal;      /* in its turn */
  char               *group_by;
  char               *show;
  char               *least_severity;

  /* State */
  guint               scope;
  guint               n_open;
  gboolean            prompts;
  gboolean            guess;
  gboolean            refreshing;     /* the list is being filled */
  guint               n_items;        /* in the scope, shown or not */
  guint               refresh_idle;
  guint               fill_idle;
  guint               reveal_idle;
  guint               ask_idle;       /* questions are listed a moment later */
  gboolean            scope_carried;  /* the scope is that of the diagram */
  gboolean            showing_scope;
  gboolean            revealing;      /* the selection on the canvas follows the list */
};

/* pp-threat-panel.c */
PpModel  *_pp_threat_panel_get_model       (PpThreatPanel *self);
void      _pp_threat_panel_reveal          (PpThreatPanel *self,
                                            const char    *element_id);
void      _pp_threat_panel_message_cb      (PpThreatPanel *self,
                                            const char    *text);

/* pp-threat-panel-list.c */
void      _pp_threat_panel_make_list       (PpThreatPanel *self);
void      _pp_threat_panel_refresh         (PpThreatPanel *self);
void      _pp_threat_panel_queue_reveal    (PpThreatPanel *self,
                                            const char    *element);
void      _pp_threat_panel_queue_refresh   (PpThreatPanel *self);
void      _pp_threat_panel_stop_filling    (PpThreatPanel *self);
void      _pp_threat_panel_finish_filling  (PpThreatPanel *self);
gpointer  _pp_threat_panel_get_row_item    (PpThreatPanel *self,
                                            guint          position);
guint     _pp_threat_panel_find_row        (PpThreatPanel *self,
                                            const char    *key);
guint     _pp_threat_panel_find_row_of_element (PpThreatPanel *self,
                                            const char    *element_id);
char     *_pp_threat_panel_find_next_key   (PpThreatPanel *self);

/* pp-threat-panel-fold.c */
void      _pp_threat_panel_add_folding     (PpThreatPanel *self);
gboolean  _pp_threat_panel_open_detail     (PpThreatPanel *self);
void      _pp_threat_panel_close_detail    (PpThreatPanel *self);
void      _pp_threat_panel_cancelled_cb    (PpThreatPanel *self);

/* pp-threat-panel-triage.c */
void      _pp_threat_panel_install_decisions (GtkWidgetClass *widget_class);
void      _pp_threat_panel_update_actions  (PpThreatPanel *self);
void      _pp_threat_panel_add_keys        (PpThreatPanel *self);
void      _pp_threat_panel_mitigated_cb    (PpThreatPanel *self,
                                            const char    *reason,
                                            const char    *control_id,
                                            const char    *title);
void      _pp_threat_panel_decided_cb      (PpThreatPanel *self,
                                            const char    *status,
                                            const char    *reason);
void      _pp_threat_panel_apply_cb        (PpThreatPanel *self,
                                            guint          remedy);

/* pp-threat-panel-scope.c */
PpScope   _pp_threat_panel_get_scope       (PpThreatPanel *self);
void      _pp_threat_panel_set_scope       (PpThreatPanel *self,
                                            guint          scope);
void      _pp_threat_panel_update_scope    (PpThreatPanel *self);
gboolean  _pp_threat_panel_lacks_element   (PpThreatPanel *self);
void      _pp_threat_panel_scope_chosen_cb (PpThreatPanel *self);
void      _pp_threat_panel_keep_scope_cb   (PpThreatPanel *self);

G_END_DECLS
