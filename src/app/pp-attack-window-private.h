/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-attack-window.h"
#include "pp-marking-banner.h"
#include "pp-matrix-view.h"
#include "pp-technique-detail.h"

G_BEGIN_DECLS

struct _PpAttackWindow {
  AdwWindow           parent_instance;

  /* Template widgets */
  AdwToastOverlay    *toast_overlay;
  PpMarkingBanner    *marking_banner;
  GtkDropDown        *matrix_choice;
  GtkDropDown        *shade_choice;
  GtkToggleButton    *only_used;
  GtkLabel           *summary;
  GtkStack           *views;
  PpMatrixView       *matrix;
  GtkColumnView      *table;
  GtkColumnView      *groups;
  PpTechniqueDetail  *detail;

  /* Owned */
  PpAssessment       *assessment;
  PpHeatMap          *map;
  GtkSingleSelection *table_selection;
  GtkSingleSelection *group_selection;
  PpAttack           *before_update;   /* nullable: while the toast offers to undo */

  /* Borrowed */
  AdwToast           *undo_toast;      /* nullable: the overlay owns it */

  /* State */
  PpAttackDomain      updated_domain;
  gboolean            update_changed_model;
  guint               refresh_source;
  guint               choosing_source; /* until it is known which matrix to show first */
  guint               n_considered;    /* matrices */
  gboolean            table_is_old;   /* filled when it is seen */
  gboolean            groups_are_old;
  gboolean            filling;
};

void _pp_attack_window_add_toast           (PpAttackWindow      *self,
                                            const char          *text,
                                            const char          *undo_action);
/* Shows the matrix of a domain as it is now. */
void _pp_attack_window_show_domain         (PpAttackWindow      *self,
                                            PpAttackDomain       domain);
/* What is done with releases: opening one, going back, undoing that. */
void _pp_attack_window_class_add_releases  (PpAttackWindowClass *klass);
void _pp_attack_window_follow_releases     (PpAttackWindow      *self);
void _pp_attack_window_update_releases     (PpAttackWindow      *self);

G_END_DECLS
