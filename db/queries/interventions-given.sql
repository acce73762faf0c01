-- title: What is given: interventions with their arms
-- for: writer, investigator
-- description: Interventions as registered, with type, dose and route in the sponsor's words and the arms
--   that receive them.
-- param: kind, Kind, choice, , SELECT DISTINCT type, type_label FROM interventions WHERE type IS NOT NULL ORDER BY 2
-- param: contains, Name or description contains, text, ,

SELECT
    i.trial_id, i.name AS intervention, i.type_label AS kind, i.description,
    replace(i.other_names, '|', '; ') AS other_names,
    (
        SELECT group_concat(a.arm_label, '; ')
        FROM arm_interventions AS a
        WHERE a.trial_id = i.trial_id AND a.intervention_position = i.position
    ) AS arms,
    t.status_label AS status, t.phase_label AS phase, t.enrollment AS participants
FROM interventions AS i
JOIN trials AS t ON t.trial_id = i.trial_id
WHERE t.removed_on IS NULL
    AND (:kind = '' OR i.type = :kind)
    AND (
        :contains = ''
        OR instr(lower(coalesce(i.name, '')), lower(:contains)) > 0
        OR instr(lower(coalesce(i.description, '')), lower(:contains)) > 0
    )
ORDER BY t.first_posted DESC, i.trial_id, i.position
