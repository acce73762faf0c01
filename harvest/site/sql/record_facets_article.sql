SELECT * FROM facets WHERE pmid = :id ORDER BY facet, value
