-- title: Registry
-- place: 3
-- words: registries
-- order: count
-- search: yes
SELECT t.trial_id AS id, named.code AS value
FROM trials AS t INDEXED BY trials_list
JOIN (
    -- one code for a registry that has given numbers of several forms
    SELECT label, code, min(position) FROM vocabularies WHERE vocabulary = 'registries' GROUP BY label
) AS named ON named.label = t.registry_label
