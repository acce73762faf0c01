-- What no picture can show, as no registration of a study states it; and of how many studies.
SELECT
    count(DISTINCT t.study_id) AS trials, count(*) AS registrations,
    count(DISTINCT t.study_id) - count(DISTINCT t.study_id) FILTER (WHERE t.start_date IS NOT NULL)
        AS without_start,
    count(DISTINCT t.study_id) - count(DISTINCT t.study_id) FILTER (WHERE t.enrollment IS NOT NULL)
        AS without_size,
    count(DISTINCT t.study_id) - count(DISTINCT t.study_id) FILTER (WHERE t.lead_sponsor IS NOT NULL)
        AS without_sponsor,
    count(DISTINCT t.study_id) - count(DISTINCT t.study_id) FILTER (WHERE t.registered_year IS NOT NULL)
        AS without_registration,
    count(DISTINCT t.study_id) - count(DISTINCT t.study_id) FILTER (
        WHERE t.trial_id IN (SELECT trial_id FROM trial_countries)
    ) AS without_country,
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
