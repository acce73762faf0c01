-- The registries of the trials, each with the code that lists and feeds know it by.
SELECT v.code, v.label, min(v.position)
FROM vocabularies AS v
WHERE v.vocabulary = 'registries' AND v.label IN (SELECT registry_label FROM trials)
GROUP BY v.label
ORDER BY v.label
