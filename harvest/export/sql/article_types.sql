SELECT article_id, name FROM article_types WHERE article_id IN (:ids) ORDER BY article_id, position
