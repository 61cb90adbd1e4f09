/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What mitigates threats. */

#include "pp-record-private.h"

struct _PpControl {
  PpRecord     parent_instance;

  char        *title;
  char        *description;
  char        *status;
  char        *owner;
  char        *inherent_risk;
  char        *residual_risk;
  char       **threats;
  char       **references;
  JsonNode    *marking;
  JsonObject  *properties;
  JsonObject  *foreign;
};

static const PpField fields[] = {
  PP_FIELD_ROW ("title", STRING, PpControl, title),
  PP_FIELD_ROW ("description", STRING, PpControl, description),
  PP_FIELD_ROW ("status", STRING, PpControl, status),
  PP_FIELD_ROW ("owner", STRING, PpControl, owner),
  PP_FIELD_ROW ("inherentRisk", STRING, PpControl, inherent_risk),
  PP_FIELD_ROW ("residualRisk", STRING, PpControl, residual_risk),
  PP_FIELD_ROW ("threats", STRINGS, PpControl, threats),
  PP_FIELD_ROW ("references", STRINGS, PpControl, references),
  PP_FIELD_ROW ("marking", JSON, PpControl, marking),
  PP_FIELD_ROW ("properties", MAP, PpControl, properties),
  PP_FIELD_ROW ("foreign", MAP, PpControl, foreign),
  PP_RECORD_EXTRA_ROW,
};

G_DEFINE_FINAL_TYPE (PpControl, pp_control, PP_TYPE_RECORD)

static void
pp_control_class_init (PpControlClass *klass)
{
  _pp_record_class_set_fields ((PpRecordClass *) klass, PP_RECORD_CONTROL, fields, G_N_ELEMENTS (fields));
}

static void
pp_control_init (PpControl *self)
{
}

PP_DEFINE_TEXT_GETTER (PpControl, pp_control, CONTROL, title)
PP_DEFINE_TEXT_GETTER (PpControl, pp_control, CONTROL, description)
PP_DEFINE_TEXT_GETTER (PpControl, pp_control, CONTROL, status)
PP_DEFINE_TEXT_GETTER (PpControl, pp_control, CONTROL, owner)
PP_DEFINE_TEXT_GETTER (PpControl, pp_control, CONTROL, inherent_risk)
PP_DEFINE_TEXT_GETTER (PpControl, pp_control, CONTROL, residual_risk)
PP_DEFINE_TEXTS_GETTER (PpControl, pp_control, CONTROL, threats)
PP_DEFINE_TEXTS_GETTER (PpControl, pp_control, CONTROL, references)
PP_DEFINE_GETTER (JsonNode *, PpControl, pp_control, CONTROL, marking)
PP_DEFINE_GETTER (JsonObject *, PpControl, pp_control, CONTROL, properties)
PP_DEFINE_GETTER (JsonObject *, PpControl, pp_control, CONTROL, foreign)
