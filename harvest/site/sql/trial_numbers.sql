SELECT id, kind, type_label, domain, link FROM trial_ids WHERE nct_id = :nct_id
UNION
SELECT alias, 'alias', NULL, NULL, NULL
FROM aliases
WHERE kind = 'trial' AND id = :nct_id
ORDER BY kind DESC, id
