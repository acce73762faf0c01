-- For each trial, by rowid: its outcomes; those that name no known scale; those that name one, but
-- no time that could be read.
SELECT t.rowid, count(*), sum(NOT o.named), sum(o.named AND o.bare)
FROM (
    SELECT trial_id, max(scale IS NOT NULL) AS named, max(days IS NULL) AS bare
    FROM outcome_times
    GROUP BY trial_id, kind, position
) AS o
JOIN trials AS t ON t.trial_id = o.trial_id
GROUP BY o.trial_id
