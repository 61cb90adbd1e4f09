/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PpShortcutScope:
 * @PP_SHORTCUT_WINDOW: works anywhere in the window, whatever has the focus
 * @PP_SHORTCUT_EDITING: works where the widget that has the focus does not want the key itself
 * @PP_SHORTCUT_SHOWN: is handled elsewhere and only listed here
 */
typedef enum {
  PP_SHORTCUT_WINDOW,
  PP_SHORTCUT_EDITING,
  PP_SHORTCUT_SHOWN,
} PpShortcutScope;

/**
 * PpShortcut:
 * @action: the action's detailed name
 * @accelerators: for gtk_accelerator_parse(), several separated by blanks
 * @title: what it does, to be translated
 * @group: the heading that it is listed under, to be translated
 * @scope: where it works
 */
typedef struct {
  const char      *action;
  const char      *accelerators;
  const char      *title;
  const char      *group;
  PpShortcutScope  scope;
} PpShortcut;

/**
 * PpShortcutFunc:
 * @group: the heading, the same pointer or text for rows of one group
 * @title: what the keys do
 * @accelerators: for gtk_accelerator_parse(), several separated by blanks
 * @user_data: what was given
 */
typedef void (*PpShortcutFunc) (const char *group,
                                const char *title,
                                const char *accelerators,
                                gpointer    user_data);

const PpShortcut *pp_shortcuts_list        (guint          *n_shortcuts);
void              pp_shortcuts_install     (GtkApplication *application);
void              pp_shortcuts_add_editing (GtkWidget      *widget);
void              pp_shortcuts_foreach     (PpShortcutFunc  function,
                                            gpointer        user_data);
char             *pp_shortcuts_to_markup   (void);
GtkWindow        *pp_shortcuts_window_new  (void);

G_END_DECLS
