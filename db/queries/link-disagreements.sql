-- title: Links on which registry and paper disagree
-- for: writer, operator
-- description: Papers that name a trial whose record does not list them, papers that a record lists as
--   results but that do not name the trial, and links withdrawn by their source.

WITH pairs AS (
    SELECT
        l.trial_id, l.article_id, max(l.relation) AS relation,
        max(coalesce(r.names AND NOT r.lists, 0) AND l.withdrawn_on IS NULL) AS named,
        max(coalesce(r.lists, 0) AND l.withdrawn_on IS NULL) AS listed,
        max(coalesce(r.lists AND NOT r.names AND r.relation = 'results', 0)
            AND l.withdrawn_on IS NULL) AS listed_as_result,
        max(l.withdrawn_on) AS withdrawn
    FROM trial_articles AS l
    LEFT JOIN link_rules AS r ON r.rule = l.rule
    WHERE l.relation <> 'candidate'
    GROUP BY l.trial_id, l.article_id
)
SELECT
    p.trial_id, p.article_id,
    CASE
        WHEN p.withdrawn IS NOT NULL THEN 'a source withdrew the link on ' || substr(p.withdrawn, 1, 10)
        WHEN p.named AND NOT p.listed THEN 'the paper names the trial; the registry does not list it'
        ELSE 'the registry lists it as a result; the paper does not name the trial'
    END AS disagreement,
    a.integrity_label AS integrity, t.brief_title AS trial, a.title AS paper, a.year,
    coalesce(w.label, p.relation) AS relation
FROM pairs AS p
JOIN trials AS t ON t.trial_id = p.trial_id
JOIN articles AS a ON a.article_id = p.article_id
LEFT JOIN vocabularies AS w ON w.vocabulary = 'relations' AND w.code = p.relation
WHERE (p.named AND NOT p.listed) OR (p.listed_as_result AND NOT p.named) OR p.withdrawn IS NOT NULL
ORDER BY p.trial_id, p.article_id
