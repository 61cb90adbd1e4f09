/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-caller.h"

G_BEGIN_DECLS

PpCaller *_pp_caller_new (PpIdentity *identity,
                          const char *organisation,
                          const char *member,
                          const char *address);

G_END_DECLS
