-- title: Investigators and authors
-- for: investigator, writer
-- description: People who lead trials or write papers, by part of a name; without a name, those with the most
--   records. The registry gives full names, PubMed a family name and initials.
-- param: name, Name, text, ,

WITH person AS (
    SELECT o.name, 'trial' AS kind, o.trial_id, NULL AS article_id, o.affiliation, NULL AS orcid
    FROM officials AS o
    WHERE o.name IS NOT NULL
        AND o.trial_id IN (SELECT trial_id FROM trials WHERE removed_on IS NULL)
    UNION ALL
    SELECT
        a.last_name || coalesce(', ' || a.fore_name, ''), 'paper', NULL, a.article_id, a.affiliation,
        a.orcid
    FROM authors AS a
    WHERE a.last_name IS NOT NULL
        AND a.article_id IN (SELECT article_id FROM articles WHERE removed_on IS NULL)
)
SELECT
    name, count(DISTINCT trial_id) AS trials, count(DISTINCT article_id) AS papers,
    count(DISTINCT CASE WHEN article_id IN (
        SELECT article_id FROM articles WHERE integrity = 'retracted'
    ) THEN article_id END) AS retracted_papers,
    max(affiliation) AS affiliation, max(orcid) AS orcid,
    min(trial_id) AS trial_id, min(article_id) AS article_id
FROM person
WHERE :name = '' OR instr(lower(name), lower(:name)) > 0
GROUP BY name
ORDER BY count(*) DESC, name
LIMIT 500
