-- title: Questions that a registration raises about its paper
-- for: writer, investigator
-- description: Where a trial's registration and the abstract of a linked results paper differ: participants,
--   phase, randomisation, primary outcome, dates. Both texts are shown with a question; an abstract may omit
--   what the paper says.
-- param: field, About, choice, , SELECT 'participants' UNION ALL SELECT 'phase' UNION ALL SELECT 'randomisation' UNION ALL SELECT 'primary outcome' UNION ALL SELECT 'dates'
-- param: trial, Trial number, text, ,

SELECT
    d.trial_id, d.question, d.field AS about, d.registry AS registry_says, d.paper AS paper_says,
    d.article_id, a.integrity_label AS integrity, t.brief_title AS trial, a.title AS paper
FROM discrepancies AS d
JOIN trials AS t ON t.trial_id = d.trial_id
JOIN articles AS a ON a.article_id = d.article_id
WHERE (:field = '' OR d.field = :field)
    AND (:trial = '' OR d.trial_id = trim(:trial) COLLATE NOCASE)
ORDER BY d.trial_id, d.article_id, d.field
