-- title: Trials by country
-- for: investigator
-- description: Trials and sites in each country, those recruiting, and the first and latest start.
-- picture: bars country trials

SELECT
    c.country, count(*) AS trials,
    count(*) FILTER (
        WHERE t.status IN ('RECRUITING', 'NOT_YET_RECRUITING', 'ENROLLING_BY_INVITATION')
    ) AS recruiting_or_soon,
    sum(c.sites) AS sites, sum(t.has_results) AS with_results,
    min(t.start_date) AS first_start, max(t.start_date) AS latest_start
FROM trial_countries AS c
JOIN trials AS t ON t.trial_id = c.trial_id
WHERE t.removed_on IS NULL
GROUP BY c.country
ORDER BY trials DESC, c.country
