-- What the clocks read of each trial, in the order of TrialFacts; at last the source that it is from.
-- A paper that reports one registration of a study reports the study, so that it counts for each.
SELECT
    t.trial_id, t.study_type, t.status, t.phase, t.start_date, t.primary_completion_date,
    t.completion_date, t.enrollment, t.is_fda_regulated_drug, t.is_fda_regulated_device,
    t.is_us_export, t.primary_purpose,
    -- 42 CFR 11.10: the States and the territories, which the registry lists as countries
    EXISTS (SELECT 1 FROM locations AS l WHERE l.trial_id = t.trial_id AND l.country IN (
        'United States', 'Puerto Rico', 'Guam', 'US Virgin Islands', 'American Samoa',
        'Northern Mariana Islands')),
    (SELECT group_concat(DISTINCT i.type) FROM interventions AS i WHERE i.trial_id = t.trial_id),
    t.disp_first_submitted, t.results_waived, t.has_results, t.results_first_submitted,
    t.results_first_posted,
    (SELECT json_group_array(json_array(e.type, e.date)) FROM (
        SELECT type, date FROM trial_events
        WHERE trial_id = t.trial_id AND kind IN ('unposted', 'submission') AND type IS NOT NULL
        ORDER BY position) AS e),
    (SELECT json_group_array(json_array(p.article_id, p.published)) FROM (
        SELECT DISTINCT a.article_id, a.published
        FROM links AS k JOIN articles AS a ON a.article_id = k.article_id
        WHERE k.trial_id IN (
            SELECT t.trial_id
            UNION ALL
            SELECT o.trial_id
            FROM study_members AS s JOIN study_members AS o ON o.study_id = s.study_id
            WHERE s.trial_id = t.trial_id)
            AND k.relation = 'results' AND k.withdrawn_on IS NULL AND a.kind <> 'preprint'
            AND a.article_id NOT IN (
                SELECT m.article_id FROM integrity_marks AS m WHERE m.integrity = 'retracted')
        ORDER BY a.article_id) AS p),
    t.primary_completion_date_type,
    (SELECT group_concat(p.article_id, ' ') FROM (
        SELECT DISTINCT k.article_id
        FROM links AS k JOIN integrity_marks AS m ON m.article_id = k.article_id
        WHERE k.trial_id IN (
            SELECT t.trial_id
            UNION ALL
            SELECT o.trial_id
            FROM study_members AS s JOIN study_members AS o ON o.study_id = s.study_id
            WHERE s.trial_id = t.trial_id)
            AND k.relation = 'results' AND k.withdrawn_on IS NULL
            AND m.integrity = 'retracted'
        ORDER BY k.article_id) AS p),
    r.source
FROM trials AS t
JOIN records AS r ON r.kind = 'trial' AND r.id = t.trial_id
