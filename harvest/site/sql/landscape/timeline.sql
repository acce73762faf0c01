-- Trials with a start, the latest first.
SELECT
    trial_id, coalesce(acronym, brief_title, trial_id) AS title, status, status_label, start_date,
    primary_completion_date, completion_date, count(*) OVER () AS trials
FROM trials
WHERE removed_on IS NULL
    AND coalesce(relevance, 1) >= :relevant AND start_date IS NOT NULL
ORDER BY start_date DESC, trial_id
LIMIT :limit
