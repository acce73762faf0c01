SELECT
    l.relation, l.rule, l.evidence, t.nct_id, t.brief_title, t.status_label, t.phase_label
FROM trial_articles AS l
JOIN trials AS t ON t.nct_id = l.nct_id
WHERE l.pmid = :pmid
ORDER BY l.relation, t.nct_id
