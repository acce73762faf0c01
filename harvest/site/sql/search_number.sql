-- The record that a number names: its own, a former one, a DOI, a PMC number, another registry's.
SELECT '/trials/' || nct_id AS address FROM trials WHERE nct_id = upper(:number)
UNION ALL
SELECT '/trials/' || id FROM aliases WHERE kind = 'trial' AND alias = upper(:number)
UNION ALL
SELECT '/articles/' || pmid FROM articles WHERE pmid = :number
UNION ALL
SELECT '/articles/' || id FROM aliases WHERE kind = 'article' AND alias = :number
UNION ALL
SELECT '/articles/' || pmid FROM articles WHERE doi IN (:number, lower(:number))
UNION ALL
SELECT '/articles/' || pmid FROM article_ids WHERE value IN (:number, lower(:number), upper(:number))
UNION ALL
SELECT '/trials/' || nct_id FROM trial_ids WHERE id IN (:number, upper(:number))
LIMIT 1
