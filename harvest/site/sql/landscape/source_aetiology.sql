-- Studies by cell source and aetiology, in the reading order of both.
SELECT
    c.value AS source, coalesce(cv.label, c.value) AS source_label, a.value AS aetiology,
    coalesce(av.label, a.value) AS aetiology_label, count(DISTINCT t.study_id) AS trials,
    coalesce(av.position, 99) AS aetiology_position
FROM facets AS c
JOIN facets AS a ON a.trial_id = c.trial_id AND a.facet = 'aetiology'
JOIN trials AS t ON t.trial_id = c.trial_id
LEFT JOIN vocabularies AS cv ON cv.vocabulary = 'cell_sources' AND cv.code = c.value
LEFT JOIN vocabularies AS av ON av.vocabulary = 'aetiologies' AND av.code = a.value
WHERE c.facet = 'cell_source'
    AND t.removed_on IS NULL
    AND coalesce(t.relevance, 1) >= :relevant
GROUP BY c.value, a.value
ORDER BY coalesce(cv.position, 99), aetiology_position
