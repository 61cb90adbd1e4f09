/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The longest key set that is read. */
#define PP_KEY_SET_MAX_BYTES (1024 * 1024)

/**
 * PpKeySet:
 *
 * The public keys of an issuer, read from a JSON Web Key Set (RFC 7517). Only RSA keys for RS256
 * signatures are in it, with a modulus of 2048 to 8192 bits and an odd exponent from 3 on; others are
 * passed over with a line in the log, as are keys without an id and those whose id is taken. It never
 * changes.
 */
typedef struct _PpKeySet PpKeySet;

PpKeySet *pp_key_set_new_from_json (const char  *text,
                                    gsize        length,
                                    GError     **error);
PpKeySet *pp_key_set_ref           (PpKeySet    *self);
void      pp_key_set_unref         (PpKeySet    *self);

guint     pp_key_set_get_size      (PpKeySet    *self);
gboolean  pp_key_set_has           (PpKeySet    *self,
                                    const char  *key_id);
/* Whether both hold the same keys by the same ids. */
gboolean  pp_key_set_equal         (PpKeySet    *a,
                                    PpKeySet    *b);

/* Whether @signature is RSASSA-PKCS1-v1_5 with SHA-256 over @input (RFC 7518, section 3.3) by the key. */
gboolean  pp_key_set_verify        (PpKeySet    *self,
                                    const char  *key_id,
                                    const char  *input,
                                    gsize        input_length,
                                    GBytes      *signature);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpKeySet, pp_key_set_unref)

G_END_DECLS
