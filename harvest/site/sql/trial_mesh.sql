SELECT m.ui, m.name, m.scope_note, x.area, x.ancestor
FROM trial_mesh AS x
JOIN mesh_terms AS m ON m.ui = x.ui
WHERE x.trial_id = :trial_id
ORDER BY x.ancestor, x.area, m.name
