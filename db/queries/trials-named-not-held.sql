-- title: Trials named by papers but not in this database
-- for: writer
-- description: Registry numbers that PubMed lists for papers here, of trials not found by the topic searches:
--   suggestions for the search strategy.

SELECT
    m.number, 'ClinicalTrials.gov' AS registry, a.article_id, a.title, a.year,
    (
        SELECT count(DISTINCT other.id) FROM mentions AS other
        WHERE other.kind = 'article' AND other.number = m.number AND other.field LIKE 'databanks%'
    ) AS papers_naming_it,
    a.integrity_label AS integrity
FROM mentions AS m
JOIN articles AS a ON a.article_id = m.id
WHERE m.kind = 'article' AND m.registry = 'nct' AND m.field LIKE 'databanks%'
    AND m.number NOT IN (SELECT nct_id FROM trials WHERE nct_id IS NOT NULL)
    AND m.number NOT IN (SELECT alias FROM aliases WHERE kind = 'trial')
GROUP BY m.number, a.article_id
ORDER BY papers_naming_it DESC, number, a.article_id
