-- title: Outcome measures in use, with time points
-- for: writer
-- home: writer 7
-- description: Registered outcomes, or those that mention an instrument or laboratory value, with the
--   registered time frame.
-- param: instrument, Instrument, text, , SELECT min(label) FROM facets WHERE facet = 'outcome_scale' GROUP BY value ORDER BY count(*) DESC, value
-- param: kind, Kind of outcome, choice, , SELECT 'primary', 'Primary' UNION ALL SELECT 'secondary', 'Secondary' UNION ALL SELECT 'other', 'Other'

SELECT
    o.trial_id, o.measure, o.time_frame, o.kind, o.description, t.brief_title AS title,
    t.status_label AS status, t.phase_label AS phase
FROM outcomes AS o
JOIN trials AS t ON t.trial_id = o.trial_id
WHERE t.removed_on IS NULL
    AND (:kind = '' OR o.kind = :kind)
    AND (
        instr(lower(o.measure), lower(:instrument)) > 0
        OR instr(lower(coalesce(o.description, '')), lower(:instrument)) > 0
    )
ORDER BY o.trial_id, o.kind, o.position
