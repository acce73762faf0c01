-- How many participants studies plan or have reached, by phase and design: a row for each number
-- that the registrations of a study state.
SELECT DISTINCT
    t.study_id, coalesce(t.phase, '') AS phase, coalesce(t.phase_label, 'Not given') AS phase_label,
    coalesce(p.position, 99) AS phase_position,
    CASE
        WHEN t.study_type = 'OBSERVATIONAL' THEN 'observational'
        WHEN t.allocation = 'RANDOMIZED' THEN 'randomised'
        WHEN t.allocation = 'NON_RANDOMIZED' THEN 'not randomised'
        WHEN t.intervention_model = 'SINGLE_GROUP' THEN 'single-arm'
        ELSE 'not stated'
    END AS design,
    t.enrollment_type AS kind, t.enrollment AS size
FROM trials AS t
LEFT JOIN vocabularies AS p ON p.vocabulary = 'phases' AND p.code = t.phase
WHERE t.removed_on IS NULL AND coalesce(t.relevance, 1) >= :relevant AND t.enrollment IS NOT NULL
ORDER BY phase_position, phase
