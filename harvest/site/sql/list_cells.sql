-- What was given, for the cards of a list (ids: a JSON list).
SELECT nct_id AS id, facet, value
FROM facets
WHERE nct_id IN (SELECT value FROM json_each(:ids))
    AND facet IN ('cell_source', 'donor', 'route', 'aetiology')
