-- title: Aetiology
-- place: 6
-- words: aetiologies
-- table: facets
SELECT DISTINCT nct_id AS id, value FROM facets WHERE facet = 'aetiology' AND nct_id IS NOT NULL
