-- Lead sponsors with their studies; those that belong to another one are counted under it.
SELECT
    n.rolled_up AS sponsor,
    (SELECT m.slug FROM sponsor_members AS m WHERE m.sponsor = n.rolled_up LIMIT 1) AS slug,
    count(DISTINCT t.study_id) AS trials,
    count(DISTINCT t.study_id) FILTER (
        WHERE t.status IN ('RECRUITING', 'NOT_YET_RECRUITING', 'ENROLLING_BY_INVITATION')
    ) AS recruiting,
    count(DISTINCT t.study_id) FILTER (WHERE t.has_results = 1) AS with_results
FROM trials AS t
JOIN sponsor_names AS n ON n.name = t.lead_sponsor
WHERE t.removed_on IS NULL AND coalesce(t.relevance, 1) >= :relevant
GROUP BY n.rolled_up
ORDER BY trials DESC, sponsor
