SELECT * FROM facets WHERE pmid = :id
ORDER BY CASE facet WHEN 'time_point' THEN low END, id
