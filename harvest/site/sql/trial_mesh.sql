SELECT m.ui, m.name, m.scope_note, x.area
FROM trial_mesh AS x
JOIN mesh_terms AS m ON m.ui = x.ui
WHERE x.nct_id = :nct_id AND x.ancestor = 0
ORDER BY x.area, m.name
