/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-assessment.h"

G_BEGIN_DECLS

#define PP_TYPE_QUESTION_LIST (pp_question_list_get_type ())
G_DECLARE_FINAL_TYPE (PpQuestionList, pp_question_list, PP, QUESTION_LIST, GtkWidget)

/* The questions whose answers settle most, a few at a time. An answer states a fact.
 *
 * Signals
 *   select-element (const char *element_id): a link to an element was followed
 *   message (const char *text): something to tell in a toast */

guint pp_question_list_show (PpQuestionList *self,
                             PpAssessment   *assessment,
                             const PpScope  *scope);

G_END_DECLS
