-- Links of a trial or a paper, with rule and evidence; of one pair each rule is a row.
SELECT
    l.trial_id, l.article_id, l.relation, l.basis, l.rule, r.title AS rule_says, l.score, l.probable,
    l.proofs, l.evidence, l.first_seen, l.last_seen, l.withdrawn_on,
    t.brief_title AS trial_title, a.title AS paper_title, a.integrity_label AS paper_integrity,
    t.version AS trial_version, a.version AS paper_version, t.registry_label AS trial_source,
    iif(a.pmid IS NULL, 'import', 'PubMed') AS paper_source
FROM trial_articles AS l
JOIN trials AS t ON t.trial_id = l.trial_id
JOIN articles AS a ON a.article_id = l.article_id
LEFT JOIN link_rules AS r ON r.rule = l.rule
WHERE (l.trial_id = :id OR l.article_id = :id)
    AND (:relation IS NULL OR l.relation = :relation)
    AND (:withdrawn OR l.withdrawn_on IS NULL)
ORDER BY l.relation = 'candidate', l.score DESC, l.trial_id, l.article_id, l.rule
