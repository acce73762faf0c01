-- title: Links on which registry and paper disagree
-- for: writer, operator
-- description: Papers that name a trial whose record does not list them, papers that a record lists as
--   results but that do not name the trial, and links withdrawn by their source.

WITH pairs AS (
    SELECT
        nct_id, pmid, max(relation) AS relation,
        max(rule IN ('databank', 'nct_in_title', 'nct_in_abstract', 'other_number')
            AND withdrawn_on IS NULL) AS named,
        max(rule IN ('registry_result', 'registry_derived', 'registry_background')
            AND withdrawn_on IS NULL) AS listed,
        max(rule = 'registry_result' AND withdrawn_on IS NULL) AS listed_as_result,
        max(withdrawn_on) AS withdrawn
    FROM trial_articles
    WHERE relation <> 'candidate'
    GROUP BY nct_id, pmid
)
SELECT
    p.nct_id, t.brief_title AS trial, p.pmid, a.title AS paper, a.year, p.relation,
    CASE
        WHEN p.withdrawn IS NOT NULL THEN 'a source withdrew the link on ' || substr(p.withdrawn, 1, 10)
        WHEN p.named AND NOT p.listed THEN 'the paper names the trial; the registry does not list it'
        ELSE 'the registry lists it as a result; the paper does not name the trial'
    END AS disagreement
FROM pairs AS p
JOIN trials AS t ON t.nct_id = p.nct_id
JOIN articles AS a ON a.pmid = p.pmid
WHERE (p.named AND NOT p.listed) OR (p.listed_as_result AND NOT p.named) OR p.withdrawn IS NOT NULL
ORDER BY p.nct_id, p.pmid
