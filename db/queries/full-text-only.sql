-- title: Papers that name a trial only in their full text
-- for: writer, investigator
-- description: Papers whose full text names a trial of the database while title, abstract and PubMed's data bank
--   list do not, as Europe PMC finds them; also papers that are not in the database. With licence and link.

SELECT
    r.trial_id, t.brief_title AS trial, x.article_id, x.pmid, x.title, x.year,
    iif(x.preprint = 1, 'Preprint', 'Paper') AS kind,
    iif(x.article_id IS NULL, 'not in the database', 'in the database') AS is_here,
    a.integrity_label AS integrity, x.licence, x.free_from, x.url, x.doi
FROM text_names AS r0
JOIN texts AS x ON x.text_id = r0.text_id
JOIN (
    SELECT trial_id, trial_id AS number FROM trials
    UNION
    SELECT id, alias FROM aliases WHERE kind = 'trial'
) AS r ON r.number = r0.number
JOIN trials AS t ON t.trial_id = r.trial_id
LEFT JOIN articles AS a ON a.article_id = x.article_id
WHERE NOT EXISTS (
    SELECT 1 FROM trial_articles AS l
    WHERE l.trial_id = r.trial_id AND l.article_id = x.article_id
        AND l.rule IN ('nct_in_title', 'nct_in_abstract', 'databank') AND l.withdrawn_on IS NULL
)
ORDER BY x.year DESC, x.text_id, r.trial_id
