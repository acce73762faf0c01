-- title: The paper's title names the trial
-- proof: paper
-- names: yes
-- relation: results
-- phrase: names the trial
SELECT n.trial_id, m.id AS article_id, m.evidence, m.registers
FROM mentions AS m
JOIN trial_numbers AS n ON n.number = m.number
WHERE m.kind = 'article' AND m.field = 'title' AND n.own
