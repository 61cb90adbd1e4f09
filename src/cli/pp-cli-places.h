/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-cli-document.h"

G_BEGIN_DECLS

/* Where the records of a model stand in the file that it was read from. */
typedef struct _PpCliPlaces PpCliPlaces;

PpCliPlaces *pp_cli_places_new  (PpCliDocument *document);
void         pp_cli_places_free (PpCliPlaces   *self);
char        *pp_cli_places_find (PpCliPlaces   *self,
                                 PpRecordType   type,
                                 const char    *id,
                                 const char    *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpCliPlaces, pp_cli_places_free)

G_END_DECLS
