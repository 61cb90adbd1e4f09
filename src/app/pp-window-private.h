/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-editor.h"
#include "pp-finder.h"
#include "pp-marking-banner.h"
#include "pp-start-page.h"
#include "pp-window.h"

G_BEGIN_DECLS

struct _PpWindow {
  AdwApplicationWindow parent_instance;

  /* Template widgets */
  AdwToastOverlay *toast_overlay;
  AdwHeaderBar    *header;
  AdwWindowTitle  *title;
  GtkWidget       *palette_button;
  GtkWidget       *new_button;
  AdwSplitButton  *open_button;
  GtkWidget       *save_button;
  GtkWidget       *undo_box;
  GtkWidget       *undo_button;
  GtkWidget       *redo_button;
  GMenuModel      *primary_menu;
  GtkMenuButton   *menu_button;
  GtkWidget       *inspector_button;
  GtkWidget       *threats_button;
  AdwButtonContent *threats_content;
  GtkMenuButton   *find_button;
  PpFinder        *finder;
  PpMarkingBanner *marking_banner;
  GtkStack        *stack;
  GtkLabel        *loading_label;
  GtkProgressBar  *loading_bar;
  AdwStatusPage   *problem_page;
  PpEditor        *editor;

  /* Owned */
  PpDocument      *document;
  GFile           *loading_file;   /* being loaded, or could not be */
  GCancellable    *loading;        /* while a file is loaded */
  GMenu           *recent_menu;

  /* Weak: windows of their own */
  GtkWidget       *controls_window;
  GtkWidget       *attack_window;
  GtkWidget       *rule_workbench;

  /* State */
  guint            loading_timeout;
  guint            autosave_timeout;
  guint            making_rules;   /* the workbench, in the next turn */
  gboolean         narrow;
  gboolean         tiny;
  gboolean         discards;       /* the user said that unsaved changes may go */
  gboolean         asking;         /* whether a question about closing is shown */
  gboolean         replaying;      /* during undo and redo */
};

/* pp-window-drop.c */
void _pp_window_add_drop_target  (PpWindow            *self);

/* pp-window.c */
void _pp_window_add_toast        (PpWindow            *self,
                                  const char          *text,
                                  gboolean             can_undo);
void _pp_window_close_now        (PpWindow            *self);

/* pp-window-actions.c */
void _pp_window_class_install_actions (GtkWidgetClass *widget_class);
void _pp_window_update_actions   (PpWindow            *self);

/* pp-window-open.c */
void _pp_window_choose_files     (PpWindow            *self);
void _pp_window_cancel_load      (PpWindow            *self);
void _pp_window_retry_load       (PpWindow            *self);
void _pp_window_open_files       (PpWindow            *self,
                                  GListModel          *files);
void _pp_window_remember_file    (PpWindow            *self);

/* pp-window-save.c */
void _pp_window_save_async       (PpWindow            *self,
                                  gboolean             choose,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
gboolean _pp_window_save_finish  (PpWindow            *self,
                                  GAsyncResult        *result);
void _pp_window_schedule_autosave (PpWindow           *self);

/* pp-window-close.c */
void _pp_window_confirm_close_async (PpWindow         *self,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
gboolean _pp_window_confirm_close_finish (PpWindow    *self,
                                  GAsyncResult        *result);

/* pp-window-layouts.c */
void _pp_window_add_layout       (PpWindow            *self);
void _pp_window_edit_layout      (PpWindow            *self);
void _pp_window_duplicate_layout (PpWindow            *self);
void _pp_window_remove_layout    (PpWindow            *self);
void _pp_window_go_to_layout     (PpWindow            *self,
                                  int                  step);
void _pp_window_shift_layout     (PpWindow            *self,
                                  int                  step);
void _pp_window_move_layout      (PpWindow            *self,
                                  const char          *layout_id,
                                  guint                position);
int  _pp_window_find_layout      (PpWindow            *self,
                                  guint               *n_layouts);

/* pp-window-export.c */
void _pp_window_export           (PpWindow            *self);
void _pp_window_print            (PpWindow            *self);
void _pp_window_report           (PpWindow            *self);
void _pp_window_release          (PpWindow            *self);

/* pp-window-views.c */
void _pp_window_show_controls    (PpWindow            *self,
                                  const char          *control_id);
void _pp_window_show_attack      (PpWindow            *self);
void _pp_window_show_rules       (PpWindow            *self);
void _pp_window_close_views      (PpWindow            *self);

G_END_DECLS
