/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gql.h"

static GqlDocument *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GqlDocument *document = gql_document_parse (text, -1, NULL, &error);

  g_assert_no_error (error);
  return document;
}

/* Adds a document and lets go of it. */
static void
add (GqlDocumentCache *cache,
     const char       *text)
{
  g_autoptr (GqlDocument) document = parse (text);

  gql_document_cache_add (cache, text, document);
}

static gboolean
has (GqlDocumentCache *cache,
     const char       *text)
{
  g_autoptr (GqlDocument) document = gql_document_cache_lookup (cache, text);

  return document != NULL;
}

static void
test_finds (void)
{
  g_autoptr (GqlDocumentCache) cache = gql_document_cache_new (10, 1000);
  g_autoptr (GqlDocument) document = parse ("{ a }");
  g_autoptr (GqlDocument) again = parse ("{ a }");
  g_autoptr (GqlDocument) found = NULL;
  g_autoptr (GqlDocument) later = NULL;

  g_assert_false (has (cache, "{ a }"));
  gql_document_cache_add (cache, "{ a }", document);
  found = gql_document_cache_lookup (cache, "{ a }");
  g_assert_true (found == document);
  g_assert_false (has (cache, "{ a  }"));
  gql_document_cache_add (cache, "{ a }", again);
  later = gql_document_cache_lookup (cache, "{ a }");
  g_assert_true (later == again);
}

/* What was wanted last stays. */
static void
test_number (void)
{
  g_autoptr (GqlDocumentCache) cache = gql_document_cache_new (3, 1000);
  g_autoptr (GqlDocumentCache) none = gql_document_cache_new (0, 1000);

  add (cache, "{ a }");
  add (cache, "{ b }");
  add (cache, "{ c }");
  g_assert_true (has (cache, "{ a }"));
  add (cache, "{ d }");
  g_assert_false (has (cache, "{ b }"));
  g_assert_true (has (cache, "{ c }"));
  g_assert_true (has (cache, "{ a }"));
  g_assert_true (has (cache, "{ d }"));
  add (none, "{ a }");
  g_assert_false (has (none, "{ a }"));
}

static void
test_size (void)
{
  g_autoptr (GqlDocumentCache) cache = gql_document_cache_new (100, 24);

  for (char name = 'a'; name <= 'e'; name++)
    {
      const char text[] = { '{', ' ', name, ' ', '}', '\0' };

      add (cache, text);
    }
  g_assert_false (has (cache, "{ a }"));
  g_assert_true (has (cache, "{ b }"));
  g_assert_true (has (cache, "{ e }"));
  add (cache, "{ longer }");
  g_assert_false (has (cache, "{ longer }"));
  g_assert_true (has (cache, "{ c }"));
  add (cache, "{ab}");
  add (cache, "{cd}");
  add (cache, "{ef}");
  g_assert_false (has (cache, "{ d }"));
  g_assert_true (has (cache, "{ef}"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/graphql/document-cache/finds", test_finds);
  g_test_add_func ("/graphql/document-cache/number", test_number);
  g_test_add_func ("/graphql/document-cache/size", test_size);

  return g_test_run ();
}
