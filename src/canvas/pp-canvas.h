/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-history.h"
#include "pp-kinds.h"
#include "pp-overlay.h"
#include "pp-selection.h"

G_BEGIN_DECLS

#define PP_TYPE_CANVAS (pp_canvas_get_type ())
G_DECLARE_FINAL_TYPE (PpCanvas, pp_canvas, PP, CANVAS, GtkWidget)

/* The canvas shows one layout of a model and edits it; every gesture is one step of the history. It
 * pans by itself: do not put it into a GtkScrolledWindow.
 *
 * Properties
 *   zoom (double, read-write): 1.0 is one unit for one pixel; 0.05 to 8.0. Text is
 *     in the font of the desktop and as large as its text scaling says, where elements have room for it
 *   show-grid, snap-to-grid, show-badges, editable (boolean, read-write)
 *   placing-kind (string, read-only, nullable): the kind that a click will place
 *
 * Signals
 *   inspect (const char *element_id): Enter, or "Properties" in the menu: show and focus the inspector
 *   show-threats (const char *element_id): a badge was clicked, or "Threats" chosen in the menu
 *   message (const char *text): something to tell in a toast; translated already
 *
 * Actions (also in the context menu; all are insensitive where they make no sense)
 *   canvas.select-all, .select-none, .delete (from the model), .hide (from this diagram), .duplicate,
 *   .cut, .copy, .paste, .rename, .inspect, .show-threats, .connect (draws a flow from the selected element by
 *   keyboard: arrows choose the target, Enter draws, Escape gives up), .reverse, .straighten,
 *   .bring-to-front, .raise, .lower, .send-to-back,
 *   .zoom-in, .zoom-out, .zoom-original, .zoom-fit, .zoom-selection,
 *   .align-left, .align-center, .align-right, .align-top, .align-middle, .align-bottom,
 *   .distribute-horizontally, .distribute-vertically,
 *   .show-menu, .place (parameter "s": places a kind in the middle of the view at once)
 *
 * Keys (see pp_canvas_list_shortcuts()): Tab and arrows go from element to element and along flows,
 * with Shift they extend the selection; Alt+arrows move what is selected by one step of the grid,
 * Shift+Alt+arrows by ten; Escape gives up what is going on and leaves the model as it was.
 *
 * Drops: a GdkContentProvider of type PP_TYPE_KIND places an element of that kind. */

GtkWidget   *pp_canvas_new               (void);

/* Shows a layout; NULL as @history clears the canvas. Each layout keeps its zoom and place while the
 * history stays the same; a layout that is seen for the first time is fitted to the window. */
void         pp_canvas_set_view          (PpCanvas   *self,
                                          PpHistory  *history,
                                          PpKinds    *kinds,
                                          const char *layout_id);
void         pp_canvas_prepare_async     (PpCanvas   *self,
                                          PpModel    *model,
                                          PpKinds    *kinds,
                                          const char *layout_id,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer    user_data);
gboolean     pp_canvas_prepare_finish    (PpCanvas   *self,
                                          GAsyncResult *result,
                                          PpModel    *model);
PpHistory   *pp_canvas_get_history       (PpCanvas   *self);
const char  *pp_canvas_get_layout_id     (PpCanvas   *self);
PpSelection *pp_canvas_get_selection     (PpCanvas   *self);

double       pp_canvas_get_zoom          (PpCanvas   *self);
gboolean     pp_canvas_is_painted        (PpCanvas   *self);
/* About the middle of the view. */
void         pp_canvas_set_zoom          (PpCanvas   *self,
                                          double      zoom);
void         pp_canvas_zoom_to_fit       (PpCanvas   *self);
void         pp_canvas_zoom_to_selection (PpCanvas   *self);
/* Scrolls so that an element is in view, selects it and moves the keyboard focus to it when the
 * canvas has it. */
void         pp_canvas_reveal            (PpCanvas   *self,
                                          const char *element_id);

/* Tells something on top of the diagram and dims the rest; NULL takes it away. */
void         pp_canvas_set_overlay       (PpCanvas   *self,
                                          PpOverlay  *overlay);
PpOverlay   *pp_canvas_get_overlay       (PpCanvas   *self);
/* What the badges say, by element. */
void         pp_canvas_set_badges        (PpCanvas   *self,
                                          GHashTable *badges);
gboolean     pp_canvas_get_show_badges   (PpCanvas   *self);
void         pp_canvas_set_show_badges   (PpCanvas   *self,
                                          gboolean    show_badges);
gboolean     pp_canvas_get_show_grid     (PpCanvas   *self);
void         pp_canvas_set_show_grid     (PpCanvas   *self,
                                          gboolean    show_grid);
gboolean     pp_canvas_get_snap_to_grid  (PpCanvas   *self);
void         pp_canvas_set_snap_to_grid  (PpCanvas   *self,
                                          gboolean    snap_to_grid);
gboolean     pp_canvas_get_editable      (PpCanvas   *self);
void         pp_canvas_set_editable      (PpCanvas   *self,
                                          gboolean    editable);

/* The kind of flows that are drawn from now on. */
const char  *pp_canvas_get_edge_kind     (PpCanvas   *self);
void         pp_canvas_set_edge_kind     (PpCanvas   *self,
                                          const char *kind_id);
/* A node of the kind follows the pointer until a click places it; Enter places it in the middle of
 * the view. NULL gives up. */
void         pp_canvas_start_placing     (PpCanvas   *self,
                                          const char *kind_id);
const char  *pp_canvas_get_placing_kind  (PpCanvas   *self);

/* Appended to the context menu of elements and of the ground. */
void         pp_canvas_set_extra_menu    (PpCanvas   *self,
                                          GMenuModel *model);

/**
 * PpCanvasShortcut:
 * @action: the action's full name, or %NULL for keys that have none
 * @accelerators: for gtk_accelerator_parse(), several separated by blanks
 * @title: to be translated with gettext
 * @group: to be translated with gettext
 *
 * One row of the table of keys: the only place that says which key does what on the canvas.
 */
typedef struct {
  const char *action;
  const char *accelerators;
  const char *title;
  const char *group;
} PpCanvasShortcut;

const PpCanvasShortcut *pp_canvas_list_shortcuts (guint *n_shortcuts);

G_END_DECLS
