-- title: Sites: who works where
-- for: investigator
-- home: investigator 6
-- description: All sites with their recruitment status and location, for referrals or to find competing
--   sites. A site recruits or is about to only while its trial is: a registry leaves the status of a site as
--   it was when the trial ends. Where the stated end has passed, the date is given.
-- param: country, Country, choice, , SELECT country FROM trial_countries GROUP BY country ORDER BY count(*) DESC, country
-- param: open, Site status, choice, open, SELECT 'open', 'Recruiting or soon' UNION ALL SELECT 'all', 'All sites'

SELECT
    l.facility, l.city, l.country, l.status_label AS site_status, t.trial_id,
    t.brief_title AS title, t.status_label AS trial_status,
    CASE WHEN t.end_latest < (SELECT date(published_at) FROM publication)
        THEN coalesce(t.completion_date, t.primary_completion_date)
    END AS stated_end_passed, t.phase_label AS phase,
    l.latitude, l.longitude
FROM locations AS l
JOIN trials AS t ON t.trial_id = l.trial_id
WHERE (:country = '' OR l.country = :country)
    AND t.removed_on IS NULL
    AND (
        :open = 'all'
        OR t.status IN ('RECRUITING', 'NOT_YET_RECRUITING', 'ENROLLING_BY_INVITATION')
        AND coalesce(l.status, t.status) IN (
            'RECRUITING', 'NOT_YET_RECRUITING', 'ENROLLING_BY_INVITATION'
        )
    )
ORDER BY l.country, l.city, l.facility, t.trial_id
