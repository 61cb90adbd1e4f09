/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-journal.h"

G_BEGIN_DECLS

/* A journal is a text file NAME.journal: the first line is a JSON object that says what the document
 * is, and each further line is one step, `{"label": TEXT, "time": TEXT, "changes": [CHANGE, …]}`. The
 * document as it was before the first step lies beside it as NAME.base. */

#define PP_JOURNAL_VERSION 1
#define PP_JOURNAL_SUFFIX ".journal"
#define PP_JOURNAL_BASE_SUFFIX ".base"
/* A journal that is being made; it gets its real name once its first line is there and it is locked. */
#define PP_JOURNAL_NEW_SUFFIX ".journal-new"

gboolean _pp_journal_write_all    (int          fd,
                                   const char  *data,
                                   gsize        length,
                                   GError     **error);
gboolean _pp_journal_lock         (int          fd);
gboolean _pp_journal_set_error    (GError     **error,
                                   const char  *action,
                                   const char  *path);

G_END_DECLS
