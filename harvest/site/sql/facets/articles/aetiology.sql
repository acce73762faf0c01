-- title: Aetiology
-- place: 6
-- words: aetiologies
-- table: facets
SELECT DISTINCT pmid AS id, value FROM facets WHERE facet = 'aetiology' AND pmid IS NOT NULL
