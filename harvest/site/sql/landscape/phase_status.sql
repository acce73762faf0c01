-- Studies by phase and status, in the reading order of both; one of two phases counts in each.
SELECT
    coalesce(f.phase, '') AS phase, coalesce(f.phase_label, 'Not given') AS phase_label,
    coalesce(t.status, '') AS status, coalesce(t.status_label, 'Not given') AS status_label,
    count(DISTINCT t.study_id) AS trials, coalesce(s.position, 99) AS status_position
FROM trials AS t
LEFT JOIN trial_phases AS f ON f.trial_id = t.trial_id
LEFT JOIN vocabularies AS p ON p.vocabulary = 'phases' AND p.code = f.phase
LEFT JOIN vocabularies AS s ON s.vocabulary = 'statuses' AND s.code = t.status
WHERE t.removed_on IS NULL
    AND coalesce(t.relevance, 1) >= :relevant
GROUP BY f.phase, t.status
ORDER BY coalesce(p.position, 99), status_position
