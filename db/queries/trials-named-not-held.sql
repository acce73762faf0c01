-- title: Trials named by papers but not in this database
-- for: writer
-- description: Registry numbers that PubMed lists for papers here, of trials not found by the topic searches:
--   suggestions for the search strategy.

SELECT
    d.accession AS number, d.databank AS registry, a.pmid, a.title, a.year,
    (
        SELECT count(DISTINCT other.pmid) FROM databanks AS other
        WHERE other.accession = d.accession
    ) AS papers_naming_it
FROM databanks AS d
JOIN articles AS a ON a.pmid = d.pmid
WHERE d.accession LIKE 'NCT%'
    AND d.accession NOT IN (SELECT nct_id FROM trials)
    AND d.accession NOT IN (SELECT alias FROM aliases WHERE kind = 'trial')
ORDER BY papers_naming_it DESC, number, a.pmid
