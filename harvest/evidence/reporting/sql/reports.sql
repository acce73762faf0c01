-- Trials with the results papers tied to them, as TrialReport reads them, one row a pair.
SELECT
    t.trial_id, a.article_id, t.enrollment, t.enrollment_type, t.phase, t.allocation, t.start_date,
    t.primary_completion_date, t.primary_completion_date_type,
    (
        SELECT json_group_array(measure)
        FROM (
            SELECT measure FROM outcomes
            WHERE trial_id = t.trial_id AND kind = 'primary' AND measure IS NOT NULL
            ORDER BY position
        )
    ),
    coalesce(a.title, ''), coalesce(a.abstract, ''), a.published,
    (SELECT f.low FROM facets AS f WHERE f.kind = 'article' AND f.id = a.article_id AND f.facet = 'sample_size'),
    (SELECT f.evidence FROM facets AS f WHERE f.kind = 'article' AND f.id = a.article_id AND f.facet = 'sample_size'),
    EXISTS (SELECT 1 FROM article_types AS y WHERE y.article_id = a.article_id AND y.ui = 'D016449'),
    (
        SELECT json_group_array(json_array(f.fact, f.value, s.heading, f.sentence))
        FROM article_full_texts AS x
        JOIN full_text_facts AS f ON f.pmcid = x.pmcid
        JOIN full_text_sections AS s ON s.pmcid = f.pmcid AND s.position = f.section
        WHERE x.article_id = a.article_id AND f.value IS NOT NULL
            AND f.fact IN ('randomised', 'enrolled', 'recruitment_start', 'study_start')
    )
FROM (
    SELECT DISTINCT trial_id, article_id FROM links
    WHERE relation = 'results' AND withdrawn_on IS NULL
) AS l
JOIN trials AS t ON t.trial_id = l.trial_id
JOIN articles AS a ON a.article_id = l.article_id
WHERE a.kind = 'article'
ORDER BY t.trial_id, a.article_id
