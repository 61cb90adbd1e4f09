/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Errors of lower floors that people read: the message is English, and beside it stand its sentence as the
 * catalogues have it and what was filled in, so that a window can say it again in another language. */

#define PP_WORDED_ERROR_MAX_BLANKS 2

/**
 * PpWordedError:
 * @place: (nullable): what the message begins with in every language, such as `/rules/3: `
 * @column: inside that place; 0 for none
 * @sentence: English, with a `%s` for each blank
 * @blanks: (nullable elements): what stands in their place
 *
 * Read-only.
 */
typedef struct {
  char       *place;
  guint       column;
  const char *sentence;
  char       *blanks[PP_WORDED_ERROR_MAX_BLANKS];
} PpWordedError;

/**
 * PpTranslateSentence:
 * @sentence: English, with blanks
 *
 * Returns: (transfer none): the same in another language, or @sentence itself
 */
typedef const char *(* PpTranslateSentence) (const char *sentence);

GQuark               pp_worded_error_register     (const char          *domain);
void                 pp_worded_error_set          (GError             **error,
                                                   GQuark               domain,
                                                   int                  code,
                                                   const char          *place,
                                                   guint                column,
                                                   const char          *sentence,
                                                   ...) G_GNUC_PRINTF (6, 7);
void                 pp_worded_error_set_va       (GError             **error,
                                                   GQuark               domain,
                                                   int                  code,
                                                   const char          *place,
                                                   guint                column,
                                                   const char          *sentence,
                                                   va_list              blanks) G_GNUC_PRINTF (6, 0);
void                 pp_worded_error_propagate    (GError             **error,
                                                   GError              *problem,
                                                   const char          *place);
const PpWordedError *pp_worded_error_get          (const GError        *error);
char                *pp_worded_error_dup_sentence (const GError        *error,
                                                   PpTranslateSentence  translate);
char                *pp_worded_error_dup_message  (const GError        *error,
                                                   PpTranslateSentence  translate);

/* Like G_DEFINE_QUARK(), for a domain whose errors are worded. */
#define PP_DEFINE_WORDED_ERROR(Domain, domain)                                        \
  GQuark                                                                              \
  domain##_quark (void)                                                               \
  {                                                                                   \
    static gsize quark;                                                               \
                                                                                      \
    if (g_once_init_enter (&quark))                                                   \
      g_once_init_leave (&quark, pp_worded_error_register (#Domain));                 \
    return (GQuark) quark;                                                            \
  }

G_END_DECLS
