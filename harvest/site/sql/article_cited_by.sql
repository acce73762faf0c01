-- Held papers that list this one among their references.
SELECT DISTINCT a.article_id, a.title, a.year, a.journal_abbrev, a.integrity, a.integrity_label
FROM article_references AS r
JOIN articles AS a ON a.article_id = r.article_id
WHERE r.ref_pmid = (SELECT pmid FROM articles WHERE article_id = :article_id)
ORDER BY a.year DESC, a.article_id
LIMIT 50
