-- title: Adverse events by term: which, in how many of how many
-- for: writer, investigator
-- description: Adverse events of posted results, one row for each event and group of participants, serious
--   ones first. A registry lists other events only above the frequency that the sponsor states.
-- param: term, Event contains, text, , SELECT term FROM adverse_terms GROUP BY term ORDER BY count(*) DESC, term LIMIT 50
-- param: kind, Kind, choice, , SELECT 'serious', 'Serious' UNION ALL SELECT 'other', 'Other'
-- param: trial, Trial number, text, ,

SELECT
    a.trial_id, a.term AS event, iif(a.serious, 'serious', 'other') AS kind, a.affected,
    a.at_risk AS of_participants, round(100.0 * a.affected / nullif(a.at_risk, 0), 1) AS percent,
    a.events, a.group_title AS participants_group, a.organ_system, t.brief_title AS title
FROM adverse_terms AS a
JOIN trials AS t ON t.trial_id = a.trial_id
WHERE t.removed_on IS NULL
    AND (:trial = '' OR a.trial_id = trim(:trial) COLLATE NOCASE)
    AND (:kind = '' OR a.serious = (:kind = 'serious'))
    AND (:term = '' OR instr(lower(a.term), lower(trim(:term))) > 0)
ORDER BY a.serious DESC, a.trial_id, a.position
