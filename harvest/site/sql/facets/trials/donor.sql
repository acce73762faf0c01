-- title: Donor
-- place: 7
-- words: donors
-- table: facets
SELECT DISTINCT nct_id AS id, value FROM facets WHERE facet = 'donor' AND nct_id IS NOT NULL
