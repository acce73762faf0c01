-- title: Cell source
-- place: 5
-- words: cell_sources
-- table: facets
SELECT DISTINCT pmid AS id, value FROM facets WHERE facet = 'cell_source' AND pmid IS NOT NULL
