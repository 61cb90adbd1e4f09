/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cli-words.h"

#include <glib/gi18n.h>

#include "pp-worded-error.h"

static const char *
translate (const char *text,
           gpointer    language)
{
  return gettext (text);
}

PpWording
pp_cli_make_wording (PpModel   *model,
                     PpRuleSet *rules)
{
  return (PpWording) { model, pp_kinds_get_default (), rules, translate, NULL };
}

static const char *
translate_sentence (const char *sentence)
{
  return gettext (sentence);
}

char *
pp_cli_dup_message (const GError *error)
{
  return pp_worded_error_dup_message (error, translate_sentence);
}
