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

/* A release while it is made. */
typedef struct _PpReleaseCopy PpReleaseCopy;

struct _PpReleaseCopy {
  PpModel         *model;
  const PpMarking *ceiling;
  PpModel         *release;
  GHashTable      *ids;         /* identifier of what stays → its new one */
  PpSecrets       *secrets;     /* texts that must not stand anywhere */
  GHashTable      *origins;     /* identifier of a layout → PpPoint, where its drawing begins */
  const PpReleaseCopy *newer;   /* of the version that this one is compared with; NULL for none */
};

void       _pp_release_copy_records (PpReleaseCopy *self,
                                     PpRecordType   type);
void       _pp_release_copy_layouts (PpReleaseCopy *self);
/* The known fields of a record without those that tell of what is left out, and with what people wrote
 * blacked out where it names something that is. */
JsonNode  *_pp_release_clean_record (PpReleaseCopy *self,
                                     PpRecord      *record);
/* The record of the newer version's release; NULL where there is none. */
PpRecord  *_pp_release_find_newer   (PpReleaseCopy *self,
                                     PpRecord      *record);
void       _pp_release_add_record   (PpReleaseCopy *self,
                                     PpRecord      *record,
                                     JsonNode      *clean);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpSecrets, _pp_secrets_free)

G_END_DECLS
