SELECT article_id, word FROM (
    SELECT article_id, 1 AS sort, position, name AS word FROM article_mesh
    UNION ALL
    SELECT article_id, 2, position, keyword FROM keywords
) WHERE article_id IN (:ids) ORDER BY article_id, sort, position
