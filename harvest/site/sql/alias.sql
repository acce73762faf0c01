-- The record that a former number stands for now, a number in other letters, or a DOI alone.
SELECT id FROM aliases WHERE kind = :kind AND alias IN (:alias, upper(:alias))
UNION ALL
SELECT trial_id FROM trials WHERE :kind = 'trial' AND trial_id = :alias COLLATE NOCASE
UNION ALL
SELECT article_id FROM articles WHERE :kind = 'article' AND article_id = :alias COLLATE NOCASE
UNION ALL
SELECT article_id FROM articles
WHERE :kind = 'article' AND :alias LIKE 'doi:%' AND doi IN (substr(:alias, 5), lower(substr(:alias, 5)))
