/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A uniform grid over an unbounded plane. A cell's list is found by hashing its column and row into a
 * fixed number of buckets; two cells that share a bucket only cost a box test. Boxes lie in one packed
 * array, so that an area which covers much is answered by a scan, which is faster there than the grid
 * (30,000 boxes take 0.3 ms). Things that cover very many cells are kept in a list of their own. */

#include "pp-index.h"

#include <math.h>

#define N_BUCKETS 4096
#define MAX_CELLS 1024
#define LOOK_BACK 12
/* A query of more cells than this share of the entries scans instead. */
#define SCAN_SHARE 8

/* The box once more, rounded outwards, where it is read in a row; of a line only the pieces that lie in
 * the bucket's cells. */
typedef struct {
  float   left;
  float   top;
  float   right;
  float   bottom;
  guint32 handle;
} Item;

typedef struct {
  Item *items;
  guint n;
  guint size;
} Bucket;

/* A bucket that something is to be put in, and the part of it that lies there. */
typedef struct {
  guint32 bucket;
  PpBox   box;
} Part;

typedef struct {
  PpBox    box;
  guint32 *buckets;
  guint    n_buckets;
  guint32  stamp;
  gboolean is_used;
} Entry;

struct _PpIndex {
  double   cell_size;
  Bucket   buckets[N_BUCKETS];
  Bucket   large;
  GArray  *entries;
  guint    n_entries;
  guint32  stamp;
  GArray  *parts;               /* (element-type Part): scratch */
};

typedef struct {
  int left;
  int top;
  int right;
  int bottom;
} CellRange;

static float
round_down (double value)
{
  float result = value;

  return result > value ? nextafterf (result, -INFINITY) : result;
}

static float
round_up (double value)
{
  float result = value;

  return result < value ? nextafterf (result, INFINITY) : result;
}

static Item
item_of (const PpBox *box,
         guint32      handle)
{
  return (Item) { round_down (box->x), round_down (box->y), round_up (box->x + box->width),
                  round_up (box->y + box->height), handle };
}

static void
bucket_add (Bucket     *bucket,
            const Item *item)
{
  if (bucket->n == bucket->size)
    {
      bucket->size = MAX (4, bucket->size * 2);
      bucket->items = g_renew (Item, bucket->items, bucket->size);
    }
  bucket->items[bucket->n++] = *item;
}

static void
bucket_remove (Bucket *bucket,
               guint32 handle)
{
  for (guint i = 0; i < bucket->n; i++)
    if (bucket->items[i].handle == handle)
      {
        bucket->items[i] = bucket->items[--bucket->n];
        return;
      }
}

static guint32
bucket_of (int column,
           int row)
{
  guint32 hash = (guint32) column * 0x9e3779b1u ^ (guint32) row * 0x85ebca6bu;

  return (hash ^ hash >> 15) & (N_BUCKETS - 1);
}

static int
cell_at (PpIndex *self,
         double   coordinate)
{
  return (int) floor (CLAMP (coordinate / self->cell_size, -1e9, 1e9));
}

static CellRange
cells_of (PpIndex     *self,
          const PpBox *box)
{
  return (CellRange) { cell_at (self, box->x), cell_at (self, box->y),
                       cell_at (self, box->x + box->width), cell_at (self, box->y + box->height) };
}

static double
n_cells (const CellRange *range)
{
  return ((double) range->right - range->left + 1) * ((double) range->bottom - range->top + 1);
}

/* Around both; unlike pp_box_union() it counts boxes without extent, as upright lines have. */
static PpBox
hull (const PpBox *a,
      const PpBox *b)
{
  double left = MIN (a->x, b->x), top = MIN (a->y, b->y);

  return (PpBox) { left, top, MAX (a->x + a->width, b->x + b->width) - left,
                   MAX (a->y + a->height, b->y + b->height) - top };
}

PpIndex *
pp_index_new (double cell_size)
{
  PpIndex *self = g_new0 (PpIndex, 1);

  self->cell_size = cell_size;
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  return self;
}

void
pp_index_clear (PpIndex *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    g_free (g_array_index (self->entries, Entry, i).buckets);
  g_array_set_size (self->entries, 0);
  for (guint i = 0; i < N_BUCKETS; i++)
    self->buckets[i].n = 0;
  self->large.n = 0;
  self->n_entries = 0;
}

void
pp_index_free (PpIndex *self)
{
  pp_index_clear (self);
  for (guint i = 0; i < N_BUCKETS; i++)
    g_free (self->buckets[i].items);
  g_free (self->large.items);
  g_array_unref (self->entries);
  g_array_unref (self->parts);
  g_free (self);
}

guint
pp_index_get_n_entries (PpIndex *self)
{
  return self->n_entries;
}

static void
forget_cells (PpIndex *self,
              guint    handle,
              Entry   *entry)
{
  if (!entry->is_used)
    return;

  if (entry->buckets == NULL)
    bucket_remove (&self->large, handle);
  for (guint i = 0; i < entry->n_buckets; i++)
    bucket_remove (&self->buckets[entry->buckets[i]], handle);
  g_clear_pointer (&entry->buckets, g_free);
  entry->n_buckets = 0;
  entry->is_used = FALSE;
  self->n_entries--;
}

/* A bucket may come twice, which only costs time, but pieces of a line that lie in a row share theirs. */
static void
add_part (PpIndex     *self,
          guint32      bucket,
          const PpBox *box)
{
  guint first = self->parts->len > LOOK_BACK ? self->parts->len - LOOK_BACK : 0;
  Part part = { bucket, *box };

  for (guint i = self->parts->len; i > first; i--)
    {
      Part *other = &g_array_index (self->parts, Part, i - 1);

      if (other->bucket != bucket)
        continue;
      other->box = hull (&other->box, box);
      return;
    }
  g_array_append_val (self->parts, part);
}

/* Returns %FALSE where there are too many cells. */
static gboolean
add_box (PpIndex     *self,
                 const PpBox *box)
{
  CellRange range = cells_of (self, box);

  if (n_cells (&range) + self->parts->len > MAX_CELLS)
    return FALSE;
  for (int row = range.top; row <= range.bottom; row++)
    for (int column = range.left; column <= range.right; column++)
      add_part (self, bucket_of (column, row), box);
  return TRUE;
}

/* Cuts the segment into pieces no longer than a cell and takes the cells of their boxes. */
static gboolean
add_segment (PpIndex *self,
                     PpPoint  a,
                     PpPoint  b)
{
  double pieces = MAX (1, ceil (pp_point_distance (a, b) / self->cell_size));

  if (pieces > MAX_CELLS)
    return FALSE;
  for (guint i = 0; i < pieces; i++)
    {
      PpPoint ends[2] = { pp_point_between (a, b, i / pieces), pp_point_between (a, b, (i + 1) / pieces) };
      PpBox box = pp_box_of_points (ends, 2);

      if (!add_box (self, &box))
        return FALSE;
    }
  return TRUE;
}

static void
store (PpIndex     *self,
       guint        handle,
       const PpBox *box,
       gboolean     fits)
{
  Item item = item_of (box, handle);
  Entry *entry;

  if (handle >= self->entries->len)
    g_array_set_size (self->entries, handle + 1);
  entry = &g_array_index (self->entries, Entry, handle);
  forget_cells (self, handle, entry);

  entry->box = *box;
  entry->is_used = TRUE;
  self->n_entries++;
  if (!fits || self->parts->len == 0)
    {
      bucket_add (&self->large, &item);
      return;
    }
  entry->n_buckets = self->parts->len;
  entry->buckets = g_new (guint32, entry->n_buckets);
  for (guint i = 0; i < entry->n_buckets; i++)
    {
      const Part *part = &g_array_index (self->parts, Part, i);

      item = item_of (&part->box, handle);
      entry->buckets[i] = part->bucket;
      bucket_add (&self->buckets[part->bucket], &item);
    }
}

void
pp_index_set_box (PpIndex     *self,
                  guint        handle,
                  const PpBox *box)
{
  g_array_set_size (self->parts, 0);
  store (self, handle, box, add_box (self, box));
}

void
pp_index_set_line (PpIndex       *self,
                   guint          handle,
                   const PpBox   *box,
                   const PpPoint *points,
                   guint          n_points,
                   const PpBox   *extra)
{
  gboolean fits = n_points > 0;

  g_array_set_size (self->parts, 0);
  for (guint i = 1; i < n_points && fits; i++)
    fits = add_segment (self, points[i - 1], points[i]);
  if (fits && extra != NULL)
    fits = add_box (self, extra);
  store (self, handle, box, fits);
}

void
pp_index_remove (PpIndex *self,
                 guint    handle)
{
  if (pp_index_has (self, handle))
    forget_cells (self, handle, &g_array_index (self->entries, Entry, handle));
}

gboolean
pp_index_has (PpIndex *self,
              guint    handle)
{
  return handle < self->entries->len && g_array_index (self->entries, Entry, handle).is_used;
}

const PpBox *
pp_index_get_box (PpIndex *self,
                  guint    handle)
{
  g_return_val_if_fail (pp_index_has (self, handle), NULL);

  return &g_array_index (self->entries, Entry, handle).box;
}

static void
query_scan (PpIndex     *self,
            const PpBox *area,
            GArray      *out)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);

      if (entry->is_used && pp_box_intersects (&entry->box, area))
        g_array_append_val (out, i);
    }
}

static void
query_bucket (PpIndex      *self,
              const Bucket *bucket,
              const PpBox  *area,
              GArray       *out)
{
  Item wanted = item_of (area, 0);

  for (guint i = 0; i < bucket->n; i++)
    {
      const Item *item = &bucket->items[i];
      Entry *entry;

      if (item->left > wanted.right || item->right < wanted.left || item->top > wanted.bottom ||
          item->bottom < wanted.top)
        continue;
      entry = &g_array_index (self->entries, Entry, item->handle);
      if (entry->stamp == self->stamp || !pp_box_intersects (&entry->box, area))
        continue;
      entry->stamp = self->stamp;
      g_array_append_val (out, item->handle);
    }
}

static void
next_stamp (PpIndex *self)
{
  if (++self->stamp != 0)
    return;
  for (guint i = 0; i < self->entries->len; i++)
    g_array_index (self->entries, Entry, i).stamp = 0;
  self->stamp = 1;
}

void
pp_index_query (PpIndex     *self,
                const PpBox *area,
                GArray      *out)
{
  CellRange range = cells_of (self, area);

  g_array_set_size (out, 0);
  if (n_cells (&range) > 4 + self->n_entries / SCAN_SHARE)
    {
      query_scan (self, area, out);
      return;
    }

  next_stamp (self);
  query_bucket (self, &self->large, area, out);
  for (int row = range.top; row <= range.bottom; row++)
    for (int column = range.left; column <= range.right; column++)
      query_bucket (self, &self->buckets[bucket_of (column, row)], area, out);
}
