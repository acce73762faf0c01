-- title: Newly registered trials
-- for: investigator, writer
-- description: Trials posted by the registry in the last months, by date of registration, not of
--   harvesting.
-- param: months, Months back, integer, 12,

SELECT
    t.trial_id, t.first_posted AS registered, t.brief_title AS title, t.status_label AS status,
    t.phase_label AS phase, t.enrollment AS participants,
    replace(t.countries, '|', '; ') AS countries,
    t.lead_sponsor AS sponsor, substr(t.first_seen, 1, 10) AS harvested
FROM trials AS t
WHERE t.removed_on IS NULL
    AND t.first_posted >= (SELECT date(published_at, '-' || :months || ' months') FROM publication)
ORDER BY t.first_posted DESC, t.trial_id
