-- Preprints and the papers that they became, by who says so; two records stay two.
CREATE TABLE preprints (
    preprint_id TEXT, -- the preprint, where it is in the database
    preprint_number TEXT, -- its number at Europe PMC or its DOI, where it is not
    article_id TEXT, -- the paper, where it is in the database
    article_number TEXT, -- its PMID or DOI, where it is not
    known_by TEXT NOT NULL -- who says so: Europe PMC, Crossref, PubMed
) STRICT;

WITH told(preprint_id, preprint_number, article_id, article_number, known_by) AS (
    -- The preprint says what it became.
    SELECT
        p.article_id, NULL,
        (SELECT min(a.article_id) FROM work.articles AS a WHERE a.pmid = c.other_pmid),
        c.other_pmid,
        iif(p.article_id LIKE 'PPR%', 'Europe PMC', 'PubMed')
    FROM work.articles AS p
    JOIN work.corrections AS c ON c.article_id = p.article_id
        AND c.ref_type IN ('PreprintOf', 'UpdateIn')
    WHERE p.kind = 'preprint' AND c.other_pmid IS NOT NULL
    UNION ALL
    -- The paper says what it was: at PubMed, …
    SELECT p.article_id, NULL, a.article_id, a.pmid, 'PubMed'
    FROM work.articles AS p
    JOIN work.corrections AS c ON c.other_pmid = p.pmid AND c.ref_type = 'UpdateOf'
    JOIN work.articles AS a ON a.article_id = c.article_id AND a.kind <> 'preprint'
    WHERE p.kind = 'preprint'
    UNION ALL
    -- … at Europe PMC, …
    SELECT
        (SELECT p.article_id FROM work.articles AS p WHERE p.article_id = e.other_id),
        e.other_id, a.article_id, a.pmid, 'Europe PMC'
    FROM work.text_ties AS e
    JOIN work.texts AS t ON t.text_id = e.text_id
    JOIN work.articles AS a ON a.pmid = t.pmid
    WHERE e.tie = 'PreprintIn' AND e.other_source = 'PPR'
    UNION ALL
    -- … at Crossref.
    SELECT
        (SELECT min(p.article_id) FROM work.articles AS p WHERE lower(p.doi) = d.other_id),
        d.other_id, a.article_id, NULL, 'Crossref'
    FROM work.doi_relations AS d
    JOIN work.articles AS a ON lower(a.doi) = d.doi
    WHERE d.relation = 'has-preprint' AND d.other_type = 'doi'
    UNION ALL
    SELECT
        p.article_id, NULL,
        (SELECT min(a.article_id) FROM work.articles AS a WHERE lower(a.doi) = d.other_id),
        d.other_id, 'Crossref'
    FROM work.doi_relations AS d
    JOIN work.articles AS p ON lower(p.doi) = d.doi
    WHERE d.relation = 'is-preprint-of' AND d.other_type = 'doi'
)
INSERT INTO preprints
SELECT
    preprint_id, iif(preprint_id IS NULL, preprint_number, NULL),
    article_id, iif(article_id IS NULL, article_number, NULL),
    group_concat(DISTINCT known_by)
FROM told
GROUP BY
    coalesce(preprint_id, preprint_number), coalesce(article_id, article_number)
ORDER BY 1, 2, 3, 4;
CREATE INDEX preprints_preprint ON preprints(preprint_id);
CREATE INDEX preprints_article ON preprints(article_id);
