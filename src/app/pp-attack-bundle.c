/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-attack-bundle.h"

#include <string.h>

#include <glib/gi18n.h>

#include "pp-attack-stix.h"
#include "pp-json.h"
#include "pp-task.h"

#define CHUNK_BYTES (256 * 1024)

/* Where the work is at the end of each stage, in thousandths; measured on the largest bundle. */
#define READ_PERMILLE 300
#define PARSED_PERMILLE 900

typedef struct {
  GFile            *file;
  PpAttackProgress *progress;
} Load;

static void
load_free (Load *self)
{
  g_object_unref (self->file);
  g_free (self);
}

void
pp_attack_bundle_free (PpAttackBundle *self)
{
  g_object_unref (self->attack);
  g_free (self);
}

static goffset
size_of (GFileInputStream *stream)
{
  g_autoptr (GFileInfo) info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);

  return info != NULL ? g_file_info_get_size (info) : 0;
}

/* What is compressed begins so (RFC 1952). */
static gboolean
is_gzip (GBufferedInputStream *stream)
{
  gsize length;
  const guint8 *start = g_buffered_input_stream_peek_buffer (stream, &length);

  return length >= 2 && start[0] == 0x1f && start[1] == 0x8b;
}

static void
set_too_large (GError **error)
{
  g_autofree char *most = g_format_size_full (PP_JSON_MAX_BYTES, G_FORMAT_SIZE_IEC_UNITS);

  /* Translators: the blank is a size, such as 128.0 MiB. */
  g_set_error (error, PP_JSON_ERROR, PP_JSON_ERROR_LIMIT,
               _("There is more in this file than the %s that are read. Choose the bundle of one release."), most);
}

static gboolean
read_all (GInputStream  *stream,
          GSeekable     *source,
          goffset        size,
          Load          *load,
          GByteArray    *text,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gssize length;

  while ((length = g_input_stream_read (stream, chunk, CHUNK_BYTES, cancellable, error)) > 0)
    {
      if (text->len + (gsize) length > PP_JSON_MAX_BYTES)
        {
          set_too_large (error);
          return FALSE;
        }
      g_byte_array_append (text, chunk, (guint) length);
      if (size > 0)
        g_atomic_int_set (&load->progress->permille,
                          (int) MIN (g_seekable_tell (source) * READ_PERMILLE / size, READ_PERMILLE));
    }
  return length == 0;
}

static GByteArray *
read_text (Load          *load,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GFileInputStream) file = g_file_read (load->file, cancellable, error);
  g_autoptr (GInputStream) buffered = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GByteArray) text = g_byte_array_new ();

  if (file == NULL)
    return NULL;
  buffered = g_buffered_input_stream_new (G_INPUT_STREAM (file));
  if (g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (buffered), 2, cancellable, error) < 0)
    return NULL;
  if (is_gzip (G_BUFFERED_INPUT_STREAM (buffered)))
    {
      g_autoptr (GConverter) converter =
        G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));

      stream = g_converter_input_stream_new (buffered, converter);
    }
  else
    stream = g_object_ref (buffered);
  if (!read_all (stream, G_SEEKABLE (file), size_of (file), load, text, cancellable, error))
    return NULL;
  return g_steal_pointer (&text);
}

static PpAttackBundle *
load_bundle (Load          *load,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GByteArray) text = read_text (load, cancellable, error);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GHashTable) tables = NULL;
  PpAttackBundle *bundle;
  PpAttackDomain domain;

  if (text == NULL)
    return NULL;
  root = pp_json_parse_shared ((const char *) text->data, text->len, NULL, error);
  if (root == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  g_atomic_int_set (&load->progress->permille, PARSED_PERMILLE);
  tables = pp_attack_stix_read (root, &domain, error);
  if (tables == NULL)
    return NULL;
  bundle = g_new0 (PpAttackBundle, 1);
  bundle->domain = domain;
  bundle->attack = pp_attack_new_release (domain, tables);
  g_atomic_int_set (&load->progress->permille, 1000);
  return bundle;
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  PpAttackBundle *bundle = load_bundle (task_data, cancellable, &error);

  if (bundle != NULL)
    g_task_return_pointer (task, bundle, (GDestroyNotify) pp_attack_bundle_free);
  else
    g_task_return_error (task, error);
}

/**
 * pp_attack_bundle_load_async:
 * @file: a STIX bundle
 * @progress: how far the reading is
 * @cancellable: (nullable): to give up
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads a bundle in a thread.
 */
void
pp_attack_bundle_load_async (GFile               *file,
                             PpAttackProgress    *progress,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->file = g_object_ref (file);
  load->progress = progress;
  g_task_set_source_tag (task, pp_attack_bundle_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  pp_task_run_in_thread (task, load_thread);
}

PpAttackBundle *
pp_attack_bundle_load_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
