SELECT DISTINCT l.article_id, l.trial_id, coalesce(t.registry_label, t.registry)
FROM trial_articles AS l JOIN trials AS t ON t.trial_id = l.trial_id
WHERE l.article_id IN (:ids) AND l.relation IN ('results', 'preprint', 'protocol', 'derived')
ORDER BY l.article_id, l.trial_id
