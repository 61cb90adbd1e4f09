/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-error-words.h"

#include <glib/gi18n.h>

#include "pp-worded-error.h"

const char *
pp_error_translate (const char *sentence)
{
  return gettext (sentence);
}

char *
pp_error_dup_sentence (const GError *error)
{
  return pp_worded_error_dup_sentence (error, pp_error_translate);
}

char *
pp_error_dup_message (const GError *error)
{
  return pp_worded_error_dup_message (error, pp_error_translate);
}
