/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-log.h"

#include <string.h>
#include <unistd.h>

#include "pp-json.h"

/* So that a line is never longer than what a pipe takes whole, and lines of processes do not mix. */
#define MAX_TEXT_BYTES 512
#define MAX_LINE_BYTES 4096

static char *process_name;
static GLogLevelFlags lowest = G_LOG_LEVEL_INFO;

static const char *
get_level_name (GLogLevelFlags level)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return "error";
  if (level & G_LOG_LEVEL_WARNING)
    return "warning";
  return level & G_LOG_LEVEL_DEBUG ? "debug" : "info";
}

/* Quoted as JSON has it, so that no value can end a line or begin another member. */
static void
append_member (GString    *line,
               const char *name,
               const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, strnlen (text, MAX_TEXT_BYTES));

  if (line->len > MAX_LINE_BYTES - 6 * MAX_TEXT_BYTES - 64)
    return;
  g_string_append_c (line, ',');
  pp_json_append_string (line, name);
  g_string_append_c (line, ':');
  pp_json_append_string (line, valid);
}

char *
pp_log_to_text (gint64            time_us,
                GLogLevelFlags    level,
                const char       *process,
                const char       *message,
                const PpLogField *fields,
                guint             n_fields)
{
  GString *line = g_string_sized_new (512);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

  g_string_append_printf (line, "{\"time\":\"%s.%06dZ\",\"level\":\"%s\",\"pid\":%d", seconds,
                          (int) (time_us % G_USEC_PER_SEC), get_level_name (level), (int) getpid ());
  append_member (line, "process", process);
  append_member (line, "message", message);
  for (guint i = 0; i < n_fields; i++)
    if (fields[i].text != NULL)
      append_member (line, fields[i].name, fields[i].text);
  g_string_append (line, "}\n");
  return g_string_free (line, FALSE);
}

void
pp_log_write (GLogLevelFlags    level,
              const char       *message,
              const PpLogField *fields,
              guint             n_fields)
{
  g_autofree char *line = NULL;

  /* The flags are in the order of their weight, the heaviest first. */
  if ((level & G_LOG_LEVEL_MASK) > lowest)
    return;
  line = pp_log_to_text (g_get_real_time (), level, process_name != NULL ? process_name : "server", message, fields,
                         n_fields);
  /* Nobody can be told where a line does not get through. */
  if (write (STDERR_FILENO, line, strlen (line)) < 0)
    return;
}

static GLogWriterOutput
writer_cb (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  g_autofree char *message = NULL;
  PpLogField domain = { "domain", NULL };

  for (gsize i = 0; i < n_fields; i++)
    {
      const char *value = fields[i].value;

      if (strcmp (fields[i].key, "MESSAGE") == 0)
        message = fields[i].length < 0 ? g_strdup (value) : g_strndup (value, fields[i].length);
      else if (strcmp (fields[i].key, "GLIB_DOMAIN") == 0)
        domain.text = value;
    }
  pp_log_write (level, message != NULL ? message : "", &domain, 1);
  return G_LOG_WRITER_HANDLED;
}

void
pp_log_start (const char *process,
              const char *level)
{
  g_free (process_name);
  process_name = g_strdup (process);
  lowest = strcmp (level, "debug") == 0 ? G_LOG_LEVEL_DEBUG
         : strcmp (level, "info") == 0 ? G_LOG_LEVEL_INFO : G_LOG_LEVEL_WARNING;
  g_log_set_writer_func (writer_cb, NULL, NULL);
}
