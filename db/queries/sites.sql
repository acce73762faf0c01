-- title: Sites: who works where
-- for: investigator
-- description: All sites with their recruitment status and location, for referrals or to find competing
--   sites.
-- param: country, Country, choice, , SELECT country FROM trial_countries GROUP BY country ORDER BY count(*) DESC, country
-- param: open, Site status, choice, open, SELECT 'open', 'Recruiting or soon' UNION ALL SELECT 'all', 'All sites'

SELECT
    l.country, l.city, l.facility, l.status_label AS site_status, t.trial_id,
    t.brief_title AS title, t.status_label AS trial_status, t.phase_label AS phase,
    l.latitude, l.longitude
FROM locations AS l
JOIN trials AS t ON t.trial_id = l.trial_id
WHERE (:country = '' OR l.country = :country)
    AND t.removed_on IS NULL
    AND (
        :open = 'all'
        OR coalesce(l.status, t.status) IN (
            'RECRUITING', 'NOT_YET_RECRUITING', 'ENROLLING_BY_INVITATION'
        )
    )
ORDER BY l.country, l.city, l.facility, t.trial_id
