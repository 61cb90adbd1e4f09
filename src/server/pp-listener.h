/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PpListener:
 *
 * One connection that hears what other sessions of the database say with NOTIFY. When it is lost it is made again,
 * after a pause that grows to some seconds.
 */
typedef struct _PpListener PpListener;

/**
 * PpListenerFuncs:
 * @heard: something was said
 * @began: from now on all is heard; what was said before, between this and the last time, was not
 */
typedef struct {
  void (*heard) (const char *payload,
                 gpointer    data);
  void (*began) (gpointer    data);
} PpListenerFuncs;

/* @address is a connection string of libpq; @statement is a LISTEN of this program. */
PpListener *pp_listener_new  (const char            *address,
                              const char            *statement,
                              const PpListenerFuncs *funcs,
                              gpointer               data);
void        pp_listener_free (PpListener            *self);
/* Whether all is heard now. */
gboolean    pp_listener_hears (PpListener           *self);

G_END_DECLS
