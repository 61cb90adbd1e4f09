/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-step-words.h"

#include <glib/gi18n.h>

const char *
pp_step_get_words (PpStep step)
{
  static const char * const words[] = {
    [PP_STEP_FLOW] = N_("along the flow"),
    [PP_STEP_BACK] = N_("back along the flow"),
    [PP_STEP_USE] = N_("with the access that it has"),
    [PP_STEP_THREAT] = N_("by the threat"),
    [PP_STEP_MEMBER] = N_("to what runs there"),
    [PP_STEP_ESCAPE] = N_("out of the container"),
    [PP_STEP_ZONE] = N_("inside the zone"),
    [PP_STEP_CREDENTIAL] = N_("with credentials found there"),
    [PP_STEP_DRAWN] = N_("by the attack that is drawn"),
  };

  return words[step];
}
