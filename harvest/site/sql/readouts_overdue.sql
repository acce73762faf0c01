-- Studies that are said to go on although the primary completion that they expect has passed by its
-- last possible day, the latest first; :most of them, with how many there are.
SELECT
    t.trial_id, t.brief_title, t.status, t.status_label, t.phase_label, t.enrollment,
    t.lead_sponsor, t.primary_completion_date, max(t.primary_completion_latest) AS day,
    count(*) OVER () AS every
FROM trials AS t
WHERE t.removed_on IS NULL
    AND coalesce(t.relevance, 1) >= :relevant
    AND coalesce(t.primary_completion_date_type, '') <> 'ACTUAL'
    AND t.status IN (
        'RECRUITING', 'NOT_YET_RECRUITING', 'ENROLLING_BY_INVITATION', 'ACTIVE_NOT_RECRUITING'
    )
    AND t.primary_completion_latest < :today
GROUP BY t.study_id
ORDER BY day DESC, t.trial_id
LIMIT :most
