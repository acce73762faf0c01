-- title: Papers linked to trials, with the reason
-- for: writer, investigator
-- home: writer 2
-- description: Each paper linked to a trial, one row a pair: why, what the paper is to the trial, the rules
--   that linked them and the text behind each.
-- param: relation, Relation, choice, , SELECT code, label FROM vocabularies WHERE vocabulary = 'relations' AND code IN (SELECT CASE probable WHEN 1 THEN 'probable' ELSE relation END FROM trial_articles) ORDER BY position
-- param: trial, Trial number, text, , SELECT seed_trial FROM publication WHERE seed_trial IS NOT NULL

SELECT
    l.trial_id, l.article_id, min(l.basis) AS reason, coalesce(min(w.label), min(l.relation)) AS relation,
    a.integrity_label AS integrity, a.title AS paper, a.year,
    group_concat(
        coalesce(
            r.title,
            CASE l.rule WHEN 'verdict' THEN 'verdict of a person' ELSE 'comparison of both records' END
        ),
        '; '
    ) AS rules,
    group_concat(l.evidence, '; ') AS evidence, max(l.score) AS score,
    t.brief_title AS trial, a.journal_abbrev AS journal
FROM trial_articles AS l
JOIN trials AS t ON t.trial_id = l.trial_id
JOIN articles AS a ON a.article_id = l.article_id
LEFT JOIN link_rules AS r ON r.rule = l.rule
LEFT JOIN vocabularies AS w
    ON w.vocabulary = 'relations' AND w.code = CASE l.probable WHEN 1 THEN 'probable' ELSE l.relation END
WHERE l.withdrawn_on IS NULL AND t.removed_on IS NULL AND a.removed_on IS NULL
    AND (:relation = '' OR :relation = CASE l.probable WHEN 1 THEN 'probable' ELSE l.relation END)
    AND (:trial = '' OR l.trial_id = trim(:trial) COLLATE NOCASE)
GROUP BY l.trial_id, l.article_id
ORDER BY l.trial_id, min(w.position), a.year DESC, l.article_id
