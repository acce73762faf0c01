-- Places of sites, a tenth of a degree (some 10 km) wide, most studies first.
SELECT
    round(l.latitude, 1) AS latitude, round(l.longitude, 1) AS longitude, min(l.city) AS city,
    l.country, count(DISTINCT t.study_id) AS trials,
    json_group_array(DISTINCT t.study_id) AS studies,
    max(l.status IS 'RECRUITING' AND t.status IS 'RECRUITING') AS recruiting
FROM locations AS l
JOIN trials AS t ON t.trial_id = l.trial_id
WHERE l.latitude IS NOT NULL AND l.longitude IS NOT NULL AND t.removed_on IS NULL
    AND coalesce(t.relevance, 1) >= :relevant
GROUP BY 1, 2, l.country
ORDER BY trials DESC, l.country, city
LIMIT :limit
