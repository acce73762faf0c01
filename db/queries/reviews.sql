-- title: Systematic reviews and meta-analyses
-- for: writer
-- description: Reviews to check this database against, with the number of their cited papers found here.
-- param: since, From year, integer, 1900,

SELECT
    a.pmid, a.title, a.author_list AS authors, a.journal_abbrev AS journal, a.year,
    replace(a.types, '|', ', ') AS types, a.reference_count AS cites,
    (
        SELECT count(DISTINCT r.ref_pmid) FROM article_references AS r
        JOIN articles AS held ON held.pmid = r.ref_pmid
        WHERE r.pmid = a.pmid
    ) AS cites_papers_held,
    a.integrity_label AS integrity, a.doi
FROM articles AS a
WHERE a.removed_on IS NULL
    AND a.year >= :since
    AND a.pmid IN (
        SELECT pmid FROM article_types
        WHERE ui IN ('D017418', 'D000078182', 'D000071076')
            OR name IN ('Meta-Analysis', 'Systematic Review', 'Network Meta-Analysis')
    )
ORDER BY a.year DESC, CAST(a.pmid AS INTEGER) DESC
