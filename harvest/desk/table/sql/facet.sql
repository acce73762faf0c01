-- What a person has corrected of a facet of a record, and why.
SELECT flag, evidence FROM facets
WHERE (trial_id = :record OR article_id = :record) AND facet = :facet AND field = 'corrections'
ORDER BY position LIMIT 1
