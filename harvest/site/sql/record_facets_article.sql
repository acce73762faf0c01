SELECT * FROM facets WHERE pmid = :id
ORDER BY id
