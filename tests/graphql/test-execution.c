/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <time.h>

#include "gql.h"
#include "pp-test.h"

static const char schema_text[] =
  "type Query { shelves: [Shelf!]! book(id: ID!): Book books(first: Int = 5): Page hidden: String unnamed: Book!"
  "  either: [Either] }"
  "type Page { nodes: [Book!]! }"
  "type Shelf { name: String! books: [Book!]! }"
  "type Book { id: ID! title: String author: Author pages: Int! shelfmark: String kind: Kind! }"
  "enum Kind { ODD EVEN }"
  "type Author { name: String! books: [Book!]! }"
  "union Either = Book | Author "
  "type Mutation { add(n: Int!): Int! fail: Int }";

#define N_SHELVES 3
#define N_BOOKS 4

/* What the resolvers of one execution have seen. */
typedef struct {
  GString *log;
  GPtrArray *waiting;
  int total;
  gboolean waits;
  gboolean shares;
} Library;

typedef struct {
  GqlResponse *response;
  GError *error;
  gboolean is_done;
} Answer;

static Library library;

static void
end (GqlCall *call)
{
  if (library.waits)
    g_ptr_array_add (library.waiting, call);
  else
    gql_call_finish (call);
}

static void
note (GqlCall *call)
{
  g_string_append_printf (library.log, "%s.%s×%u ", gql_call_get_type_name (call), gql_call_get_field_name (call),
                          gql_call_get_n_objects (call));
}

static void
resolve_shelves (GqlCall  *call,
                 gpointer  user_data)
{
  GqlValue *shelves = gql_arena_new_n (gql_call_get_arena (call), GqlValue, N_SHELVES);

  note (call);
  for (guint i = 0; i < N_SHELVES; i++)
    shelves[i] = gql_pointer (GUINT_TO_POINTER ((i + 1) * 100));
  gql_call_set (call, 0, gql_list (shelves, N_SHELVES));
  end (call);
}

static void
resolve_books (GqlCall  *call,
               gpointer  user_data)
{
  note (call);
  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      guint shelf = GPOINTER_TO_UINT (gql_call_get_pointer (call, i));
      GqlValue *books = gql_arena_new_n (gql_call_get_arena (call), GqlValue, N_BOOKS);

      for (guint j = 0; j < N_BOOKS; j++)
        books[j] = gql_pointer (GUINT_TO_POINTER (shelf + j + 1));
      gql_call_set (call, i, gql_list (books, N_BOOKS));
    }
  end (call);
}

static void
resolve_number (GqlCall  *call,
                gpointer  user_data)
{
  note (call);
  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    gql_call_set (call, i, gql_int (GPOINTER_TO_UINT (gql_call_get_pointer (call, i))));
  end (call);
}

/* The authors of the third book of each shelf are not known; that of book 101 must not be told. */
static void
resolve_author (GqlCall  *call,
                gpointer  user_data)
{
  note (call);
  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      guint book = GPOINTER_TO_UINT (gql_call_get_pointer (call, i));

      if (book == 101)
        gql_call_set_error (call, i, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "the password is swordfish"));
      else if (book % 100 != 3)
        gql_call_set (call, i, gql_pointer (GUINT_TO_POINTER (book)));
    }
  end (call);
}

/* All like the same books, of which there is one list, or one for each of them. */
static void
resolve_favourites (GqlCall  *call,
                    gpointer  user_data)
{
  GqlValue *books = NULL;

  note (call);
  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      if (books == NULL || !library.shares)
        {
          books = gql_arena_new_n (gql_call_get_arena (call), GqlValue, 3);
          for (guint j = 0; j < 3; j++)
            books[j] = gql_pointer (GUINT_TO_POINTER (101 + j));
        }
      /* The first likes one book less. */
      gql_call_set (call, i, gql_list (books, i == 0 ? 2 : 3));
    }
  end (call);
}

static void
resolve_author_name (GqlCall  *call,
                     gpointer  user_data)
{
  note (call);
  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    if (GPOINTER_TO_UINT (gql_call_get_pointer (call, i)) != 202)
      gql_call_set (call, i, gql_string ("Anon"));
  end (call);
}

/* The second book of each shelf has none. */
static gboolean
write_shelfmark (const GqlValue *object,
                 gconstpointer   data,
                 GString        *out)
{
  guint book = GPOINTER_TO_UINT (object->pointer);

  if (book % 100 == 2)
    return FALSE;
  g_string_append_printf (out, "\"%s%u\"", (const char *) data, book);

  return TRUE;
}

static void
resolve_shelfmark (GqlCall  *call,
                   gpointer  user_data)
{
  note (call);
  gql_call_finish_with_writer (call, write_shelfmark, user_data);
}

/* That of book 104 is not known, though it must be. */
static gboolean
write_kind (const GqlValue *object,
            gconstpointer   data,
            GString        *out)
{
  guint book = GPOINTER_TO_UINT (object->pointer);

  if (book == 104)
    return FALSE;
  g_string_append (out, book % 2 == 1 ? "\"ODD\"" : "\"EVEN\"");

  return TRUE;
}

static void
resolve_kind (GqlCall  *call,
              gpointer  user_data)
{
  gql_call_finish_with_writer (call, write_kind, NULL);
}

static void
resolve_book (GqlCall  *call,
              gpointer  user_data)
{
  static const char * const names[] = { "name", "__typename", NULL };
  g_autofree char *selects = NULL;

  selects = g_strdup_printf ("title:%d author.name:%d author.books:%d only:%d ", gql_call_selects (call, "title"),
                             gql_call_selects (call, "author.name"), gql_call_selects (call, "author.books"),
                             gql_call_selects_only (call, "author", names));
  g_string_append (library.log, selects);
  gql_call_set (call, 0, gql_pointer (GUINT_TO_POINTER (atoi (gql_value_get_string (gql_call_get_argument (call, "id"))))));
  end (call);
}

static void
resolve_hidden (GqlCall  *call,
                gpointer  user_data)
{
  gql_call_fail (call, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "select * from secrets"));
}

static void
resolve_either (GqlCall  *call,
                gpointer  user_data)
{
  GqlValue *items = gql_arena_new_n (gql_call_get_arena (call), GqlValue, 4);

  items[0] = gql_call_typed_pointer (call, "Book", GUINT_TO_POINTER (1));
  items[1] = gql_call_typed_pointer (call, "Author", GUINT_TO_POINTER (2));
  items[2] = gql_call_typed_pointer (call, "Shelf", GUINT_TO_POINTER (3));
  items[3] = gql_call_take_error (call, g_error_new (GQL_ERROR, GQL_ERROR_FIELD, "lost"));
  gql_call_set (call, 0, gql_list (items, 4));
  end (call);
}

static void
resolve_add (GqlCall  *call,
             gpointer  user_data)
{
  g_string_append_printf (library.log, "start %d ", library.total);
  library.total += gql_value_get_int (gql_call_get_argument (call, "n"), 0);
  gql_call_set (call, 0, gql_int (library.total));
  end (call);
}

static GqlSchema *
make_schema (void)
{
  g_autoptr (GError) error = NULL;
  GqlSchema *schema = gql_schema_new (schema_text, -1, &error);

  g_assert_no_error (error);
  gql_schema_set_resolver (schema, "Query", "shelves", resolve_shelves, NULL);
  gql_schema_set_resolver (schema, "Query", "book", resolve_book, NULL);
  gql_schema_set_argument_cost (schema, "Query", "book", "id", 100);
  gql_schema_set_resolver (schema, "Query", "hidden", resolve_hidden, NULL);
  gql_schema_set_resolver (schema, "Query", "either", resolve_either, NULL);
  gql_schema_set_resolver (schema, "Shelf", "name", resolve_number, NULL);
  gql_schema_set_resolver (schema, "Shelf", "books", resolve_books, NULL);
  gql_schema_set_resolver (schema, "Book", "id", resolve_number, NULL);
  gql_schema_set_resolver (schema, "Book", "pages", resolve_number, NULL);
  gql_schema_set_resolver (schema, "Book", "author", resolve_author, NULL);
  gql_schema_set_resolver (schema, "Book", "shelfmark", resolve_shelfmark, (gpointer) "QA");
  gql_schema_set_resolver (schema, "Book", "kind", resolve_kind, NULL);
  gql_schema_set_resolver (schema, "Author", "name", resolve_author_name, NULL);
  gql_schema_set_resolver (schema, "Author", "books", resolve_favourites, NULL);
  gql_schema_set_resolver (schema, "Mutation", "add", resolve_add, NULL);
  gql_schema_set_resolver (schema, "Mutation", "fail", resolve_hidden, NULL);

  return schema;
}

static void
library_start (gboolean waits)
{
  library = (Library) { g_string_new (NULL), g_ptr_array_new (), 0, waits };
}

static void
library_stop (void)
{
  g_string_free (library.log, TRUE);
  g_ptr_array_unref (library.waiting);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Answer *answer = user_data;

  answer->response = gql_execute_finish (result, &answer->error);
  answer->is_done = TRUE;
}

static GqlRequest *
make_request (const char *text)
{
  g_autoptr (GqlSchema) schema = make_schema ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GqlDocument) document = gql_document_parse (text, -1, NULL, &error);
  g_autoptr (GPtrArray) errors = NULL;

  g_assert_no_error (error);
  errors = gql_validate (schema, document, NULL);
  g_assert_cmpuint (errors->len, ==, 0);

  return gql_request_new (schema, document);
}

/* The last that waits is let go first. */
static char *
answer_request (GqlRequest *request)
{
  Answer answer = { NULL, NULL, FALSE };
  char *json;

  gql_execute_async (request, NULL, answered_cb, &answer);
  while (!answer.is_done)
    {
      if (library.waiting->len > 0)
        gql_call_finish (g_ptr_array_steal_index (library.waiting, library.waiting->len - 1));
      else
        g_main_context_iteration (NULL, FALSE);
    }
  g_assert_no_error (answer.error);
  json = g_strdup (g_bytes_get_data (gql_response_get_json (answer.response), NULL));
  gql_response_unref (answer.response);

  return json;
}

static char *
answer (const char *text)
{
  g_autoptr (GqlRequest) request = make_request (text);

  return answer_request (request);
}

/* However many books there are, each field is asked once. */
static void
test_batches (void)
{
  g_autofree char *json = NULL;

  library_start (FALSE);
  json = answer ("{ shelves { books { id author { name } pages } name } }");
  g_assert_cmpstr (library.log->str, ==, "Query.shelves×1 Shelf.books×3 Book.id×12 Book.author×12 Author.name×8 "
                                         "Book.pages×12 Shelf.name×3 ");
  pp_assert_contains (json, "{\"id\":\"304\",\"author\":{\"name\":\"Anon\"},\"pages\":304}],\"name\":\"300\"}]}");
  library_stop ();
}

/* A list that many have is looked at once, and is the same for all, with its errors in their places. */
static void
test_shared_lists (void)
{
  const char *text = "{ shelves { books { author { books { id author { name } } } } } }";
  g_autofree char *shared = NULL;
  g_autofree char *own = NULL;

  library_start (FALSE);
  own = answer (text);
  pp_assert_contains (library.log->str, "Author.books×8 Book.id×23 Book.author×23 ");
  g_string_truncate (library.log, 0);
  library.shares = TRUE;
  shared = answer (text);
  pp_assert_contains (library.log->str, "Author.books×8 Book.id×5 Book.author×5 ");
  g_assert_cmpstr (shared, ==, own);
  pp_assert_contains (shared, "\"path\":[\"shelves\",0,\"books\",3,\"author\",\"books\",0,\"author\"]");
  pp_assert_contains (shared, "\"path\":[\"shelves\",2,\"books\",3,\"author\",\"books\",0,\"author\"]");
  library_stop ();
}

/* Values that are written with the answer are nulls and errors like others. */
static void
test_writers (void)
{
  g_autofree char *json = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *nothing = NULL;

  library_start (FALSE);
  json = answer ("{ a: book(id: 101) { s: shelfmark kind id } b: book(id: 102) { shelfmark kind } }");
  g_assert_nonnull (strstr (library.log->str, "Book.shelfmark×1 Book.id×1 "));
  g_assert_cmpstr (json, ==, "{\"data\":{\"a\":{\"s\":\"QA101\",\"kind\":\"ODD\",\"id\":\"101\"},"
                             "\"b\":{\"shelfmark\":null,\"kind\":\"EVEN\"}}}");
  refused = answer ("{ a: book(id: 103) { kind } b: book(id: 104) { shelfmark kind } }");
  g_assert_cmpstr (refused, ==, "{\"errors\":[{\"message\":\"Cannot return null for non-nullable field Book.kind.\","
                                "\"locations\":[{\"line\":1,\"column\":58}],\"path\":[\"b\",\"kind\"]}],"
                                "\"data\":{\"a\":{\"kind\":\"ODD\"},\"b\":null}}");
  nothing = answer ("{ book(id: 101) { shelfmark @skip(if: true) kind @include(if: false) } }");
  g_assert_cmpstr (nothing, ==, "{\"data\":{\"book\":{}}}");
  library_stop ();
}

/* The answer is the same in whatever order resolvers end, with its errors in the order of the answer. */
static void
test_order (void)
{
  static const char text[] = "{ shelves { name books { title author { name } } } hidden }";
  g_autofree char *at_once = NULL;
  g_autofree char *later = NULL;

  library_start (FALSE);
  at_once = answer (text);
  library_stop ();
  library_start (TRUE);
  later = answer (text);
  library_stop ();

  g_assert_cmpstr (at_once, ==, later);
  g_assert_true (g_str_has_prefix (at_once,
    "{\"errors\":[{\"message\":\"Internal error\",\"locations\":[{\"line\":1,\"column\":32}],"
    "\"path\":[\"shelves\",0,\"books\",0,\"author\"]},"
    "{\"message\":\"Cannot return null for non-nullable field Author.name.\",\"locations\":[{\"line\":1,\"column\":41}],"
    "\"path\":[\"shelves\",1,\"books\",1,\"author\",\"name\"]},"
    "{\"message\":\"Internal error\",\"locations\":[{\"line\":1,\"column\":52}],\"path\":[\"hidden\"]}],\"data\":"));
  pp_assert_lacks (at_once, "swordfish");
}

static void
test_null_goes_up (void)
{
  g_autofree char *json = NULL;

  library_start (FALSE);
  json = answer ("{ unnamed { id } shelves { name } }");
  library_stop ();
  g_assert_cmpstr (json, ==, "{\"errors\":[{\"message\":\"Cannot return null for non-nullable field Query.unnamed.\","
                             "\"locations\":[{\"line\":1,\"column\":3}],\"path\":[\"unnamed\"]}],\"data\":null}");
}

static void
test_unions (void)
{
  g_autofree char *json = NULL;

  library_start (FALSE);
  json = answer ("{ either { __typename ... on Book { id } ... on Author { name } } }");
  library_stop ();
  pp_assert_contains (json, "\"data\":{\"either\":[{\"__typename\":\"Book\",\"id\":\"1\"},"
                            "{\"__typename\":\"Author\",\"name\":\"Anon\"},null,null]}}");
  pp_assert_contains (json, "{\"message\":\"lost\",\"locations\":[{\"line\":1,\"column\":3}],\"path\":[\"either\",3]}");
  pp_assert_contains (json, "\"path\":[\"either\",2]");
}

/* A field of a mutation is asked when the one before it has ended. */
static void
test_mutations_are_serial (void)
{
  g_autofree char *json = NULL;

  library_start (TRUE);
  json = answer ("mutation { a: add(n: 1) fail b: add(n: 2) c: add(n: 3) }");
  g_assert_cmpstr (library.log->str, ==, "start 0 start 1 start 3 ");
  pp_assert_contains (json, "\"data\":{\"a\":1,\"fail\":null,\"b\":3,\"c\":6}}");
  library_stop ();
}

static void
test_looks_ahead (void)
{
  static const struct {
    const char *query;
    const char *expected;
  } cases[] = {
    { "{ book(id: 5) { ...F author { id: name } } } fragment F on Book { ... on Book { title } }",
      "title:1 author.name:1 author.books:0 only:1 Book.author×1 Author.name×1 " },
    { "{ book(id: 5) { id } }", "title:0 author.name:0 author.books:0 only:1 " },
    { "{ book(id: 5) { a: author { name __typename } } }",
      "title:0 author.name:1 author.books:0 only:1 Book.author×1 Author.name×1 " },
    /* Once as something else, and once in a fragment. */
    { "{ book(id: 5) { author { name } ... on Book { author { books { id } } } } }",
      "title:0 author.name:1 author.books:1 only:0 " },
    { "{ book(id: 5) { author { ... { name } } } }",
      "title:0 author.name:1 author.books:0 only:0 Book.author×1 Author.name×1 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = NULL;

      library_start (FALSE);
      json = answer (cases[i].query);
      g_assert_true (g_str_has_prefix (library.log->str, cases[i].expected));
      library_stop ();
    }
}

static void
word_error (const GError *error,
            GString      *message,
            GString      *extensions,
            gpointer      user_data)
{
  g_assert_cmpstr (error->message, ==, "select * from secrets");
  g_string_assign (message, "Not now");
  g_string_append (extensions, "\"code\":\"BUSY\"");
}

static void
test_error_words (void)
{
  g_autoptr (GqlRequest) request = make_request ("{ hidden }");
  g_autofree char *json = NULL;

  library_start (FALSE);
  gql_request_set_error_func (request, word_error, NULL);
  json = answer_request (request);
  library_stop ();
  g_assert_cmpstr (json, ==, "{\"errors\":[{\"message\":\"Not now\",\"locations\":[{\"line\":1,\"column\":3}],"
                             "\"path\":[\"hidden\"],\"extensions\":{\"code\":\"BUSY\"}}],\"data\":{\"hidden\":null}}");
}

/* Nothing is asked any more, and the answer comes when those that were asked have ended. */
static void
test_cancel (void)
{
  g_autoptr (GqlRequest) request = make_request ("{ shelves { name books { id } } }");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer result = { NULL, NULL, FALSE };

  library_start (TRUE);
  gql_execute_async (request, cancellable, answered_cb, &result);
  g_assert_cmpuint (library.waiting->len, ==, 1);
  g_cancellable_cancel (cancellable);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (result.is_done);
  gql_call_finish (g_ptr_array_steal_index (library.waiting, 0));
  while (!result.is_done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (result.response);
  g_assert_error (result.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (library.log->str, ==, "Query.shelves×1 ");
  g_clear_error (&result.error);
  library_stop ();
}

/* --- Bounds ------------------------------------------------------------------------------------------ */

static void
assert_answer_has (const char *text,
                   guint       max_depth,
                   guint       max_cost,
                   const char *part)
{
  GqlLimits limits = *gql_limits_get_default ();
  g_autoptr (GqlRequest) request = make_request (text);
  g_autofree char *json = NULL;

  limits.max_depth = max_depth;
  limits.max_cost = max_cost;
  gql_request_set_limits (request, &limits);
  library_start (FALSE);
  json = answer_request (request);
  library_stop ();
  if (strstr (json, part) == NULL)
    g_error ("%s is not in %s", part, json);
}

static void
test_depth (void)
{
  assert_answer_has ("{ shelves { books { author { name } } } }", 3, 10000, "\"data\":");
  assert_answer_has ("{ shelves { books { author { name } } } }", 2, 10000, "more than 2 deep");
  assert_answer_has ("{ shelves { ...F } } fragment F on Shelf { books { ...G } } fragment G on Book { author { name } }", 2,
                     10000, "more than 2 deep");
  assert_answer_has ("{ book(id: 1) { ...G } shelves { books { ...G } } } fragment G on Book { author { name } }", 2, 10000,
                     "more than 2 deep");
}

/* What tools ask for to know a schema goes deeper with each of their versions: what a type is made of is no depth. */
static void
test_depth_of_types (void)
{
  g_autoptr (GString) text = g_string_new ("{ __type(name: \"Book\") { fields { type { ...F } } } } fragment F on __Type { name");

  for (guint i = 0; i < 90; i++)
    g_string_append (text, " ofType { name");
  for (guint i = 0; i < 90; i++)
    g_string_append (text, " }");
  g_string_append (text, " }");
  assert_answer_has (text->str, 3, 10000, "\"ofType\":{\"name\":\"");
  assert_answer_has (text->str, 2, 10000, "more than 2 deep");
  assert_answer_has ("{ __type(name: \"Book\") { fields { type { ofType { fields { name } } } } } }", 3, 10000,
                     "more than 3 deep");
}

static void
test_cost (void)
{
  /* 1 for the list, and 10 shelves of 1 + 10 × 1 */
  assert_answer_has ("{ shelves { books { id } } }", 12, 111, "\"data\":");
  assert_answer_has ("{ shelves { books { id } } }", 12, 110, "costs 111, which is more than 110");
  /* a page of 5 by default: 1 + 1 + 5; of 50: 1 + 1 + 50 */
  assert_answer_has ("{ books { nodes { id } } }", 12, 6, "costs 7, which");
  assert_answer_has ("{ books(first: 50) { nodes { id } } }", 12, 51, "costs 52, which");
  assert_answer_has ("query ($n: Int = 20) { books(first: $n) { nodes { id } } }", 12, 21, "costs 22, which");
  assert_answer_has ("{ books(first: 2000000000) { nodes { id author { books { id } } } } }", 12, G_MAXINT, "costs ");
}

/* An argument that is dear is reckoned where it is given: here it is 100. */
static void
test_argument_cost (void)
{
  assert_answer_has ("{ book(id: 1) { id } }", 12, 101, "costs 102, which");
  assert_answer_has ("{ book(id: 1) { id } }", 12, 102, "\"data\":");
  assert_answer_has ("query ($id: ID! = 1) { a: book(id: $id) { id } b: book(id: 2) { id } }", 12, 203, "costs 204, which");
}

/* Twenty fragments that each use the next one twice would be a million fields. */
static void
test_fragments_are_not_spread_out (void)
{
  g_autoptr (GString) text = g_string_new ("{ book(id: 1) { ...F0 } }");
  clock_t start;

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (text, " fragment F%u on Book { a: author { books { ...F%u } } b: author { books { ...F%u } } }", i,
                            i + 1, i + 1);
  g_string_append (text, " fragment F20 on Book { id }");
  start = clock ();
  assert_answer_has (text->str, 100, 100000, "which is more than 100000");
  g_assert_cmpint (clock () - start, <, CLOCKS_PER_SEC);
}

static void
test_circular_introspection (void)
{
  g_autoptr (GString) text = g_string_new ("{ __schema { types { name");

  for (guint i = 0; i < 6; i++)
    g_string_append (text, " fields { type { name");
  for (guint i = 0; i < 6; i++)
    g_string_append (text, " } }");
  g_string_append (text, " } } }");
  assert_answer_has (text->str, 20, 100000, "which is more than 100000");
}

static void
test_no_introspection (void)
{
  static const char * const texts[] = {
    "{ __schema { types { name } } }",
    "{ ...F } fragment F on Query { t: __type(name: \"Book\") { name } }",
  };

  library_start (FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GqlRequest) request = make_request (texts[i]);
      g_autofree char *json = NULL;

      gql_request_set_introspection (request, FALSE);
      json = answer_request (request);
      g_assert_true (g_str_has_prefix (json, "{\"errors\":[{\"message\":\"The schema may not be asked for.\""));
      pp_assert_lacks (json, "data");
    }
  {
    g_autoptr (GqlRequest) request = make_request ("{ __typename book(id: 1) { __typename id } }");
    g_autofree char *json = NULL;

    gql_request_set_introspection (request, FALSE);
    json = answer_request (request);
    g_assert_cmpstr (json, ==, "{\"data\":{\"__typename\":\"Query\",\"book\":{\"__typename\":\"Book\",\"id\":\"1\"}}}");
  }
  library_stop ();
}

static void
test_counts (void)
{
  static const struct {
    const char *part;
    guint times;
  } cases[] = {
    { "query Q%u { hidden } ", 51 },
    { "query Q%u { a: hidden b: hidden c: hidden } ", 34 },
    { "query Q%u { hidden @skip(if: true) ... @skip(if: true) { hidden @include(if: true) } } ", 40 },
    { "query Q%u @a @a @a @a @a @a { hidden } ", 40 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GqlLimits limits = *gql_limits_get_default ();
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GqlDocument) document = NULL;
      g_autoptr (GError) error = NULL;

      if (i > 0)
        limits.max_operations = 100;
      if (i >= 2)
        limits.max_directives = 119;
      for (guint j = 0; j < cases[i].times; j++)
        g_string_append_printf (text, cases[i].part, j);
      document = gql_document_parse (text->str, -1, NULL, &error);
      g_assert_no_error (error);
      g_assert_false (gql_check_counts (document, &limits, &error));
      g_assert_error (error, GQL_ERROR, GQL_ERROR_LIMIT);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/graphql/execution/batches", test_batches);
  g_test_add_func ("/graphql/execution/shared-lists", test_shared_lists);
  g_test_add_func ("/graphql/execution/writers", test_writers);
  g_test_add_func ("/graphql/execution/order", test_order);
  g_test_add_func ("/graphql/execution/null-goes-up", test_null_goes_up);
  g_test_add_func ("/graphql/execution/unions", test_unions);
  g_test_add_func ("/graphql/execution/mutations-are-serial", test_mutations_are_serial);
  g_test_add_func ("/graphql/execution/looks-ahead", test_looks_ahead);
  g_test_add_func ("/graphql/execution/error-words", test_error_words);
  g_test_add_func ("/graphql/execution/cancel", test_cancel);
  g_test_add_func ("/graphql/bounds/G01-depth", test_depth);
  g_test_add_func ("/graphql/bounds/G01-depth-of-types", test_depth_of_types);
  g_test_add_func ("/graphql/bounds/G11-cost", test_cost);
  g_test_add_func ("/graphql/bounds/G11-argument-cost", test_argument_cost);
  g_test_add_func ("/graphql/bounds/G06-fragments-are-not-spread-out", test_fragments_are_not_spread_out);
  g_test_add_func ("/graphql/bounds/G12-circular-introspection", test_circular_introspection);
  g_test_add_func ("/graphql/bounds/G12-G14-no-introspection", test_no_introspection);
  g_test_add_func ("/graphql/bounds/G04-G05-counts", test_counts);

  return g_test_run ();
}
