-- title: Reviews here that cite a retracted paper
-- for: writer
-- description: Reviews, meta-analyses and guidelines of the database whose list of references has a paper that
--   is retracted today, with who says so. Only lists of references that PubMed has.

SELECT
    a.article_id, a.integrity_label AS integrity, a.title, a.author_list AS authors,
    a.journal_abbrev AS journal, a.year,
    p.article_id AS retracted_paper, p.title AS retracted_title, p.year AS retracted_year,
    p.integrity_source AS according_to
FROM articles AS a
JOIN article_references AS r ON r.article_id = a.article_id
JOIN articles AS p
    ON p.retracted = 1 AND (p.pmid = r.ref_pmid OR (r.ref_pmid IS NULL AND lower(p.doi) = lower(r.ref_doi)))
WHERE a.removed_on IS NULL
    AND EXISTS (
        SELECT 1 FROM article_types AS t
        WHERE t.article_id = a.article_id AND (
            t.name LIKE '%Review%' OR t.name = 'Meta-Analysis' OR t.name LIKE '%Guideline%'
        )
    )
GROUP BY a.article_id, p.article_id
ORDER BY a.year DESC, a.article_id, p.article_id
