-- title: A link or a citation without PMID in the trial's record points to the paper
-- proof: registry
-- relation: mention
-- phrase: the trial's record links to it
WITH named AS (
    SELECT id AS trial_id, registry, number, evidence
    FROM mentions
    WHERE kind = 'trial' AND (field LIKE 'see_also%' OR field LIKE 'trial_references%')
)
SELECT m.trial_id, a.article_id, m.evidence, 0 AS registers
FROM named AS m JOIN articles AS a ON a.pmid = m.number
WHERE m.registry = 'pmid'
UNION ALL
SELECT m.trial_id, a.article_id, m.evidence, 0
FROM named AS m JOIN articles AS a ON lower(a.doi) = m.number
WHERE m.registry = 'doi'
UNION ALL
SELECT m.trial_id, a.article_id, m.evidence, 0
FROM named AS m JOIN articles AS a ON a.pmcid = m.number
WHERE m.registry = 'pmcid'
