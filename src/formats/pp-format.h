/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pp-model.h"

G_BEGIN_DECLS

#define PP_FORMAT_ERROR (pp_format_error_quark ())
GQuark pp_format_error_quark (void);

/**
 * PpFormatError:
 * @PP_FORMAT_ERROR_NOT_RECOGNISED: no format that is known
 * @PP_FORMAT_ERROR_SYNTAX: not well-formed; the place is `LINE:COLUMN`
 * @PP_FORMAT_ERROR_UNSUPPORTED_VERSION: made by a later version than this program knows
 * @PP_FORMAT_ERROR_INVALID: well-formed, but not a model; the place is a JSON pointer
 * @PP_FORMAT_ERROR_LIMIT: larger or deeper than is read
 * @PP_FORMAT_ERROR_READ_ONLY: the format is read, not written
 *
 * Messages are `PLACE: what is wrong`, without the file's name.
 */
typedef enum {
  PP_FORMAT_ERROR_NOT_RECOGNISED,
  PP_FORMAT_ERROR_SYNTAX,
  PP_FORMAT_ERROR_UNSUPPORTED_VERSION,
  PP_FORMAT_ERROR_INVALID,
  PP_FORMAT_ERROR_LIMIT,
  PP_FORMAT_ERROR_READ_ONLY,
} PpFormatError;

/**
 * PpLossItem:
 * @is_fault: something is wrong in the file itself, such as two cells of one id
 * @place: where in the file or model, a JSON pointer or an element's name
 * @message: what could not be carried, in English
 */
typedef struct {
  gboolean  is_fault;
  char     *place;
  char     *message;
} PpLossItem;

/* What a reader or writer could not carry. */
#define PP_TYPE_LOSS (pp_loss_get_type ())
G_DECLARE_FINAL_TYPE (PpLoss, pp_loss, PP, LOSS, GObject)

PpLoss           *pp_loss_new         (void);
void              pp_loss_add         (PpLoss     *self,
                                       const char *place,
                                       const char *format,
                                       ...) G_GNUC_PRINTF (3, 4);
void              pp_loss_add_fault   (PpLoss     *self,
                                       const char *place,
                                       const char *format,
                                       ...) G_GNUC_PRINTF (3, 4);
guint             pp_loss_get_n_items (PpLoss     *self);
const PpLossItem *pp_loss_get_item    (PpLoss     *self,
                                       guint       position);
JsonNode         *pp_loss_to_json     (PpLoss     *self);

typedef struct _PpFormat PpFormat;

/**
 * PpFormat:
 * @id: the name on the command line: `parapet`, `threat-dragon`, …
 * @name: the name that people see, in English
 * @mime_type: its media type
 * @extensions: (array zero-terminated=1): file name endings, the usual one first
 * @sniff: how surely the text is of this format, 0 (not at all) to 100
 * @read: makes a model of the text
 * @write: (nullable): makes the text of a model
 *
 * One row of the table of formats. A new format is a row and nothing else.
 */
struct _PpFormat {
  const char         *id;
  const char         *name;
  const char         *mime_type;
  const char * const *extensions;

  guint    (* sniff) (JsonNode      *root,
                      const char    *file_name);
  PpModel *(* read)  (JsonNode      *root,
                      PpLoss        *loss,
                      GError       **error);
  char    *(* write) (PpModel       *model,
                      PpLoss        *loss,
                      gsize         *length,
                      GError       **error);
};

const PpFormat * const *pp_formats_list   (guint           *n_formats);
const PpFormat         *pp_formats_lookup (const char      *id);
const PpFormat         *pp_formats_for_file_name (const char *file_name);

/* Both may run in any thread, on models that no other thread has. @format NULL: found out. */
PpModel                *pp_formats_read   (const PpFormat  *format,
                                           GBytes          *bytes,
                                           const char      *file_name,
                                           const PpFormat **used,
                                           PpLoss          *loss,
                                           GError         **error);
GBytes                 *pp_formats_write  (const PpFormat  *format,
                                           PpModel         *model,
                                           PpLoss          *loss,
                                           GError         **error);

G_END_DECLS
