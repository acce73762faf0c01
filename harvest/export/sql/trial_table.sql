-- Trials in one table: their characteristics, and what a citation of them needs.
SELECT q.*, t.first_posted, t.completion_date AS completion, t.url
FROM (:query) AS q JOIN trials AS t ON t.trial_id = q.trial_id
WHERE q.trial_id IN (SELECT value FROM json_each(:ids))
