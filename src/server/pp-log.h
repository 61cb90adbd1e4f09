/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PpLogField:
 * @name: a name in lower case
 * @text: (nullable): its value, from anywhere; %NULL leaves it out
 *
 * One member of a line of the log.
 */
typedef struct {
  const char *name;
  const char *text;
} PpLogField;

/* From here on all that is logged, by GLib's functions too, becomes lines of JSON on standard error, one object each;
 * @process says which process it is, and what is less than @level (`warning`, `info`, `debug`) is left out. */
void  pp_log_start   (const char       *process,
                      const char       *level);
/* A line with more members than a message. Long values are cut. */
void  pp_log_write   (GLogLevelFlags    level,
                      const char       *message,
                      const PpLogField *fields,
                      guint             n_fields);
/* (transfer full): what such a line would be, with its line feed. */
char *pp_log_to_text (gint64            time_us,
                      GLogLevelFlags    level,
                      const char       *process,
                      const char       *message,
                      const PpLogField *fields,
                      guint             n_fields);

G_END_DECLS
