-- Every assertion that ties a trial to the paper; the page groups them by trial.
SELECT
    l.relation, l.rule, l.basis, l.score, l.probable, l.evidence, l.withdrawn_on, t.trial_id,
    t.brief_title, t.acronym, t.status, t.status_label, t.phase_label, t.study_type_label, t.enrollment, t.enrollment_type,
    t.start_date, t.primary_completion_date, t.primary_completion_date_type, t.completion_date, t.countries,
    t.n_locations, t.lead_sponsor, t.interventions, t.has_results, t.last_updated, 0 AS results_papers,
    0 AS unsound_papers, NULL AS through, t.study_type, t.allocation, t.intervention_model,
    (
        SELECT count(*) FROM outcomes WHERE trial_id = t.trial_id AND kind = 'primary'
    ) AS primary_outcomes,
    (
        SELECT measure FROM outcomes
        WHERE trial_id = t.trial_id AND kind = 'primary' ORDER BY position LIMIT 1
    ) AS primary_outcome,
    (
        SELECT time_frame FROM outcomes
        WHERE trial_id = t.trial_id AND kind = 'primary' ORDER BY position LIMIT 1
    ) AS primary_time_frame,
    (
        SELECT count(DISTINCT article_id) FROM study_articles WHERE study_id = t.study_id
    ) AS papers,
    (
        SELECT group_concat(o.trial_id, '|')
        FROM (
            SELECT trial_id FROM trials
            WHERE study_id = t.study_id AND trial_id <> t.trial_id AND removed_on IS NULL
            ORDER BY trial_id
        ) AS o
    ) AS other_registrations
FROM trial_articles AS l
JOIN trials AS t ON t.trial_id = l.trial_id
WHERE l.article_id = :article_id
ORDER BY t.trial_id, l.rule
