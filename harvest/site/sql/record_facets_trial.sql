SELECT * FROM facets WHERE nct_id = :id
ORDER BY id
