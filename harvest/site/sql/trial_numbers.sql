SELECT id, kind, type_label, domain, link FROM trial_ids WHERE trial_id = :trial_id
UNION
SELECT alias, 'alias', NULL, NULL, NULL
FROM aliases
WHERE kind = 'trial' AND id = :trial_id
ORDER BY kind DESC, id
