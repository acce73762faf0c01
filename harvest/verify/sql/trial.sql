-- What a text may state of a trial.
SELECT
    t.trial_id, t.registry_label, t.brief_title, t.official_title, t.acronym, t.status,
    t.status_label, t.last_known_status_label, t.why_stopped, t.phase, t.phase_label, t.enrollment,
    t.enrollment_type, t.enrollment_flag, t.start_date, t.start_date_type,
    t.primary_completion_date, t.primary_completion_date_type, t.completion_date,
    t.completion_date_type, t.first_submitted, t.first_posted, t.last_updated,
    t.last_update_submitted, t.has_results, t.results_first_posted, t.n_locations, t.n_arms,
    t.masking, t.masking_label, t.version, t.source, t.removed_on, t.study_type, t.url
FROM trials AS t WHERE t.trial_id = :id
