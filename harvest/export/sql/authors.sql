SELECT article_id, role, last_name, fore_name, initials, suffix, collective_name
FROM authors WHERE article_id IN (:ids) ORDER BY article_id, role, position
