-- Trials by country, most first.
SELECT c.country, count(*) AS trials, sum(c.sites) AS sites, sum(c.recruiting > 0) AS recruiting
FROM trial_countries AS c
JOIN trials AS t ON t.trial_id = c.trial_id
WHERE t.removed_on IS NULL
    AND coalesce(t.relevance, 1) >= :relevant
GROUP BY c.country
ORDER BY trials DESC, c.country
