-- title: Cell source
-- place: 5
-- words: cell_sources
-- table: facets
SELECT DISTINCT nct_id AS id, value FROM facets WHERE facet = 'cell_source' AND nct_id IS NOT NULL
