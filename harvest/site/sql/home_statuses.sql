-- Studies by the status of a registration; those that only touch the topic are left out.
SELECT
    t.status, max(t.status_label) AS label, count(DISTINCT t.study_id) AS trials
FROM trials AS t
LEFT JOIN vocabularies AS v ON v.vocabulary = 'statuses' AND v.code = t.status
WHERE t.removed_on IS NULL AND coalesce(t.relevance, 1) >= :relevant AND t.status IS NOT NULL
GROUP BY t.status
ORDER BY min(v.position) NULLS LAST, t.status
