-- A citation that names its paper in its words alone (a DOI, a PMC number) carries its registry's note
-- on a retraction to that paper as well.
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
    NULL AS note
FROM articles AS a
WHERE a.integrity IS NOT NULL
UNION ALL
SELECT a.article_id, 'retracted', 'registry', r.trial_id, r.retractions
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
WHERE r.retractions IS NOT NULL;
