-- title: Language
-- place: 11
-- words: languages
SELECT article_id AS id, language AS value FROM articles INDEXED BY articles_list
