/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said of the whole model: title, owner, reviewer, marking. */

#include "pp-record-private.h"

struct _PpInfo {
  PpRecord     parent_instance;

  char        *title;
  char        *description;
  char        *owner;
  char        *reviewer;
  char       **contributors;
  char       **disabled_packs;
  JsonNode    *marking;
  gint64       revision;
  gint64       threat_top;
  JsonObject  *lowerings;
  JsonObject  *properties;
  JsonObject  *foreign;
};

static const PpField fields[] = {
  PP_FIELD_ROW ("title", STRING, PpInfo, title),
  PP_FIELD_ROW ("description", STRING, PpInfo, description),
  PP_FIELD_ROW ("owner", STRING, PpInfo, owner),
  PP_FIELD_ROW ("reviewer", STRING, PpInfo, reviewer),
  PP_FIELD_ROW ("contributors", STRINGS, PpInfo, contributors),
  PP_FIELD_ROW ("disabledPacks", STRINGS, PpInfo, disabled_packs),
  PP_FIELD_ROW ("marking", JSON, PpInfo, marking),
  PP_FIELD_ROW ("revision", INTEGER, PpInfo, revision),
  PP_FIELD_ROW ("threatTop", INTEGER, PpInfo, threat_top),
  PP_FIELD_ROW ("lowerings", MAP, PpInfo, lowerings),
  PP_FIELD_ROW ("properties", MAP, PpInfo, properties),
  PP_FIELD_ROW ("foreign", MAP, PpInfo, foreign),
  PP_RECORD_EXTRA_ROW,
};

G_DEFINE_FINAL_TYPE (PpInfo, pp_info, PP_TYPE_RECORD)

static void
pp_info_class_init (PpInfoClass *klass)
{
  _pp_record_class_set_fields ((PpRecordClass *) klass, PP_RECORD_MODEL, fields, G_N_ELEMENTS (fields));
}

static void
pp_info_init (PpInfo *self)
{
}

PP_DEFINE_TEXT_GETTER (PpInfo, pp_info, INFO, title)
PP_DEFINE_TEXT_GETTER (PpInfo, pp_info, INFO, description)
PP_DEFINE_TEXT_GETTER (PpInfo, pp_info, INFO, owner)
PP_DEFINE_TEXT_GETTER (PpInfo, pp_info, INFO, reviewer)
PP_DEFINE_TEXTS_GETTER (PpInfo, pp_info, INFO, contributors)
PP_DEFINE_TEXTS_GETTER (PpInfo, pp_info, INFO, disabled_packs)
PP_DEFINE_GETTER (JsonNode *, PpInfo, pp_info, INFO, marking)
PP_DEFINE_GETTER (gint64, PpInfo, pp_info, INFO, revision)
PP_DEFINE_GETTER (gint64, PpInfo, pp_info, INFO, threat_top)
PP_DEFINE_GETTER (JsonObject *, PpInfo, pp_info, INFO, lowerings)
PP_DEFINE_GETTER (JsonObject *, PpInfo, pp_info, INFO, properties)
PP_DEFINE_GETTER (JsonObject *, PpInfo, pp_info, INFO, foreign)
