/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-gradual-list.h"
#include "pp-path-panel.h"

G_BEGIN_DECLS

struct _PpPathPanel {
  GtkWidget           parent_instance;

  /* Template widgets */
  GtkWidget          *content;
  GtkDropDown        *view_choice;
  GtkLabel           *question;
  GtkWidget          *all_button;
  GtkLabel           *state;
  GtkSpinner         *spinner;
  GtkWidget          *cancel_button;
  GtkWidget          *again_button;
  AdwLeaflet         *leaflet;
  GtkWidget          *list_side;
  GtkWidget          *detail_side;
  GtkStack           *list_stack;
  AdwStatusPage      *empty_page;
  GtkListView        *list;
  GtkListView        *details;
  GtkWidget          *details_hint;

  /* Owned */
  PpAttacks          *attacks;
  GListStore         *rows;
  PpGradualList      *lines;            /* the rows, as far as the list has them */
  GListStore         *detail_rows;
  GtkSingleSelection *selection;
  GtkSingleSelection *detail_selection;
  PpOverlay          *overlay;
  GHashTable         *applied;          /* keys of mitigations, since there was an answer */

  /* State */
  PpPathView          view;
  guint               wanted;           /* the line to select */
  gboolean            refreshing;
  guint               n_held;           /* who asks for several things that shall be shown together */
};

/* Whether what the view shows was not found yet. */
gboolean _pp_path_panel_lacks_answer (PpPathPanel *self);

/* What the panel says of the search and of what it found. */
void _pp_path_panel_update_question  (PpPathPanel *self);
void _pp_path_panel_update_state     (PpPathPanel *self);
void _pp_path_panel_update_list_page (PpPathPanel *self);

G_END_DECLS
