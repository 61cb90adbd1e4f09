/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-editor.h"

#include "pp-later.h"
#include "pp-layout-strip.h"
#include "pp-layout-switch.h"
#include "pp-threat-panel.h"

G_BEGIN_DECLS

struct _PpEditor {
  GtkWidget      parent_instance;

  /* Template widgets */
  GtkPaned      *threats_paned;
  GtkPaned      *outer_paned;
  GtkPaned      *inner_paned;
  PpLater       *palette;
  PpCanvas      *canvas;
  PpInspector   *inspector;
  PpLayoutStrip *strip;
  PpLater       *threats;
  GtkWidget     *empty_hint;
  GtkRevealer   *drawing_hint;
  GtkLabel      *zoom_label;

  /* Owned */
  PpDocument    *document;
  PpAssessment  *assessment;       /* NULL until the first frame was drawn */
  char          *layout_id;
  PpLayoutSwitch *coming;          /* NULL, or what takes the place of the layout when it is ready */
  char         **then_select;      /* elements, when it has come */
  char          *then_threat;
  GHashTable    *badges;           /* NULL, or what the diagram is to show in a moment */

  /* State */
  gboolean       then_zoom;
  int            n_fitting;        /* how many panels fit: 0, 1 or 2 */
  gboolean       is_low;
  gboolean       show_palette;     /* as wished where there is room */
  gboolean       show_inspector;
  GtkWidget     *only_panel;       /* borrowed: the one that is shown where there is room for one, or NULL */
  guint          fold_idle;
  guint          zoom_idle;
  gboolean       placed;           /* the panels have their widths of last time */
  guint          badges_idle;
  guint          assess_idle;
};

PpModel       *_pp_editor_get_model     (PpEditor   *self);
PpThreatPanel *_pp_editor_get_threats   (PpEditor   *self);
PpThreatPanel *_pp_editor_peek_threats  (PpEditor   *self);
void           _pp_editor_set_layout_id (PpEditor   *self,
                                         const char *layout_id);

/* pp-editor-panels.c */
gboolean _pp_editor_is_shown      (PpEditor       *self,
                                   GtkWidget      *panel);
void     _pp_editor_show_panel    (PpEditor       *self,
                                   GtkWidget      *panel,
                                   gboolean        shown);
void     _pp_editor_update_panels (PpEditor       *self);
void     _pp_editor_size_allocate (GtkWidget      *widget,
                                   int             width,
                                   int             height,
                                   int             baseline);
void     _pp_editor_measure       (GtkWidget      *widget,
                                   GtkOrientation  orientation,
                                   int             for_size,
                                   int            *minimum,
                                   int            *natural,
                                   int            *minimum_baseline,
                                   int            *natural_baseline);

/* pp-editor-reveal.c */
void     _pp_editor_stop_coming   (PpEditor       *self);

G_END_DECLS
