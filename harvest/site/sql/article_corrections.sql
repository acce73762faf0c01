SELECT
    c.ref_type, c.ref_type_label, c.source, c.note,
    c.other_pmid, a.article_id AS held, a.title
FROM corrections AS c
LEFT JOIN articles AS a ON a.pmid = c.other_pmid
WHERE c.article_id = :article_id AND c.ref_type NOT IN ('Cites', 'AssociatedDataset')
ORDER BY c.position
