SELECT
    a.label, a.type_label, a.description,
    (
        SELECT group_concat(i.name, '|')
        FROM arm_interventions AS x
        JOIN interventions AS i ON i.nct_id = x.nct_id AND i.position = x.intervention_position
        WHERE x.nct_id = a.nct_id AND x.arm_label = a.label
    ) AS interventions
FROM arms AS a
WHERE a.nct_id = :nct_id
ORDER BY a.position
