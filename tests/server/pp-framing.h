/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* H01 of the catalogue of security cases: requests whose framing is open to doubt, and what they are answered. */
typedef struct {
  const char *text;
  guint status;
  gsize length;                 /* where there is a NUL in it */
} PpFraming;

extern const PpFraming pp_framings[];
extern const guint pp_n_framings;

G_END_DECLS
