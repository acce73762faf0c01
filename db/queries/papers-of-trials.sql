-- title: Papers linked to trials, with the reason
-- for: writer, investigator
-- description: Each link between a trial and a paper, its type, the rule that made it and the text behind
--   it.
-- param: relation, Relation, choice, , SELECT DISTINCT relation FROM trial_articles ORDER BY 1
-- param: nct, NCT number, text, , SELECT seed_trial FROM publication WHERE seed_trial IS NOT NULL

SELECT
    l.nct_id, t.brief_title AS trial, l.relation, a.pmid, a.title AS paper, a.year,
    a.journal_abbrev AS journal, a.integrity_label AS integrity,
    replace(l.rule, '_', ' ') AS rule, l.basis AS reason, l.score, l.evidence
FROM trial_articles AS l
JOIN trials AS t ON t.nct_id = l.nct_id
JOIN articles AS a ON a.pmid = l.pmid
WHERE (:relation = '' OR l.relation = :relation)
    AND (:nct = '' OR l.nct_id = upper(trim(:nct)))
ORDER BY l.nct_id, l.relation, a.year DESC, a.pmid
