-- Held papers that list this one among their references.
SELECT DISTINCT a.pmid, a.title, a.year, a.journal_abbrev, a.integrity, a.integrity_label
FROM article_references AS r
JOIN articles AS a ON a.pmid = r.pmid
WHERE r.ref_pmid = :pmid
ORDER BY a.year DESC, a.pmid
LIMIT 50
