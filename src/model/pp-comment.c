/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A remark that is anchored to an element. */

#include "pp-record-private.h"

struct _PpComment {
  PpRecord     parent_instance;

  char        *element;
  char        *author;
  char        *created;
  char        *text;
  gboolean     resolved;
  JsonNode    *marking;
  JsonObject  *foreign;
};

static const PpField fields[] = {
  PP_FIELD_ROW ("element", ID, PpComment, element),
  PP_FIELD_ROW ("author", STRING, PpComment, author),
  PP_FIELD_ROW ("created", STRING, PpComment, created),
  PP_FIELD_ROW ("text", STRING, PpComment, text),
  PP_FIELD_ROW ("resolved", BOOLEAN, PpComment, resolved),
  PP_FIELD_ROW ("marking", JSON, PpComment, marking),
  PP_FIELD_ROW ("foreign", MAP, PpComment, foreign),
  PP_RECORD_EXTRA_ROW,
};

G_DEFINE_FINAL_TYPE (PpComment, pp_comment, PP_TYPE_RECORD)

static void
pp_comment_class_init (PpCommentClass *klass)
{
  _pp_record_class_set_fields ((PpRecordClass *) klass, PP_RECORD_COMMENT, fields, G_N_ELEMENTS (fields));
}

static void
pp_comment_init (PpComment *self)
{
}

PP_DEFINE_GETTER (const char *, PpComment, pp_comment, COMMENT, element)
PP_DEFINE_TEXT_GETTER (PpComment, pp_comment, COMMENT, author)
PP_DEFINE_TEXT_GETTER (PpComment, pp_comment, COMMENT, created)
PP_DEFINE_TEXT_GETTER (PpComment, pp_comment, COMMENT, text)
PP_DEFINE_GETTER (gboolean, PpComment, pp_comment, COMMENT, resolved)
PP_DEFINE_GETTER (JsonNode *, PpComment, pp_comment, COMMENT, marking)
PP_DEFINE_GETTER (JsonObject *, PpComment, pp_comment, COMMENT, foreign)
