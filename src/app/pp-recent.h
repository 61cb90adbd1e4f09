/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PP_TYPE_RECENT_FILE (pp_recent_file_get_type ())
G_DECLARE_FINAL_TYPE (PpRecentFile, pp_recent_file, PP, RECENT_FILE, GObject)

GFile      *pp_recent_file_get_file   (PpRecentFile *self);
/* The name that people see; in a sandbox it is not the last part of the path. */
const char *pp_recent_file_get_name   (PpRecentFile *self);
const char *pp_recent_file_get_title  (PpRecentFile *self);
gint64      pp_recent_file_get_time   (PpRecentFile *self);

#define PP_RECENT_MAX_FILES 12

#define PP_TYPE_RECENT (pp_recent_get_type ())
G_DECLARE_FINAL_TYPE (PpRecent, pp_recent, PP, RECENT, GObject)

/* A GListModel of PpRecentFile, the latest first, kept in a file of its own. GtkRecentManager would do,
 * but it is empty in every sandbox. */
PpRecent   *pp_recent_new             (const char   *path);
PpRecent   *pp_recent_get_default     (void);
void        pp_recent_add             (PpRecent     *self,
                                       GFile        *file,
                                       const char   *title);
void        pp_recent_remove          (PpRecent     *self,
                                       GFile        *file);
void        pp_recent_clear           (PpRecent     *self);

G_END_DECLS
