-- title: Route
-- place: 8
-- words: routes
-- table: facets
SELECT DISTINCT pmid AS id, value FROM facets WHERE facet = 'route' AND pmid IS NOT NULL
