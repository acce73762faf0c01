SELECT * FROM facets WHERE nct_id = :id
ORDER BY CASE facet WHEN 'time_point' THEN low END, id
