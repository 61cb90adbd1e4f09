/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cli-words.h"

#include <glib/gi18n.h>

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
