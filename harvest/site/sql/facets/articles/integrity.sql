-- title: Integrity
-- place: 2
-- words: integrity
SELECT pmid AS id, integrity AS value FROM articles INDEXED BY articles_list
