-- The cards of a list of trials, in the order of the ids (a JSON list).
SELECT
    t.trial_id, t.brief_title, t.acronym, t.status, t.status_label, t.phase_label,
    t.study_type_label, t.enrollment, t.enrollment_type, t.start_date, t.start_date_type,
    t.primary_completion_date, t.primary_completion_date_type, t.completion_date, t.countries, t.n_locations,
    t.lead_sponsor, t.conditions, t.interventions, t.has_results, t.last_updated, t.removed_on,
    t.study_type, t.allocation, t.intervention_model,
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
    ) AS other_registrations,
    (
        SELECT count(DISTINCT article_id) FROM study_articles
        WHERE study_id = t.study_id AND relation = 'results'
    ) AS results_papers,
    (
        SELECT count(DISTINCT s.article_id)
        FROM study_articles AS s
        JOIN articles AS a ON a.article_id = s.article_id
        WHERE s.study_id = t.study_id AND a.integrity IN ('retracted', 'concern')
    ) AS unsound_papers
FROM json_each(:ids) AS wanted
JOIN trials AS t ON t.trial_id = wanted.value
ORDER BY wanted.key
