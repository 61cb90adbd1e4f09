/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Threat Dragon keeps the model it edits in the browser's session storage: once as a text, once as a text
 * in a text, and an opened diagram twice more. What does not fit is lost there without a word. */

#include "pp-td-private.h"

#include <string.h>

#include "pp-json.h"

/* In UTF-16 code units. */
#define STORAGE_SIZE 5242880
#define STORAGE_OTHER 800

typedef struct {
  gsize units;
  gsize quoted_units;           /* as a JSON text of this text */
} Measure;

static Measure
measure (JsonNode *node)
{
  g_autofree char *text = pp_json_to_string (node, PP_JSON_STYLE_COMPACT, NULL);
  Measure result = { 0, 2 };

  for (const char *p = text; *p != '\0'; p++)
    {
      guchar byte = (guchar) *p;
      gsize units = (byte & 0xC0) == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1;

      result.units += units;
      result.quoted_units += units + (byte == '"' || byte == '\\');
    }

  return result;
}

static void
warn_of_diagram (JsonNode   *diagram,
                 guint       position,
                 gsize       kept,
                 PpLoss     *loss)
{
  g_autofree char *place = g_strdup_printf ("/detail/diagrams/%u", position);
  gsize needed = kept + 2 * measure (diagram).units;

  if (needed > STORAGE_SIZE)
    pp_loss_add (loss, place, "too large to be opened in Threat Dragon: it would take %" G_GSIZE_FORMAT
                 " of %d characters of the browser's storage", needed, STORAGE_SIZE);
  else if (needed > STORAGE_SIZE / 10 * 8)
    pp_loss_add (loss, place, "nearly too large for Threat Dragon: opened, it takes %" G_GSIZE_FORMAT
                 " of %d characters of the browser's storage", needed, STORAGE_SIZE);
}

/**
 * _pp_td_warn_of_size:
 * @root: a file
 * @length: how long its text is with indentation
 * @loss: (nullable): takes a warning when Threat Dragon will not open it, or hardly
 */
void
_pp_td_warn_of_size (JsonNode *root,
                     gsize     length,
                     PpLoss   *loss)
{
  JsonObject *detail = pp_json_get_object (json_node_get_object (root), "detail");
  JsonArray *diagrams = pp_json_get_array (detail, "diagrams");
  Measure model;
  gsize kept;

  /* Four times the text without indentation, and some characters become two. */
  if (loss == NULL || length < STORAGE_SIZE / 10)
    return;

  model = measure (root);
  kept = model.units + model.quoted_units + STORAGE_OTHER;
  if (kept > STORAGE_SIZE)
    {
      pp_loss_add (loss, "/", "too large for Threat Dragon: its %" G_GSIZE_FORMAT
                   " characters do not fit in the browser's storage", model.units);
      return;
    }

  for (guint i = 0; diagrams != NULL && i < json_array_get_length (diagrams); i++)
    warn_of_diagram (json_array_get_element (diagrams, i), i, kept, loss);
}
