-- title: Donor
-- place: 7
-- words: donors
-- table: facets
SELECT DISTINCT pmid AS id, value FROM facets WHERE facet = 'donor' AND pmid IS NOT NULL
