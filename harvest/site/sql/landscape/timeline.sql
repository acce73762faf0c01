-- Studies with a start, the latest first; of one with several registrations the first that has one.
SELECT
    trial_id, title, status, status_label, start_date, primary_completion_date, completion_date,
    lead_sponsor, count(*) OVER () AS trials
FROM (
    SELECT
        trial_id, coalesce(acronym, brief_title, trial_id) AS title, status, status_label, start_date,
        primary_completion_date, completion_date, lead_sponsor,
        row_number() OVER (
            PARTITION BY study_id
            ORDER BY trial_id = study_id DESC, first_posted, trial_id
        ) AS nth
    FROM trials
    WHERE removed_on IS NULL
        AND coalesce(relevance, 1) >= :relevant AND start_date IS NOT NULL
)
WHERE nth = 1
ORDER BY start_date DESC, trial_id
LIMIT :limit
