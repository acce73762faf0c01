-- title: Language
-- place: 11
-- words: languages
SELECT pmid AS id, language AS value FROM articles INDEXED BY articles_list
