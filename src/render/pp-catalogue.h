/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PP_CATALOGUE_ERROR (pp_catalogue_error_quark ())
GQuark pp_catalogue_error_quark (void);

/**
 * PpCatalogueError:
 * @PP_CATALOGUE_ERROR_UNKNOWN_LANGUAGE: there is no catalogue for it, or it is no name of a language
 * @PP_CATALOGUE_ERROR_INVALID: the file is no catalogue of messages
 */
typedef enum {
  PP_CATALOGUE_ERROR_UNKNOWN_LANGUAGE,
  PP_CATALOGUE_ERROR_INVALID,
} PpCatalogueError;

/* Parapet's texts in another language, out of a catalogue of gettext. Other than gettext() it does not ask
 * for the locale of the process, so a document can be written in any language, at any place, in any thread. */
typedef struct _PpCatalogue PpCatalogue;

/* Where catalogues are: @installed, or what the variable TEXTDOMAINDIR says, which gettext(1) asks for too. */
const char  *pp_catalogue_get_folder (const char        *installed);
/* The catalogue in @folder, as gettext keeps them, for a language such as “de”, “de_AT” or “de-AT”. NULL
 * without an error for English, which needs none. */
PpCatalogue *pp_catalogue_new        (const char        *folder,
                                      const char        *domain,
                                      const char        *language,
                                      GError           **error);
/* The same for what is in a MO file. */
PpCatalogue *pp_catalogue_new_from_bytes (GBytes        *bytes,
                                          GError       **error);
PpCatalogue *pp_catalogue_ref        (PpCatalogue       *self);
void         pp_catalogue_unref      (PpCatalogue       *self);
/* All that are in @folder, by the tags of their languages. */
GPtrArray   *pp_catalogue_list       (const char        *folder,
                                      const char        *domain);
/* The language as BCP 47 writes it. */
const char  *pp_catalogue_get_tag    (PpCatalogue       *self);
/* @text in that language; @text itself where the catalogue, which may be NULL, does not have it. */
const char  *pp_catalogue_translate  (PpCatalogue       *self,
                                      const char        *text);
/* The same of a text that NC_() marks. */
const char  *pp_catalogue_translate_in_context (PpCatalogue *self,
                                                const char  *context,
                                                const char  *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpCatalogue, pp_catalogue_unref)

G_END_DECLS
