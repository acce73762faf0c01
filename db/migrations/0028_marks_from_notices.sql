-- Notices are few and papers many: what is said of papers is found from the notices.
CREATE INDEX IF NOT EXISTS articles_doi_folded ON articles(lower(doi));

DROP VIEW outside_marks;
CREATE VIEW outside_marks AS
SELECT
    a.article_id, u.integrity, 'crossref' AS source, u.type, u.source AS said_by,
    u.other_doi AS notice, u.dated, NULL AS reasons
FROM doi_updates AS u
CROSS JOIN articles AS a ON lower(a.doi) = +u.doi
WHERE u.integrity IS NOT NULL AND u.role = 'updated-by'
UNION
SELECT a.article_id, u.integrity, 'crossref', u.type, u.source, u.doi, u.dated, NULL
FROM doi_updates AS u
CROSS JOIN articles AS a ON lower(a.doi) = +u.other_doi
WHERE u.integrity IS NOT NULL AND u.role = 'update-to' AND NOT EXISTS (
    SELECT 1 FROM doi_updates AS l
    WHERE l.doi = u.other_doi AND l.role = 'updated-by' AND l.other_doi = u.doi
        AND l.lifted_on IS NOT NULL
)
UNION
SELECT
    a.article_id, n.integrity, 'retractionwatch', n.nature, 'retraction-watch',
    coalesce(n.notice_doi, n.notice_pmid), n.dated, n.reasons
FROM notices AS n
CROSS JOIN articles AS a ON lower(a.doi) = +n.doi
WHERE n.integrity IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM notices AS l
    WHERE l.nature = 'reinstatement' AND (l.doi = n.doi OR l.pmid = n.pmid) AND l.dated >= n.dated
)
UNION
SELECT
    a.article_id, n.integrity, 'retractionwatch', n.nature, 'retraction-watch',
    coalesce(n.notice_doi, n.notice_pmid), n.dated, n.reasons
FROM notices AS n
CROSS JOIN articles AS a ON a.pmid = n.pmid
WHERE n.integrity IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM notices AS l
    WHERE l.nature = 'reinstatement' AND (l.doi = n.doi OR l.pmid = n.pmid) AND l.dated >= n.dated
);
