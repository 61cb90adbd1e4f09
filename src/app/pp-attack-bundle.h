/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pp-attack.h"

G_BEGIN_DECLS

/* A release of ATT&CK as it is read from a STIX bundle of 2.0 or 2.1, compressed with gzip or not. */

typedef struct {
  PpAttackDomain  domain;
  PpAttack       *attack;       /* with the release of the domain */
} PpAttackBundle;

void            pp_attack_bundle_free         (PpAttackBundle      *self);

/* From 0 to 1 while a bundle is read; any thread. */
typedef struct {
  int permille;
} PpAttackProgress;

/* The cancellable may be NULL; @progress must live until the callback. */
void            pp_attack_bundle_load_async   (GFile               *file,
                                               PpAttackProgress    *progress,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
PpAttackBundle *pp_attack_bundle_load_finish  (GAsyncResult        *result,
                                               GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpAttackBundle, pp_attack_bundle_free)

G_END_DECLS
