-- title: Outcome measures in use, with time points
-- for: writer
-- home: writer 7
-- description: Registered outcomes that mention an instrument or laboratory value, with the registered time
--   frame.
-- param: instrument, Instrument, text, MELD, SELECT 'MELD' UNION ALL SELECT 'Child-Pugh' UNION ALL SELECT 'albumin' UNION ALL SELECT 'bilirubin' UNION ALL SELECT 'INR' UNION ALL SELECT 'prothrombin' UNION ALL SELECT 'ALT' UNION ALL SELECT 'stiffness' UNION ALL SELECT 'ascites' UNION ALL SELECT 'survival' UNION ALL SELECT 'adverse'
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
