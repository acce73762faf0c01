-- What no picture can show, as the records do not state it; and of how many trials.
SELECT
    count(*) AS trials,
    count(*) FILTER (WHERE t.start_date IS NULL) AS without_start,
    count(*) FILTER (WHERE t.enrollment IS NULL) AS without_size,
    count(*) FILTER (WHERE t.lead_sponsor IS NULL) AS without_sponsor,
    count(*) FILTER (WHERE t.registered_year IS NULL) AS without_registration,
    count(*) FILTER (WHERE t.trial_id NOT IN (SELECT trial_id FROM trial_countries))
        AS without_country,
    (
        SELECT count(*) FROM articles
        WHERE removed_on IS NULL AND coalesce(relevance, 1) >= :relevant AND year IS NULL
    ) AS papers_without_year,
    (
        SELECT count(*) FROM locations AS l
        JOIN trials AS s ON s.trial_id = l.trial_id
        WHERE (l.latitude IS NULL OR l.longitude IS NULL) AND s.removed_on IS NULL
            AND coalesce(s.relevance, 1) >= :relevant
    ) AS sites_without_place
FROM trials AS t
WHERE t.removed_on IS NULL AND coalesce(t.relevance, 1) >= :relevant
