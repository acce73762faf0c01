-- What each source says about whether a paper can be relied on; also who has no mark of it.
CREATE TABLE article_marks (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place, from 1, the gravest first
    known_by TEXT NOT NULL, -- who says so: pubmed, title (the paper's own), registry (that cites it), crossref, retractionwatch
    integrity TEXT, -- retracted, concern, corrected; empty = this source has no mark of it
    integrity_label TEXT, -- the same, or the kind of notice, in words
    reported_by TEXT, -- who reported it to Crossref: publisher or retraction-watch
    notice TEXT, -- the notice: its DOI or PubMed number
    dated TEXT, -- day of the notice
    reasons TEXT, -- reasons as Retraction Watch lists them, joined by "|"
    trial_id TEXT, -- trial whose registry notes a retraction
    last_fetched TEXT, -- when the source was last asked, UTC
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO article_marks
-- Each mark once: to find those of a paper, the view would look through all papers.
WITH marks AS MATERIALIZED (SELECT * FROM work.integrity_marks)
SELECT
    article_id,
    row_number() OVER (
        PARTITION BY article_id
        ORDER BY
            integrity IS NULL, integrity <> 'retracted', integrity <> 'concern', known_by, dated,
            notice, trial_id
    ) AS position,
    known_by, integrity, integrity_label, reported_by, notice, dated, reasons, trial_id,
    last_fetched
FROM (
    SELECT
        m.article_id, m.source AS known_by, m.integrity,
        coalesce(label('notice_types', m.type), label('integrity', m.integrity)) AS integrity_label,
        m.said_by AS reported_by, m.notice, m.dated, m.reasons, m.trial_id,
        CASE m.source
            WHEN 'crossref' THEN (
                SELECT r.last_fetched FROM work.records AS r WHERE r.kind = 'doi' AND r.id = lower(a.doi)
            )
            WHEN 'retractionwatch' THEN (
                SELECT max(r.last_fetched) FROM work.records AS r WHERE r.source = 'retractionwatch'
            )
            WHEN 'registry' THEN (
                SELECT r.last_fetched FROM work.records AS r WHERE r.kind = 'trial' AND r.id = m.trial_id
            )
            ELSE p.last_fetched
        END AS last_fetched
    FROM marks AS m
    JOIN work.articles AS a ON a.article_id = m.article_id
    JOIN work.records AS p ON p.kind = 'article' AND p.id = a.article_id
    UNION ALL
    SELECT
        a.article_id, 'pubmed', NULL, 'No mark', NULL, NULL, NULL, NULL, NULL, p.last_fetched
    FROM work.articles AS a
    JOIN work.records AS p ON p.kind = 'article' AND p.id = a.article_id
    WHERE a.pmid IS NOT NULL
        AND a.article_id IN (SELECT article_id FROM marks)
        AND NOT EXISTS (
            SELECT 1 FROM marks AS m
            WHERE m.article_id = a.article_id AND m.source = 'pubmed'
        )
    UNION ALL
    SELECT
        a.article_id, 'crossref', NULL, 'No mark', NULL, NULL, NULL, NULL, NULL, d.last_fetched
    FROM work.articles AS a
    JOIN work.records AS d ON d.kind = 'doi' AND d.id = lower(a.doi)
    WHERE a.article_id IN (SELECT article_id FROM marks)
        AND NOT EXISTS (
            SELECT 1 FROM marks AS m
            WHERE m.article_id = a.article_id AND m.source = 'crossref'
        )
);
