-- The cards of a list of trials, in the order of the ids (a JSON list).
SELECT
    t.trial_id, t.brief_title, t.acronym, t.status, t.status_label, t.phase_label,
    t.study_type_label, t.enrollment, t.enrollment_type, t.start_date, t.start_date_type,
    t.primary_completion_date, t.primary_completion_date_type, t.completion_date, t.countries, t.n_locations,
    t.lead_sponsor, t.conditions, t.interventions, t.has_results, t.last_updated, t.removed_on,
    (
        SELECT count(DISTINCT article_id) FROM trial_articles
        WHERE trial_id = t.trial_id AND relation = 'results' AND withdrawn_on IS NULL
    ) AS results_papers,
    (
        SELECT count(DISTINCT l.article_id)
        FROM trial_articles AS l
        JOIN articles AS a ON a.article_id = l.article_id
        WHERE l.trial_id = t.trial_id AND l.relation <> 'candidate' AND l.withdrawn_on IS NULL
            AND a.integrity IN ('retracted', 'concern')
    ) AS unsound_papers
FROM json_each(:ids) AS wanted
JOIN trials AS t ON t.trial_id = wanted.value
ORDER BY wanted.key
