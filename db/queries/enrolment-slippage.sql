-- title: Enrolment: first planned, now planned, actual
-- for: investigator, writer
-- description: Trials whose planned number of participants was reduced or raised, or whose actual number
--   differs from the first plan. Covers the time since the first harvest, and earlier for trials whose
--   history was fetched from the registry.
-- param: percent, Minimum difference (%), integer, 10,

WITH step AS (
    SELECT
        record_id, CAST(old AS INTEGER) AS old,
        row_number() OVER (PARTITION BY record_id ORDER BY coalesce(happened_on, seen_at), id) AS place,
        count(*) OVER (PARTITION BY record_id) AS steps,
        max(coalesce(happened_on, substr(seen_at, 1, 10))) OVER (PARTITION BY record_id) AS last_step
    FROM changes
    WHERE kind = 'trial' AND field = 'enrollment' AND old IS NOT NULL
        AND event IN ('enrollment_cut', 'enrollment_raised', 'enrollment_actual')
)
SELECT
    t.trial_id, s.old AS first_known_plan, t.enrollment AS participants_now,
    lower(t.enrollment_type) AS number_is, t.brief_title AS title,
    round(100.0 * (t.enrollment - s.old) / nullif(s.old, 0), 0) AS percent, s.steps,
    s.last_step, t.status_label AS status, t.why_stopped, t.lead_sponsor AS sponsor
FROM step AS s
JOIN trials AS t ON t.trial_id = s.record_id
WHERE s.place = 1
    AND t.removed_on IS NULL
    AND abs(t.enrollment - s.old) * 100 >= :percent * s.old
    AND t.enrollment <> s.old
ORDER BY abs(percent) DESC, t.trial_id
