-- What is extracted of trials, for the cards of a list (ids and facets: JSON lists).
SELECT trial_id AS id, facet, value, label
FROM facets
WHERE trial_id IN (SELECT value FROM json_each(:ids))
    AND facet IN (SELECT value FROM json_each(:facets))
