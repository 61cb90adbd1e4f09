/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-records.h"

/**
 * pp_record_get_title:
 * @self: a record
 *
 * Returns: (transfer none): what people call it; may be empty
 */
const char *
pp_record_get_title (PpRecord *self)
{
  switch (pp_record_get_record_type (self))
    {
    case PP_RECORD_MODEL:
      return pp_info_get_title (PP_INFO (self));
    case PP_RECORD_NODE:
    case PP_RECORD_EDGE:
      return pp_element_get_name (PP_ELEMENT (self));
    case PP_RECORD_THREAT:
      return pp_threat_get_title (PP_THREAT (self));
    case PP_RECORD_CONTROL:
      return pp_control_get_title (PP_CONTROL (self));
    case PP_RECORD_COMMENT:
      return pp_comment_get_text (PP_COMMENT (self));
    case PP_RECORD_LAYOUT:
      return pp_layout_get_title (PP_LAYOUT (self));
    default:
      g_return_val_if_reached ("");
    }
}
