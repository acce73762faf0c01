SELECT facet, label AS value, field, start, "end", evidence, flag, formula FROM facets
WHERE trial_id = :id ORDER BY facet, position
