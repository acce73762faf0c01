SELECT * FROM facets WHERE article_id = :id
ORDER BY id
