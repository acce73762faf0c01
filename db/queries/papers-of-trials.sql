-- title: Papers linked to trials, with the reason
-- for: writer, investigator
-- description: Each link between a trial and a paper, its type, the rule that made it and the text behind
--   it.
-- param: relation, Relation, choice, , SELECT DISTINCT relation FROM trial_articles ORDER BY 1
-- param: trial, Trial number, text, , SELECT seed_trial FROM publication WHERE seed_trial IS NOT NULL

SELECT
    l.trial_id, t.brief_title AS trial, l.relation, l.basis AS reason,
    a.article_id, a.title AS paper, a.year,
    a.journal_abbrev AS journal, a.integrity_label AS integrity,
    replace(l.rule, '_', ' ') AS rule, l.score, l.evidence
FROM trial_articles AS l
JOIN trials AS t ON t.trial_id = l.trial_id
JOIN articles AS a ON a.article_id = l.article_id
WHERE (:relation = '' OR l.relation = :relation)
    AND (:trial = '' OR l.trial_id = trim(:trial) COLLATE NOCASE)
ORDER BY l.trial_id, l.relation, a.year DESC, a.article_id
