-- The rowids of the trials that measure each scale at each time, as one text.
SELECT scale, weeks, kind, group_concat(rowid)
FROM (
    SELECT DISTINCT o.scale, o.weeks, o.kind, t.rowid
    FROM outcome_times AS o
    JOIN trials AS t ON t.trial_id = o.trial_id
    WHERE o.scale IS NOT NULL
)
GROUP BY scale, weeks, kind
