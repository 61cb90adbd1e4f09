/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cli-document.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "pp-cli-words.h"
#include "pp-cli.h"
#include "pp-file.h"
#include "pp-json.h"
#include "pp-release.h"

#define CHUNK_BYTES (64 * 1024)

const PpFormat *
pp_cli_find_format (const char *id)
{
  const PpFormat *format = pp_formats_lookup (id);
  const PpFormat * const *formats;
  GString *known;
  guint n_formats;

  if (format != NULL)
    return format;
  known = g_string_new (NULL);
  formats = pp_formats_list (&n_formats);
  for (guint i = 0; i < n_formats; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", formats[i]->id);
  g_printerr (_("parapet-cli: there is no format “%s”; there are: %s"), id, known->str);
  g_printerr ("\n");
  g_string_free (known, TRUE);
  return NULL;
}

static gboolean
is_stream (const char *name)
{
  return strcmp (name, "-") == 0;
}

static gboolean
fail_with_errno (GError **error)
{
  int saved_errno = errno;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), g_strerror (saved_errno));
  return FALSE;
}

static gboolean
read_chunk (GByteArray *bytes,
            gboolean   *at_end,
            GError    **error)
{
  guint8 chunk[CHUNK_BYTES];
  gssize n_read = read (STDIN_FILENO, chunk, sizeof chunk);

  if (n_read < 0)
    return errno == EINTR || fail_with_errno (error);
  *at_end = n_read == 0;
  if (bytes->len + (gsize) n_read > PP_JSON_MAX_BYTES)
    {
      g_set_error (error, PP_FORMAT_ERROR, PP_FORMAT_ERROR_LIMIT,
                   "1:1: more than the %" G_GSIZE_FORMAT " bytes that are read", PP_JSON_MAX_BYTES);
      return FALSE;
    }
  g_byte_array_append (bytes, chunk, (guint) n_read);
  return TRUE;
}

static GBytes *
read_standard_input (GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean at_end = FALSE;

  while (!at_end)
    {
      if (!read_chunk (bytes, &at_end, error))
        return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

GBytes *
pp_cli_load_bytes (const char  *name,
                   GError     **error)
{
  g_autoptr (GFile) file = NULL;

  if (is_stream (name))
    return read_standard_input (error);
  file = g_file_new_for_commandline_arg (name);
  return pp_file_load (file, NULL, NULL, error);
}

static gboolean
write_all (int      descriptor,
           GBytes  *bytes,
           GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  while (length > 0)
    {
      gssize n_written = write (descriptor, data, length);

      if (n_written < 0 && errno == EINTR)
        continue;
      if (n_written < 0)
        return fail_with_errno (error);
      data += n_written;
      length -= (gsize) n_written;
    }
  return TRUE;
}

/* A device or a pipe is written into; it cannot be replaced as files are. */
static gboolean
is_special (const char *name)
{
  return g_file_test (name, G_FILE_TEST_EXISTS) &&
         !g_file_test (name, G_FILE_TEST_IS_REGULAR | G_FILE_TEST_IS_DIR);
}

static gboolean
write_special (const char  *name,
               GBytes      *bytes,
               GError     **error)
{
  int descriptor = g_open (name, O_WRONLY | O_CLOEXEC);
  gboolean written;

  if (descriptor < 0)
    return fail_with_errno (error);
  written = write_all (descriptor, bytes, error);
  close (descriptor);
  return written;
}

/**
 * pp_cli_save_bytes:
 * @name: a file; `-` for standard output
 * @bytes: what to write
 *
 * Replaces the file whole or not at all. Tells what is wrong.
 *
 * Returns: whether it is written
 */
gboolean
pp_cli_save_bytes (const char *name,
                   GBytes     *bytes)
{
  g_autoptr (GError) error = NULL;
  gboolean saved;

  if (is_stream (name))
    {
      saved = write_all (STDOUT_FILENO, bytes, &error);
    }
  else if (is_special (name))
    {
      saved = write_special (name, bytes, &error);
    }
  else
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);

      saved = pp_file_save (file, bytes, NULL, NULL, NULL, &error);
    }
  if (!saved)
    pp_cli_complain (name, " %s", error->message);
  return saved;
}

PpCliDocument *
pp_cli_document_new (const char      *name,
                     GBytes          *bytes,
                     const PpFormat  *format,
                     GError         **error)
{
  g_autoptr (PpCliDocument) self = g_new0 (PpCliDocument, 1);

  self->name = g_strdup (name);
  self->bytes = g_bytes_ref (bytes);
  self->loss = pp_loss_new ();
  self->model = pp_formats_read (format, bytes, name, &self->format, self->loss, error);
  return self->model != NULL ? g_steal_pointer (&self) : NULL;
}

PpCliDocument *
pp_cli_document_load (const char     *name,
                      const PpFormat *format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pp_cli_load_bytes (name, &error);
  PpCliDocument *document = bytes != NULL ? pp_cli_document_new (name, bytes, format, &error) : NULL;

  if (document == NULL)
    {
      g_autofree char *message = pp_cli_dup_message (error);

      /* Errors of formats begin with their place. */
      pp_cli_complain (name, "%s%s", error->domain == PP_FORMAT_ERROR ? "" : " ", message);
    }
  return document;
}

/* By its title, or by its identifier. */
static PpLayout *
find_layout (PpModel    *model,
             const char *title)
{
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (model);

  for (guint i = 0; i < layouts->len; i++)
    {
      PpLayout *layout = g_ptr_array_index (layouts, i);

      if (title == NULL || strcmp (pp_layout_get_title (layout), title) == 0)
        return layout;
    }
  return title != NULL ? pp_model_lookup_layout (model, title) : NULL;
}

static void
complain_of_layout (PpCliDocument *document,
                    const char    *title)
{
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (document->model);
  GString *titles = g_string_new (NULL);

  if (layouts->len == 0)
    {
      pp_cli_complain (document->name, " %s", _("the model has no diagram"));
    }
  else
    {
      for (guint i = 0; i < layouts->len; i++)
        g_string_append_printf (titles, "%s“%s”", i > 0 ? ", " : "",
                                pp_layout_get_title (g_ptr_array_index (layouts, i)));
      pp_cli_complain (document->name, _(" there is no diagram “%s”; there are: %s"), title, titles->str);
    }
  g_string_free (titles, TRUE);
}

PpLayout *
pp_cli_document_find_layout (PpCliDocument *self,
                             const char    *title)
{
  PpLayout *layout = find_layout (self->model, title);

  if (layout == NULL)
    complain_of_layout (self, title);
  return layout;
}

gboolean
pp_cli_document_release (PpCliDocument *self,
                         const char    *ceiling)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PpMarking) marking = NULL;
  PpModel *release;

  if (ceiling == NULL)
    return TRUE;
  marking = pp_marking_new_from_text (ceiling, &error);
  if (marking == NULL)
    {
      pp_cli_complain ("--marking", " %s", error->message);
      return FALSE;
    }
  release = pp_release_new (self->model, marking);
  self->whole = self->model;
  self->model = release;
  self->ceiling = g_steal_pointer (&marking);
  /* What was not carried names what it was. */
  g_object_unref (self->loss);
  self->loss = pp_loss_new ();
  return TRUE;
}

char *
pp_cli_document_dup_id (PpCliDocument *self,
                        const char    *id)
{
  if (self->whole != NULL)
    return pp_release_dup_id (self->whole, self->ceiling, id);
  return pp_model_lookup (self->model, id) != NULL ? g_strdup (id) : NULL;
}

const char *
pp_cli_get_name (PpModel    *model,
                 const char *id)
{
  PpElement *element = pp_model_lookup_element (model, id);

  return element != NULL && *pp_element_get_name (element) != '\0' ? pp_element_get_name (element) : id;
}

void
pp_cli_append_banner (GString *text,
                      PpModel *model)
{
  g_autoptr (PpMarking) marking = pp_model_dup_overall_marking (model);
  g_autofree char *banner = pp_marking_to_banner (marking);

  if (*banner != '\0')
    g_string_append_printf (text, "%s\n\n", banner);
}

gboolean
pp_cli_document_save (PpModel        *model,
                      const PpFormat *format,
                      const char     *name,
                      PpLoss         *loss)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pp_formats_write (format, model, loss, &error);

  if (bytes != NULL)
    return pp_cli_save_bytes (name, bytes);
  pp_cli_complain (name, " %s", error->message);
  return FALSE;
}

void
pp_cli_document_free (PpCliDocument *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_object (&self->model);
  g_clear_object (&self->loss);
  g_clear_object (&self->whole);
  g_clear_pointer (&self->ceiling, pp_marking_free);
  g_free (self);
}
