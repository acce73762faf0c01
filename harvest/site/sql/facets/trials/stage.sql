-- title: Stage
-- place: 9
-- words: stages
-- table: facets
SELECT DISTINCT nct_id AS id, value FROM facets WHERE facet = 'stage' AND nct_id IS NOT NULL
