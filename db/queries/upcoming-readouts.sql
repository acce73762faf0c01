-- title: Upcoming readouts
-- for: investigator
-- home: investigator 3
-- description: Trials whose primary completion is expected within the next months, soonest first.
-- param: months, Months ahead, integer, 12,

SELECT
    t.trial_id, t.primary_completion_date AS primary_completion, t.brief_title AS title,
    t.status_label AS status, t.phase_label AS phase, t.enrollment AS participants,
    (
        SELECT group_concat(o.measure || coalesce(' (' || o.time_frame || ')', ''), '; ')
        FROM outcomes AS o
        WHERE o.trial_id = t.trial_id AND o.kind = 'primary'
    ) AS primary_outcomes,
    t.lead_sponsor AS sponsor
FROM trials AS t
WHERE t.removed_on IS NULL
    AND t.primary_completion_latest >= (SELECT date(published_at) FROM publication)
    AND t.primary_completion_latest <= (SELECT date(published_at, '+' || :months || ' months') FROM publication)
    AND coalesce(t.primary_completion_date_type, '') <> 'ACTUAL'
    AND t.status NOT IN ('WITHDRAWN', 'TERMINATED', 'COMPLETED')
ORDER BY t.primary_completion_latest, t.trial_id
