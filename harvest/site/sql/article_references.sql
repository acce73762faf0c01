-- References of the paper that are held here as papers, then the others.
SELECT r.citation, r.ref_pmid, r.ref_doi, a.article_id AS held, a.title, a.integrity, a.integrity_label
FROM article_references AS r
LEFT JOIN articles AS a ON a.pmid = r.ref_pmid
WHERE r.article_id = :article_id
ORDER BY r.position
LIMIT 400
