-- What is told of papers beside their own records: by the agency of their DOIs (Crossref), where
-- publishers and Retraction Watch report, and by Retraction Watch's own list.

CREATE TABLE dois (                     -- in small letters
    doi TEXT PRIMARY KEY NOT NULL,
    title TEXT,
    type TEXT,
    publisher TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE doi_updates (
    doi TEXT NOT NULL,
    position INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('updated-by', 'update-to')),
    type TEXT,
    label TEXT,
    source TEXT,
    other_doi TEXT NOT NULL,
    dated TEXT,
    record_id TEXT,
    integrity TEXT,
    lifted_on TEXT,
    PRIMARY KEY (doi, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX doi_updates_other ON doi_updates(other_doi);

CREATE TABLE doi_relations (
    doi TEXT NOT NULL,
    position INTEGER NOT NULL,
    relation TEXT NOT NULL,
    other_type TEXT,
    other_id TEXT NOT NULL,
    asserted_by TEXT,
    PRIMARY KEY (doi, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE notices (                  -- lines of Retraction Watch's list
    notice_id TEXT PRIMARY KEY NOT NULL,
    doi TEXT,
    pmid TEXT,
    nature TEXT,
    integrity TEXT,
    dated TEXT,
    notice_doi TEXT,
    notice_pmid TEXT,
    reasons TEXT,
    title TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX notices_doi ON notices(doi);
CREATE INDEX notices_pmid ON notices(pmid);

CREATE TABLE told_marks (               -- what others than its own record said, when last told
    article_id TEXT PRIMARY KEY NOT NULL,
    integrity TEXT
) STRICT, WITHOUT ROWID;

-- Both ways in which a notice and its paper name each other; each notice once for each role.
CREATE VIEW outside_marks AS
SELECT
    a.article_id, u.integrity, 'crossref' AS source, u.type, u.source AS said_by,
    u.other_doi AS notice, u.dated, NULL AS reasons
FROM articles AS a
JOIN doi_updates AS u ON u.doi = lower(a.doi) AND u.role = 'updated-by'
WHERE u.integrity IS NOT NULL
UNION
SELECT a.article_id, u.integrity, 'crossref', u.type, u.source, u.doi, u.dated, NULL
FROM articles AS a
JOIN doi_updates AS u ON u.other_doi = lower(a.doi) AND u.role = 'update-to'
WHERE u.integrity IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM doi_updates AS l
    WHERE l.doi = lower(a.doi) AND l.role = 'updated-by' AND l.other_doi = u.doi
        AND l.lifted_on IS NOT NULL
)
UNION
SELECT
    a.article_id, n.integrity, 'retractionwatch', n.nature, 'retraction-watch',
    coalesce(n.notice_doi, n.notice_pmid), n.dated, n.reasons
FROM articles AS a
JOIN notices AS n ON n.doi = lower(a.doi)
WHERE n.integrity IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM notices AS l
    WHERE l.nature = 'reinstatement' AND (l.doi = n.doi OR l.pmid = n.pmid) AND l.dated >= n.dated
)
UNION
SELECT
    a.article_id, n.integrity, 'retractionwatch', n.nature, 'retraction-watch',
    coalesce(n.notice_doi, n.notice_pmid), n.dated, n.reasons
FROM articles AS a
JOIN notices AS n ON n.pmid = a.pmid
WHERE n.integrity IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM notices AS l
    WHERE l.nature = 'reinstatement' AND (l.doi = n.doi OR l.pmid = n.pmid) AND l.dated >= n.dated
);

DROP VIEW integrity_marks;
CREATE VIEW integrity_marks AS
SELECT
    a.article_id,
    a.integrity,
    CASE
        WHEN a.integrity <> 'retracted' THEN 'pubmed'
        WHEN EXISTS (
            SELECT 1 FROM corrections AS c
            WHERE c.article_id = a.article_id
                AND c.ref_type IN ('RetractionIn', 'RetractedandRepublishedIn')
        ) THEN 'pubmed'
        WHEN EXISTS (
            SELECT 1 FROM article_types AS y
            WHERE y.article_id = a.article_id
                AND (y.ui = 'D016441' OR y.name = 'Retracted Publication')
        ) THEN 'pubmed'
        ELSE 'title'
    END AS source,
    NULL AS trial_id,
    NULL AS note,
    NULL AS type,
    NULL AS said_by,
    NULL AS notice,
    NULL AS dated,
    NULL AS reasons
FROM articles AS a
WHERE a.integrity IS NOT NULL
UNION ALL
SELECT
    a.article_id, 'retracted', 'registry', r.trial_id, r.retractions, NULL, NULL, NULL, NULL, NULL
FROM trial_references AS r
JOIN articles AS a ON a.article_id = CASE
    WHEN r.pmid GLOB '[0-9]*' AND r.pmid NOT LIKE '10.%' THEN r.pmid
    WHEN r.pmid IS NOT NULL
        THEN (SELECT p.article_id FROM articles AS p WHERE p.pmcid = r.pmid OR lower(p.doi) = r.pmid LIMIT 1)
    ELSE (
        SELECT p.article_id
        FROM mentions AS m
        JOIN articles AS p ON CASE m.registry
            WHEN 'pmid' THEN p.pmid = m.number
            WHEN 'doi' THEN lower(p.doi) = m.number
            WHEN 'pmcid' THEN p.pmcid = m.number
        END
        WHERE m.kind = 'trial' AND m.id = r.trial_id
            AND m.field = 'trial_references[' || (r.position - 1) || ']'
        ORDER BY m.position
        LIMIT 1
    )
END
WHERE r.retractions IS NOT NULL
UNION ALL
SELECT article_id, integrity, source, NULL, NULL, type, said_by, notice, dated, reasons
FROM outside_marks;
