/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-release.h"

G_BEGIN_DECLS

/* Texts that must not stand anywhere in a release. */
typedef struct _PpSecrets PpSecrets;

PpSecrets *_pp_secrets_new       (void);
void       _pp_secrets_free      (PpSecrets  *self);
/* Texts that are very short say nothing and are left. */
void       _pp_secrets_add       (PpSecrets  *self,
                                  const char *text);
void       _pp_secrets_remove    (PpSecrets  *self,
                                  const char *text);
/* The text with every secret in it blacked out, in whatever case it is written. */
char      *_pp_secrets_black_out (PpSecrets  *self,
                                  const char *text);
/* The same for all texts of a value, names of members too. */
JsonNode  *_pp_secrets_clean     (PpSecrets  *self,
                                  JsonNode   *node);

PpMarking *_pp_model_dup_stated_marking (PpModel  *model,
                                         PpRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpSecrets, _pp_secrets_free)

G_END_DECLS
