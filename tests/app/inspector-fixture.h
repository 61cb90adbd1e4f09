/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-inspector.h"

/* A small shop with a browser, an API, a store and the flows between them, in a history that has no
 * step yet: `browser`, `api`, `store` and `zone` are nodes, `call` and `query` edges, `attack` an
 * attack edge, `threat-1` and `threat-2` threats of `api`, `layout` the layout. */
typedef struct {
  PpModel     *model;
  PpHistory   *history;
  PpKinds     *kinds;
  GtkWidget   *window;
  PpInspector *inspector;
} Fixture;

PpHistory *inspector_fixture_make_history (void);
void       inspector_fixture_set_up       (Fixture       *self,
                                           gconstpointer  data);
void       inspector_fixture_tear_down    (Fixture       *self,
                                           gconstpointer  data);
void       inspector_fixture_select       (Fixture       *self,
                                           const char    *first,
                                           ...) G_GNUC_NULL_TERMINATED;

/* The first widget that is shown below @root of the type, whose accessible or row title is @title if given. */
GtkWidget *inspector_fixture_find         (GtkWidget     *root,
                                           GType          type,
                                           const char    *title);
/* A part of a widget's template by its name. */
GtkWidget *find_part                      (GtkWidget     *widget,
                                           const char    *name);
/* The first row below @root that has the title, shown or not; NULL where none is. */
GtkWidget *find_row                       (GtkWidget     *root,
                                           const char    *title);
/* How many labels in @widget say @text, alone or among other words. */
guint      count_labels                   (GtkWidget     *widget,
                                           const char    *text);
GtkWidget *inspector_fixture_row          (Fixture       *self,
                                           const char    *title);
void       inspector_fixture_settle       (void);
void       inspector_fixture_paint        (Fixture       *self);
guint      inspector_fixture_count_steps  (Fixture       *self);
char      *inspector_fixture_to_text      (Fixture       *self);
