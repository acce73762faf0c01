-- What the texts of trials say is given, by the facets that tell it; the first named first.
SELECT trial_id, facet, value, label
FROM facets
WHERE facet IN (SELECT value FROM json_each(:facets))
    AND trial_id IN (SELECT value FROM json_each(:trials))
GROUP BY trial_id, facet, value, label
ORDER BY trial_id, min(position)
