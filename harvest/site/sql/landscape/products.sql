-- What the texts of trials say is given, and where its cells are from; the first named first.
SELECT trial_id, facet, value, label
FROM facets
WHERE facet IN ('product', 'cell_source') AND trial_id IN (SELECT value FROM json_each(:trials))
GROUP BY trial_id, facet, value, label
ORDER BY trial_id, min(position)
