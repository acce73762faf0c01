-- title: Integrity
-- place: 2
-- search: yes
-- words: integrity
SELECT article_id AS id, integrity AS value FROM articles INDEXED BY articles_list
