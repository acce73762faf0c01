-- title: Trials with posted results: deaths and serious adverse events
-- for: writer
-- description: Results posted at the registry, one row per group of participants; the outcomes themselves
--   are on the trial's page, the events by term in "Adverse events by term".

SELECT
    t.trial_id, g.deaths_affected AS deaths, g.serious_affected AS serious_events_in,
    g.serious_at_risk AS of_participants,
    round(100.0 * g.serious_affected / nullif(g.serious_at_risk, 0), 1) AS percent,
    g.title || CASE
        WHEN count(*) OVER (PARTITION BY t.trial_id, g.title) > 1
            THEN coalesce(' (' || g.description || ')', ' (' || g.group_id || ')')
        ELSE ''
    END AS participants_group, t.brief_title AS title, t.results_first_posted AS results_posted,
    (SELECT count(*) FROM result_outcomes AS o WHERE o.trial_id = t.trial_id) AS outcomes_reported,
    (
        SELECT group_concat(a.p_value, ', ')
        FROM result_analyses AS a
        WHERE a.trial_id = t.trial_id AND a.outcome_position = 1
    ) AS p_values_of_first_outcome
FROM trials AS t
LEFT JOIN adverse_groups AS g ON g.trial_id = t.trial_id
WHERE t.has_results = 1 AND t.removed_on IS NULL
ORDER BY t.results_first_posted DESC, t.trial_id, g.position
