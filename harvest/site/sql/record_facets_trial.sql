SELECT * FROM facets WHERE nct_id = :id ORDER BY facet, value
