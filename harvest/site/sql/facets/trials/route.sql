-- title: Route
-- place: 8
-- words: routes
-- table: facets
SELECT DISTINCT nct_id AS id, value FROM facets WHERE facet = 'route' AND nct_id IS NOT NULL
