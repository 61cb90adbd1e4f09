/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-format.h"

#include <string.h>

#include "pp-json.h"
#include "pp-native.h"
#include "pp-threat-dragon.h"
#include "pp-worded-error.h"

PP_DEFINE_WORDED_ERROR (pp-format-error-quark, pp_format_error)

static const char * const native_extensions[] = { ".parapet", NULL };
static const char * const threat_dragon_extensions[] = { ".json", NULL };

static const PpFormat native = {
  .id = "parapet",
  .name = "Parapet",
  .mime_type = "application/vnd.parapet.model+json",
  .extensions = native_extensions,
  .sniff = pp_native_sniff,
  .read = pp_native_read,
  .write = pp_native_write,
};

static const PpFormat threat_dragon = {
  .id = "threat-dragon",
  .name = "OWASP Threat Dragon",
  .mime_type = "application/json",
  .extensions = threat_dragon_extensions,
  .sniff = pp_threat_dragon_sniff,
  .read = pp_threat_dragon_read,
  .write = pp_threat_dragon_write,
};

static const PpFormat * const formats[] = { &native, &threat_dragon };

/**
 * pp_formats_list:
 * @n_formats: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_formats): all formats, our own first
 */
const PpFormat * const *
pp_formats_list (guint *n_formats)
{
  *n_formats = G_N_ELEMENTS (formats);

  return formats;
}

/**
 * pp_formats_lookup:
 * @id: a format's id
 *
 * Returns: (transfer none) (nullable): the format
 */
const PpFormat *
pp_formats_lookup (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i]->id, id) == 0)
      return formats[i];

  return NULL;
}

static gboolean
has_ending (const char *file_name,
            const char *ending)
{
  gsize length = strlen (file_name);
  gsize ending_length = strlen (ending);

  return length > ending_length &&
         g_ascii_strcasecmp (file_name + length - ending_length, ending) == 0;
}

/**
 * pp_formats_for_file_name:
 * @file_name: a file's name or path
 *
 * Returns: (transfer none) (nullable): the first format that such files usually have
 */
const PpFormat *
pp_formats_for_file_name (const char *file_name)
{
  g_return_val_if_fail (file_name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    for (guint k = 0; formats[i]->extensions[k] != NULL; k++)
      if (has_ending (file_name, formats[i]->extensions[k]))
        return formats[i];

  return NULL;
}

static const PpFormat *
sniff (JsonNode   *root,
       const char *file_name)
{
  const PpFormat *best = NULL;
  guint best_score = 0;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      guint score = formats[i]->sniff (root, file_name);

      if (score > best_score)
        {
          best = formats[i];
          best_score = score;
        }
    }

  return best;
}

/* Of a text that is no JSON, in the words of the reader of JSON. */
static void
take_problem (const GError  *problem,
              GError       **error)
{
  const PpWordedError *worded = pp_worded_error_get (problem);

  pp_worded_error_set (error, PP_FORMAT_ERROR,
                       problem->code == PP_JSON_ERROR_LIMIT ? PP_FORMAT_ERROR_LIMIT : PP_FORMAT_ERROR_SYNTAX,
                       worded->place, worded->column, worded->sentence, worded->blanks[0], worded->blanks[1]);
}

static JsonNode *
parse (GBytes  *bytes,
       GError **error)
{
  g_autoptr (GError) json_error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  JsonNode *root = pp_json_parse_shared (text, length, NULL, &json_error);

  if (root == NULL)
    take_problem (json_error, error);
  return root;
}

/**
 * pp_formats_read:
 * @format: (nullable): the format; %NULL to find it out
 * @bytes: the text
 * @file_name: (nullable): the file's name, which may help to find the format out
 * @used: (out) (optional): the format that was read
 * @loss: (nullable): takes what could not be carried
 * @error: return location for a #PpFormatError
 *
 * Makes a model of a text from outside.
 *
 * Returns: (transfer full): the model
 */
PpModel *
pp_formats_read (const PpFormat  *format,
                 GBytes          *bytes,
                 const char      *file_name,
                 const PpFormat **used,
                 PpLoss          *loss,
                 GError         **error)
{
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  root = parse (bytes, error);
  if (root == NULL)
    return NULL;

  if (format == NULL)
    format = sniff (root, file_name);
  if (format == NULL)
    {
      g_set_error_literal (error, PP_FORMAT_ERROR, PP_FORMAT_ERROR_NOT_RECOGNISED,
                           "/: JSON, but neither a Parapet nor a Threat Dragon model");
      return NULL;
    }

  if (used != NULL)
    *used = format;

  return format->read (root, loss, error);
}

/**
 * pp_formats_write:
 * @format: the format
 * @model: the model
 * @loss: (nullable): takes what could not be carried
 * @error: return location for a #PpFormatError
 *
 * Makes the text of a model.
 *
 * Returns: (transfer full): the text
 */
GBytes *
pp_formats_write (const PpFormat  *format,
                  PpModel         *model,
                  PpLoss          *loss,
                  GError         **error)
{
  char *text;
  gsize length;

  g_return_val_if_fail (format != NULL, NULL);
  g_return_val_if_fail (PP_IS_MODEL (model), NULL);

  if (format->write == NULL)
    {
      g_set_error (error, PP_FORMAT_ERROR, PP_FORMAT_ERROR_READ_ONLY,
                   "/: %s files are read, not written", format->name);
      return NULL;
    }

  text = format->write (model, loss, &length, error);

  return text != NULL ? g_bytes_new_take (text, length) : NULL;
}
