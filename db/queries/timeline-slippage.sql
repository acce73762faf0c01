-- title: Timelines: how often and how far the primary completion moved
-- for: investigator
-- home: investigator 4
-- description: Trials whose primary completion was postponed (or moved earlier), from the first known date
--   to the current one; for a date without a day, the last day it can mean is used.
-- param: days, Minimum number of days, integer, 90,

WITH step AS (
    SELECT
        record_id, old,
        CASE length(old)
            WHEN 4 THEN old || '-12-31'
            WHEN 7 THEN date(old || '-01', '+1 month', '-1 day')
            ELSE old
        END AS latest,
        row_number() OVER (PARTITION BY record_id ORDER BY coalesce(happened_on, seen_at), id) AS place,
        count(*) OVER (PARTITION BY record_id) AS moves,
        max(coalesce(happened_on, substr(seen_at, 1, 10))) OVER (PARTITION BY record_id) AS last_move
    FROM changes
    WHERE event = 'primary_completion_moved' AND old IS NOT NULL
),
slip AS (
    SELECT
        s.*, t.*,
        CAST(julianday(t.primary_completion_latest) - julianday(s.latest) AS INTEGER) AS moved
    FROM step AS s
    JOIN trials AS t ON t.trial_id = s.record_id
    WHERE s.place = 1 AND t.removed_on IS NULL
)
SELECT
    trial_id, moves, moved AS moved_by_days, old AS first_known_date,
    primary_completion_date AS date_now, lower(primary_completion_date_type) AS date_is,
    brief_title AS title, last_move,
    status_label AS status, phase_label AS phase, lead_sponsor AS sponsor
FROM slip
WHERE abs(moved) >= :days AND moved <> 0
ORDER BY moved DESC, trial_id
