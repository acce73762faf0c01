-- title: Outcome scale
-- place: 10
-- words: outcome_scales
-- table: facets
SELECT DISTINCT nct_id AS id, value FROM facets WHERE facet = 'outcome_scale' AND nct_id IS NOT NULL
