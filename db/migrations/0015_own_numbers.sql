-- Which of its numbers is a trial's own: that of its registry, a former one too. The number of a trial
-- of the same registry among its others is that of another study.

DROP VIEW trial_numbers;

CREATE VIEW trial_numbers AS            -- every number by which a paper may name a held trial
SELECT trial_id AS number, trial_id, 1 AS own FROM trials
UNION
SELECT alias, id, 1 FROM aliases WHERE kind = 'trial'
UNION
SELECT m.number, m.id, 0
FROM mentions AS m JOIN trials AS t ON t.trial_id = m.id
WHERE m.kind = 'trial' AND m.field LIKE 'trial_ids%' AND m.registry <> t.registry;
