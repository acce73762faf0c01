SELECT
    l.relation, l.rule, l.evidence, a.pmid, a.title, a.author_list, a.journal_abbrev, a.journal,
    a.year, a.integrity, a.integrity_label
FROM trial_articles AS l
JOIN articles AS a ON a.pmid = l.pmid
WHERE l.nct_id = :nct_id
ORDER BY
    CASE l.relation
        WHEN 'results' THEN 1 WHEN 'protocol' THEN 2 WHEN 'derived' THEN 3
        WHEN 'mention' THEN 4 WHEN 'background' THEN 5 ELSE 6
    END,
    a.year DESC, a.pmid
