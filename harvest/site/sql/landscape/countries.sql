-- Studies by country, most first.
SELECT
    c.country, count(DISTINCT t.study_id) AS trials, sum(c.sites) AS sites,
    count(DISTINCT CASE WHEN c.recruiting > 0 THEN t.study_id END) AS recruiting
FROM trial_countries AS c
JOIN trials AS t ON t.trial_id = c.trial_id
WHERE t.removed_on IS NULL
    AND coalesce(t.relevance, 1) >= :relevant
GROUP BY c.country
ORDER BY trials DESC, c.country
