/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include <gio/gio.h>

G_BEGIN_DECLS

/* What tests of all folders share. When one fails, its last line says what was expected and what came. */

/* How long something may take that comes sooner or later: only a program that is broken takes longer. */
#define PP_TEST_PATIENCE_SECONDS 60

/* The text holds this part; both are shown where it does not. */
#define pp_assert_contains(text, part) \
  _pp_test_look_for (text, part, TRUE, #text, __FILE__, __LINE__, G_STRFUNC)
#define pp_assert_lacks(text, part) \
  _pp_test_look_for (text, part, FALSE, #text, __FILE__, __LINE__, G_STRFUNC)

/* Runs the default main context until something is so; fails after a while in which it never is. */
#define pp_wait_until(condition) pp_wait_until_or_tell (condition, NULL)

/* With words (transfer full) about what there is instead, which are asked for only then. */
#define pp_wait_until_or_tell(condition, words) \
  G_STMT_START { \
    guint wait_tick = g_timeout_add (50, _pp_test_tick, NULL); \
    _PP_TEST_UNTIL (condition, g_main_context_iteration (NULL, TRUE), words); \
    g_source_remove (wait_tick); \
  } G_STMT_END

/* The same where another process is at work, and nothing here. */
#define pp_poll_until(condition) \
  _PP_TEST_UNTIL (condition, g_usleep (10000), NULL)

#define _PP_TEST_UNTIL(condition, step, words) \
  G_STMT_START { \
    gint64 wait_end = g_get_monotonic_time () + PP_TEST_PATIENCE_SECONDS * G_USEC_PER_SEC; \
    gboolean wait_is_over; \
    while (!(wait_is_over = (condition)) && g_get_monotonic_time () < wait_end) \
      step; \
    if (!wait_is_over) \
      _pp_test_give_up (#condition, words, __FILE__, __LINE__, G_STRFUNC); \
  } G_STMT_END

static inline gboolean
_pp_test_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static inline void
_pp_test_give_up (const char *condition,
                  char       *words,
                  const char *file,
                  int         line,
                  const char *function)
{
  g_autofree char *owned = words;
  g_autofree char *message = g_strconcat ("this did not come: ", condition, words != NULL ? "; " : "", words, NULL);

  g_assertion_message (G_LOG_DOMAIN, file, line, function, message);
}

static inline void
_pp_test_look_for (const char *text,
                   const char *part,
                   gboolean    is_expected,
                   const char *expression,
                   const char *file,
                   int         line,
                   const char *function)
{
  enum { SHOWN_BYTES = 4000 };
  g_autofree char *message = NULL;

  if (text != NULL && (strstr (text, part) != NULL) == is_expected)
    return;
  message = g_strdup_printf ("%s %s “%s”: %.*s", expression, is_expected ? "lacks" : "holds", part, SHOWN_BYTES,
                             text != NULL ? text : "NULL");
  g_assertion_message (G_LOG_DOMAIN, file, line, function, message);
}

/* A GAsyncReadyCallback for who waits until there is a result. */
static inline void
pp_test_keep_result (GObject      *source,
                     GAsyncResult *result,
                     gpointer      kept)
{
  *(GAsyncResult **) kept = g_object_ref (result);
}

G_END_DECLS
