/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

#include "pp-marking-banner.h"
#include "pp-rule-coloring.h"
#include "pp-rule-file-list.h"
#include "pp-rule-workbench.h"

G_BEGIN_DECLS

struct _PpRuleWorkbench {
  AdwWindow        parent_instance;

  /* Template widgets */
  AdwToastOverlay *toasts;
  AdwWindowTitle  *heading;
  PpMarkingBanner *marking_banner;
  GtkWidget       *back_button;
  GtkWidget       *copy_button;
  GtkWidget       *save_button;
  AdwLeaflet      *leaflet;
  PpRuleFileList  *files;
  GtkWidget       *text_side;
  GtkSourceView   *view;
  GtkSourceBuffer *buffer;
  PpRuleResults   *results;

  /* Owned */
  PpDocument      *document;
  PpRuleTrial     *trial;
  char            *path;           /* of the user's file, NULL while it is not saved */
  char            *shipped;        /* or the name of one that comes with the program */
  char            *next_path;      /* what is opened when the question about changes is answered */
  char            *next_shipped;
  PpRuleColoring  *coloring;

  /* State */
  gboolean         loading;        /* the text is being replaced */
  gboolean         closing;
  guint            coming;         /* the text and what it finds, when the window is there */
};

/* pp-rule-workbench.c */
char *_pp_rule_workbench_dup_text     (PpRuleWorkbench *self);
/* The file is the one that path and shipped name. */
void  _pp_rule_workbench_show_text    (PpRuleWorkbench *self,
                                       const char      *text);
/* Tells the title, the list and the actions what file is open. */
void  _pp_rule_workbench_update_file  (PpRuleWorkbench *self);

/* pp-rule-workbench-files.c */
void  _pp_rule_workbench_install_actions (GtkWidgetClass  *widget_class);
void  _pp_rule_workbench_open_now        (PpRuleWorkbench *self,
                                          const char      *path,
                                          const char      *shipped);
/* Whether the window may not close yet. */
gboolean _pp_rule_workbench_asks_before_closing (PpRuleWorkbench *self);

G_END_DECLS
