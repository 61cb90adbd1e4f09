/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-key-set.h"

G_BEGIN_DECLS

#define PP_KEY_SOURCE_ERROR (pp_key_source_error_quark ())
GQuark pp_key_source_error_quark (void);

/**
 * PpKeySourceError:
 * @PP_KEY_SOURCE_ERROR_UNAVAILABLE: there are no keys yet, and none could be had now
 * @PP_KEY_SOURCE_ERROR_ISSUER: the provider says to be another issuer than the one it was asked as
 */
typedef enum {
  PP_KEY_SOURCE_ERROR_UNAVAILABLE,
  PP_KEY_SOURCE_ERROR_ISSUER,
} PpKeySourceError;

#define PP_TYPE_KEY_SOURCE (pp_key_source_get_type ())
/**
 * PpKeySource:
 *
 * The keys of one issuer, found by OpenID discovery (or read from an address that is given) and kept
 * fresh: they are read again after #PpKeySource:refresh-seconds, and when a token names a key that is not
 * among them, but never more often than every #PpKeySource:pause-seconds, however many tokens ask. A read
 * that fails leaves the keys that are there. What is read is bounded in size and time, redirects are not
 * followed, and only https, or http on this machine, is asked.
 *
 * Emits #PpKeySource::changed when keys came or went. It belongs to the thread of its main context.
 */
G_DECLARE_FINAL_TYPE (PpKeySource, pp_key_source, PP, KEY_SOURCE, GObject)

PpKeySource *pp_key_source_new           (const char           *issuer,
                                          const char           *keys_address);
void         pp_key_source_set_intervals (PpKeySource          *self,
                                          guint                 refresh_seconds,
                                          guint                 pause_seconds);
const char  *pp_key_source_get_issuer    (PpKeySource          *self);
/* The keys that are there now; (nullable). Starts a read when they are old. */
PpKeySet    *pp_key_source_peek_keys     (PpKeySource          *self);
guint        pp_key_source_get_n_reads   (PpKeySource          *self);

void         pp_key_source_get_async     (PpKeySource          *self,
                                          const char           *key_id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              data);
PpKeySet    *pp_key_source_get_finish    (PpKeySource          *self,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
