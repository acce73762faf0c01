-- Terms whose words a search may have meant.
SELECT name AS term FROM mesh_terms WHERE n_trials + n_articles > 0 AND withdrawn IS NULL
UNION
SELECT e.term
FROM mesh_entry_terms AS e
JOIN mesh_terms AS m ON m.ui = e.ui
WHERE m.n_trials + m.n_articles > 0 AND m.withdrawn IS NULL
UNION
SELECT name FROM conditions
UNION
SELECT name FROM interventions WHERE name IS NOT NULL
UNION
SELECT keyword FROM trial_keywords
UNION
SELECT keyword FROM keywords
