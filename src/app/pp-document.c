/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-document-private.h"

#include "pp-edit.h"

G_DEFINE_QUARK (pp-document-error-quark, pp_document_error)

G_DEFINE_FINAL_TYPE (PpDocument, pp_document, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_TITLE,
  PROP_MODIFIED,
  PROP_SAVING,
  PROP_FILE,
  PROP_JOURNAL_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

void
_pp_document_update_modified (PpDocument *self)
{
  gboolean modified = pp_history_is_modified (self->history);

  if (self->modified == modified)
    return;
  self->modified = modified;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}

static void
committed_cb (PpDocument *self)
{
  self->serial++;
  _pp_document_update_modified (self);
}

static void
info_changed_cb (PpDocument *self,
                 GPtrArray  *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      PpChange *change = g_ptr_array_index (changes, i);

      if (change->type == PP_RECORD_MODEL)
        {
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
          return;
        }
    }
}

static PpJournalDocument
describe (PpDocument *self,
          char      **uri,
          char      **name)
{
  *uri = self->file != NULL ? g_file_get_uri (self->file) : NULL;
  *name = self->file != NULL ? pp_document_dup_file_name (self) : pp_document_dup_title (self);
  return (PpJournalDocument) {
    .uri = *uri,
    .name = *name,
    .format = self->format->id,
    .etag = self->etag,
    .program = PACKAGE_VERSION,
  };
}

static void
journal_failed_cb (PpDocument   *self,
                   const GError *error)
{
  g_clear_error (&self->journal_error);
  self->journal_error = g_error_copy (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOURNAL_ERROR]);
}

void
_pp_document_start_journal (PpDocument *self,
                            GBytes     *base)
{
  g_autofree char *uri = NULL, *name = NULL;
  PpJournalDocument document = describe (self, &uri, &name);

  g_clear_object (&self->journal);
  self->journal = pp_journal_new (pp_document_get_journal_folder (), self->history, &document, base);
  g_signal_connect_object (self->journal, "failed", G_CALLBACK (journal_failed_cb), self, G_CONNECT_SWAPPED);
}

PpDocument *
_pp_document_new (PpModel        *model,
                  GFile          *file,
                  const PpFormat *format,
                  const char     *etag,
                  PpLoss         *loss,
                  GBytes         *base)
{
  PpDocument *self = g_object_new (PP_TYPE_DOCUMENT, NULL);

  self->history = pp_history_new (model);
  g_set_object (&self->file, file);
  self->format = format;
  self->etag = g_strdup (etag);
  g_set_object (&self->loss, loss);
  self->incomplete = loss != NULL && pp_loss_get_n_items (loss) > 0;
  _pp_document_start_journal (self, base);
  g_signal_connect_object (self->history, "committed", G_CALLBACK (committed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "changed", G_CALLBACK (info_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
_pp_document_set_saving (PpDocument *self,
                         gboolean    saving)
{
  if (self->saving == saving)
    return;
  self->saving = saving;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVING]);
}

/* What was edited while the file was being written is not saved: the mark stays, and so does that
 * part of the journal. */
void
_pp_document_saved (PpDocument     *self,
                    GFile          *file,
                    const PpFormat *format,
                    const char     *etag,
                    GBytes         *base,
                    guint64         serial,
                    guint64         journal_position)
{
  g_autofree char *uri = NULL, *name = NULL;
  PpJournalDocument document;

  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_object (&self->file, file))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILE]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
    }
  self->format = format;
  g_free (self->etag);
  self->etag = g_strdup (etag);
  self->incomplete = FALSE;
  document = describe (self, &uri, &name);
  g_clear_error (&self->journal_error);
  pp_journal_reset (self->journal, &document, base, journal_position);
  if (self->serial == serial)
    pp_history_mark_saved (self->history);
  _pp_document_update_modified (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
pp_document_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  PpDocument *self = PP_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_take_string (value, pp_document_dup_title (self));
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, self->modified);
      break;
    case PROP_SAVING:
      g_value_set_boolean (value, self->saving);
      break;
    case PROP_FILE:
      g_value_set_object (value, self->file);
      break;
    case PROP_JOURNAL_ERROR:
      g_value_set_boxed (value, self->journal_error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pp_document_dispose (GObject *object)
{
  PpDocument *self = PP_DOCUMENT (object);

  g_clear_object (&self->journal);
  g_clear_object (&self->assessment);
  g_clear_object (&self->history);
  g_clear_object (&self->file);
  g_clear_object (&self->loss);
  g_clear_object (&self->save_loss);
  G_OBJECT_CLASS (pp_document_parent_class)->dispose (object);
}

static void
pp_document_finalize (GObject *object)
{
  PpDocument *self = PP_DOCUMENT (object);

  g_free (self->etag);
  g_clear_error (&self->journal_error);
  G_OBJECT_CLASS (pp_document_parent_class)->finalize (object);
}

static void
pp_document_class_init (PpDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pp_document_get_property;
  object_class->dispose = pp_document_dispose;
  object_class->finalize = pp_document_finalize;
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MODIFIED] =
    g_param_spec_boolean ("modified", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SAVING] =
    g_param_spec_boolean ("saving", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FILE] =
    g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_JOURNAL_ERROR] =
    g_param_spec_boxed ("journal-error", NULL, NULL, G_TYPE_ERROR, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pp_document_init (PpDocument *self)
{
}

/* The first layout and the title are there before the history begins, so they cannot be undone. */
static PpModel *
make_empty_model (const char *title,
                  const char *layout_title)
{
  PpModel *model = pp_model_new (NULL);
  g_autoptr (GPtrArray) changes = pp_edit_add_layout (model, layout_title, "STRIDE", NULL);
  g_autoptr (JsonNode) text = json_node_init_string (json_node_alloc (), title);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_MODEL, pp_model_get_id (model), "title",
                                               NULL, text));
  if (!pp_model_apply (model, changes, &error))
    g_error ("An empty model cannot be made: %s", error->message);
  return model;
}

/**
 * pp_document_new:
 * @title: the model's title
 * @layout_title: the title of its one layout
 *
 * Returns: (transfer full): a document of an empty model, with no file
 */
PpDocument *
pp_document_new (const char *title,
                 const char *layout_title)
{
  const PpFormat *format = pp_formats_lookup ("parapet");
  g_autoptr (PpModel) model = make_empty_model (title, layout_title);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) base = pp_formats_write (format, model, NULL, &error);

  if (base == NULL)
    g_error ("An empty model cannot be written: %s", error->message);
  return _pp_document_new (model, NULL, format, NULL, NULL, base);
}

/**
 * pp_document_new_from_bytes:
 * @bytes: a file in any format that is known
 * @file_name: its name, for recognising it
 * @error: return location
 *
 * For examples and templates: the document has no file.
 *
 * Returns: (transfer full) (nullable): the document
 */
PpDocument *
pp_document_new_from_bytes (GBytes      *bytes,
                            const char  *file_name,
                            GError     **error)
{
  g_autoptr (PpLoss) loss = pp_loss_new ();
  const PpFormat *format = NULL;
  g_autoptr (PpModel) model = pp_formats_read (NULL, bytes, file_name, &format, loss, error);

  if (model == NULL)
    return NULL;
  return _pp_document_new (model, NULL, format, NULL, loss, bytes);
}

PpModel *
pp_document_get_model (PpDocument *self)
{
  g_return_val_if_fail (PP_IS_DOCUMENT (self), NULL);
  return pp_history_get_model (self->history);
}

PpHistory *
pp_document_get_history (PpDocument *self)
{
  g_return_val_if_fail (PP_IS_DOCUMENT (self), NULL);
  return self->history;
}

/**
 * pp_document_get_assessment:
 * @self: a document
 *
 * Returns: (transfer none): what threatens it
 */
PpAssessment *
pp_document_get_assessment (PpDocument *self)
{
  g_return_val_if_fail (PP_IS_DOCUMENT (self), NULL);
  if (self->assessment == NULL)
    self->assessment = pp_assessment_new (self->history);
  return self->assessment;
}

GFile *
pp_document_get_file (PpDocument *self)
{
  g_return_val_if_fail (PP_IS_DOCUMENT (self), NULL);
  return self->file;
}

const PpFormat *
pp_document_get_format (PpDocument *self)
{
  g_return_val_if_fail (PP_IS_DOCUMENT (self), NULL);
  return self->format;
}

/**
 * pp_document_get_loss:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): what could not be read of the file
 */
PpLoss *
pp_document_get_loss (PpDocument *self)
{
  g_return_val_if_fail (PP_IS_DOCUMENT (self), NULL);
  return self->loss;
}

/**
 * pp_document_get_save_loss:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): what could not be written by the last save
 */
PpLoss *
pp_document_get_save_loss (PpDocument *self)
{
  g_return_val_if_fail (PP_IS_DOCUMENT (self), NULL);
  return self->save_loss;
}

/**
 * pp_document_get_journal_error:
 * @self: a document
 *
 * Returns: (nullable): why steps since the last save could not be kept for recovery
 */
const GError *
pp_document_get_journal_error (PpDocument *self)
{
  g_return_val_if_fail (PP_IS_DOCUMENT (self), NULL);
  return self->journal_error;
}

/**
 * pp_document_dup_title:
 * @self: a document
 *
 * Returns: (transfer full): the model's title, or the name of its file where it has none
 */
char *
pp_document_dup_title (PpDocument *self)
{
  const char *title;

  g_return_val_if_fail (PP_IS_DOCUMENT (self), NULL);
  title = pp_info_get_title (pp_model_get_info (pp_document_get_model (self)));
  if (*title == '\0' && self->file != NULL)
    return pp_document_dup_file_name (self);
  return g_strdup (title);
}

/**
 * pp_document_dup_file_name:
 * @self: a document
 *
 * Returns: (transfer full) (nullable): the file's name as people see it
 */
char *
pp_document_dup_file_name (PpDocument *self)
{
  g_autofree char *base_name = NULL;

  g_return_val_if_fail (PP_IS_DOCUMENT (self), NULL);
  if (self->file == NULL)
    return NULL;
  base_name = g_file_get_basename (self->file);
  return g_filename_display_name (base_name);
}

gboolean
pp_document_is_modified (PpDocument *self)
{
  g_return_val_if_fail (PP_IS_DOCUMENT (self), FALSE);
  return self->modified;
}

gboolean
pp_document_is_saving (PpDocument *self)
{
  g_return_val_if_fail (PP_IS_DOCUMENT (self), FALSE);
  return self->saving;
}

gboolean
pp_document_is_pristine (PpDocument *self)
{
  g_return_val_if_fail (PP_IS_DOCUMENT (self), FALSE);
  return self->file == NULL && self->serial == 0 && !self->modified;
}

/**
 * pp_document_get_journal_folder:
 *
 * Returns: (transfer none): where unsaved work is kept
 */
GFile *
pp_document_get_journal_folder (void)
{
  static GFile *folder;

  if (folder == NULL)
    folder = g_file_new_build_filename (g_get_user_state_dir (), "parapet", "journals", NULL);
  return folder;
}

/**
 * pp_document_discard_journal:
 * @self: a document whose unsaved work nobody wants
 *
 * Deletes what was kept for recovery.
 */
void
pp_document_discard_journal (PpDocument *self)
{
  g_return_if_fail (PP_IS_DOCUMENT (self));
  pp_journal_discard (self->journal);
}

static PpModel *
load_recovered_model (PpRecovery      *recovery,
                      const char      *name,
                      const PpFormat **format,
                      PpLoss          *loss,
                      GBytes         **base,
                      GError         **error)
{
  const char *format_id = pp_recovery_get_format (recovery);
  const PpFormat *kept = format_id != NULL ? pp_formats_lookup (format_id) : NULL;
  PpModel *model;

  if (!pp_recovery_load_base (recovery, base, error))
    return NULL;
  if (*base == NULL)
    {
      *format = pp_formats_lookup ("parapet");
      return pp_model_new (pp_recovery_get_model_id (recovery));
    }
  /* As opened the base is of the document's format, as saved of our own. */
  model = pp_formats_read (NULL, *base, name, format, loss, error);
  if (kept != NULL)
    *format = kept;
  return model;
}

/**
 * pp_document_recover:
 * @recovery: unsaved work of a program that ended
 * @n_steps: (out) (optional): how many steps were done again
 * @error: return location
 *
 * Makes the document as it was and deletes @recovery, whose content a new journal then has.
 *
 * Returns: (transfer full) (nullable): the document, modified
 */
PpDocument *
pp_document_recover (PpRecovery  *recovery,
                     guint       *n_steps,
                     GError     **error)
{
  const char *uri = pp_recovery_get_uri (recovery);
  g_autoptr (GFile) file = uri != NULL ? g_file_new_for_uri (uri) : NULL;
  g_autoptr (PpLoss) loss = pp_loss_new ();
  g_autoptr (GBytes) base = NULL;
  g_autoptr (PpDocument) self = NULL;
  g_autoptr (PpModel) model = NULL;
  const PpFormat *format = NULL;

  model = load_recovered_model (recovery, pp_recovery_get_name (recovery), &format, loss, &base, error);
  if (model == NULL)
    return NULL;
  self = _pp_document_new (model, file, format, pp_recovery_get_etag (recovery), loss, base);
  if (!pp_recovery_replay (recovery, self->history, n_steps, error))
    {
      pp_journal_discard (self->journal);
      return NULL;
    }
  pp_history_set_modified (self->history);
  _pp_document_update_modified (self);
  pp_recovery_delete (recovery);
  return g_steal_pointer (&self);
}
