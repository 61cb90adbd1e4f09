/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can go wrong at an element. */

#include "pp-record-private.h"

struct _PpThreat {
  PpRecord     parent_instance;

  char        *element;
  gint64       number;
  gint64       order;
  char        *title;
  char        *methodology;
  char        *category;
  char        *status;
  char        *severity;
  char        *score;
  char        *description;
  char        *mitigation;
  char       **references;
  char        *rule;
  char        *origin;
  JsonNode    *evidence;
  JsonNode    *marking;
  JsonObject  *properties;
  JsonObject  *foreign;
};

static const PpField fields[] = {
  PP_FIELD_ROW ("element", ID, PpThreat, element),
  PP_FIELD_ROW ("number", INTEGER, PpThreat, number),
  PP_FIELD_ROW ("order", INTEGER, PpThreat, order),
  PP_FIELD_ROW ("title", STRING, PpThreat, title),
  PP_FIELD_ROW ("methodology", STRING, PpThreat, methodology),
  PP_FIELD_ROW ("category", STRING, PpThreat, category),
  PP_FIELD_ROW ("status", STRING, PpThreat, status),
  PP_FIELD_ROW ("severity", STRING, PpThreat, severity),
  PP_FIELD_ROW ("score", STRING, PpThreat, score),
  PP_FIELD_ROW ("description", STRING, PpThreat, description),
  PP_FIELD_ROW ("mitigation", STRING, PpThreat, mitigation),
  PP_FIELD_ROW ("references", STRINGS, PpThreat, references),
  PP_FIELD_ROW ("rule", STRING, PpThreat, rule),
  PP_FIELD_ROW ("origin", STRING, PpThreat, origin),
  PP_FIELD_ROW ("evidence", JSON, PpThreat, evidence),
  PP_FIELD_ROW ("marking", JSON, PpThreat, marking),
  PP_FIELD_ROW ("properties", MAP, PpThreat, properties),
  PP_FIELD_ROW ("foreign", MAP, PpThreat, foreign),
  PP_RECORD_EXTRA_ROW,
};

G_DEFINE_FINAL_TYPE (PpThreat, pp_threat, PP_TYPE_RECORD)

static void
pp_threat_class_init (PpThreatClass *klass)
{
  _pp_record_class_set_fields ((PpRecordClass *) klass, PP_RECORD_THREAT, fields, G_N_ELEMENTS (fields));
}

static void
pp_threat_init (PpThreat *self)
{
}

PP_DEFINE_GETTER (const char *, PpThreat, pp_threat, THREAT, element)
PP_DEFINE_GETTER (gint64, PpThreat, pp_threat, THREAT, number)
PP_DEFINE_GETTER (gint64, PpThreat, pp_threat, THREAT, order)
PP_DEFINE_TEXT_GETTER (PpThreat, pp_threat, THREAT, title)
PP_DEFINE_TEXT_GETTER (PpThreat, pp_threat, THREAT, methodology)
PP_DEFINE_TEXT_GETTER (PpThreat, pp_threat, THREAT, category)
PP_DEFINE_TEXT_GETTER (PpThreat, pp_threat, THREAT, status)
PP_DEFINE_TEXT_GETTER (PpThreat, pp_threat, THREAT, severity)
PP_DEFINE_TEXT_GETTER (PpThreat, pp_threat, THREAT, score)
PP_DEFINE_TEXT_GETTER (PpThreat, pp_threat, THREAT, description)
PP_DEFINE_TEXT_GETTER (PpThreat, pp_threat, THREAT, mitigation)
PP_DEFINE_TEXTS_GETTER (PpThreat, pp_threat, THREAT, references)
PP_DEFINE_TEXT_GETTER (PpThreat, pp_threat, THREAT, rule)
PP_DEFINE_TEXT_GETTER (PpThreat, pp_threat, THREAT, origin)
PP_DEFINE_GETTER (JsonNode *, PpThreat, pp_threat, THREAT, evidence)
PP_DEFINE_GETTER (JsonNode *, PpThreat, pp_threat, THREAT, marking)
PP_DEFINE_GETTER (JsonObject *, PpThreat, pp_threat, THREAT, properties)
PP_DEFINE_GETTER (JsonObject *, PpThreat, pp_threat, THREAT, foreign)

/**
 * pp_threat_is_open:
 * @self: a threat
 *
 * Returns: whether its status is “Open”, in whatever case
 */
gboolean
pp_threat_is_open (PpThreat *self)
{
  g_return_val_if_fail (PP_IS_THREAT (self), FALSE);

  return self->status != NULL && g_ascii_strcasecmp (self->status, "open") == 0;
}
