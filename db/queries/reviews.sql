-- title: Systematic reviews and meta-analyses
-- for: writer
-- description: Reviews to check this database against, with the number of their cited papers found here.
-- param: since, From year, integer, 1900,

SELECT
    a.article_id, a.title, a.author_list AS authors, a.journal_abbrev AS journal, a.year,
    replace(a.types, '|', '; ') AS types, a.reference_count AS cites,
    (
        SELECT count(DISTINCT r.ref_pmid) FROM article_references AS r
        JOIN articles AS held ON held.pmid = r.ref_pmid
        WHERE r.article_id = a.article_id
    ) AS cites_papers_held,
    a.integrity_label AS integrity, a.doi
FROM articles AS a
WHERE a.removed_on IS NULL
    AND a.year >= :since
    AND a.article_id IN (
        SELECT article_id FROM article_types
        WHERE ui IN ('D017418', 'D000078182', 'D000071076')
            OR name IN ('Meta-Analysis', 'Systematic Review', 'Network Meta-Analysis')
    )
ORDER BY a.year DESC, CAST(a.article_id AS INTEGER) DESC, a.article_id
