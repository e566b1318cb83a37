"""Finding passages: tokens, BM25 with Lucene's idf, and an index that is the same for five plans and for thousands."""
