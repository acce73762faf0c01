-- title: Trials named by papers but not in this database
-- for: writer
-- description: Registry numbers that PubMed lists for papers here, of trials not found by the topic searches:
--   suggestions for the search strategy.

SELECT
    d.accession AS number, d.databank AS registry, a.article_id, a.title, a.year,
    (
        SELECT count(DISTINCT other.article_id) FROM databanks AS other
        WHERE other.accession = d.accession
    ) AS papers_naming_it
FROM databanks AS d
JOIN articles AS a ON a.article_id = d.article_id
WHERE d.accession LIKE 'NCT%'
    AND d.accession NOT IN (SELECT nct_id FROM trials WHERE nct_id IS NOT NULL)
    AND d.accession NOT IN (SELECT alias FROM aliases WHERE kind = 'trial')
ORDER BY papers_naming_it DESC, number, a.article_id
