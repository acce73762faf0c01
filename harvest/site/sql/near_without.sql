-- Studies that name no site at all.
SELECT count(*) AS studies
FROM (
    SELECT t.study_id
    FROM trials AS t
    LEFT JOIN locations AS l ON l.trial_id = t.trial_id
    WHERE t.removed_on IS NULL AND (:everything OR coalesce(t.relevance, 1) >= :relevant)
    GROUP BY t.study_id
    HAVING count(l.trial_id) = 0
)
