-- What is watched and nothing in the database answers to: its key in the list, and its text there.
SELECT 'trials' AS key, asked.value AS text
FROM json_each(:trials) AS asked
WHERE asked.value NOT IN (SELECT trial_id FROM trials)
UNION ALL
SELECT 'sponsors', asked.value
FROM json_each(:sponsors) AS asked
WHERE NOT EXISTS (
        SELECT 1 FROM sponsor_members AS m WHERE asked.value COLLATE NOCASE IN (m.sponsor, m.slug))
  AND NOT EXISTS (
        SELECT 1 FROM sponsor_names AS n WHERE n.name = asked.value COLLATE NOCASE)
