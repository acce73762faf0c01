-- Preprints of a paper and the papers that a preprint became, as reported to Crossref.
SELECT DISTINCT
    iif(p.held = 1, r.relation, CASE r.relation
        WHEN 'has-preprint' THEN 'is-preprint-of' ELSE 'has-preprint' END) AS relation,
    iif(p.held = 1, r.other_id, r.doi) AS other,
    (
        SELECT o.article_id FROM articles AS o
        WHERE lower(o.doi) = iif(p.held = 1, r.other_id, r.doi)
    ) AS held
FROM (
    SELECT lower(doi) AS doi, 1 AS held FROM articles WHERE article_id = :article_id
    UNION ALL
    SELECT lower(doi), 0 FROM articles WHERE article_id = :article_id
) AS p
JOIN doi_relations AS r ON iif(p.held = 1, r.doi, r.other_id) = p.doi
WHERE r.relation IN ('has-preprint', 'is-preprint-of') AND (p.held = 1 OR r.other_type = 'doi')
