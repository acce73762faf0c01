-- title: The paper's title names the trial
-- proof: paper
SELECT n.nct_id, m.id AS pmid, m.evidence, m.registers
FROM mentions AS m
JOIN trial_numbers AS n ON n.number = m.number
WHERE m.kind = 'article' AND m.field = 'title' AND m.registry = 'nct'
