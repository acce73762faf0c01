-- Studies by the values of two facets, in the reading order of both.
SELECT
    r.value AS row, coalesce(rv.label, r.label, r.value) AS row_label, c.value AS column,
    coalesce(cv.label, c.label, c.value) AS column_label, count(DISTINCT t.study_id) AS trials,
    coalesce(cv.position, 999) AS column_position
FROM facets AS r
JOIN facets AS c ON c.trial_id = r.trial_id AND c.facet = :columns
JOIN trials AS t ON t.trial_id = r.trial_id
LEFT JOIN vocabularies AS rv ON rv.vocabulary = :row_words AND rv.code = r.value
LEFT JOIN vocabularies AS cv ON cv.vocabulary = :column_words AND cv.code = c.value
WHERE r.facet = :rows
    AND t.removed_on IS NULL
    AND coalesce(t.relevance, 1) >= :relevant
GROUP BY r.value, c.value
ORDER BY coalesce(rv.position, 999), column_position, r.value, c.value
