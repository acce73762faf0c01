-- title: Data quality: what looks wrong in the records
-- for: operator, writer
-- description: Records that contradict themselves, and unreadable records. They are shown as received; they
--   can only be corrected at the registry.
-- param: rule, Rule, choice, , SELECT 'end before start' UNION ALL SELECT 'phase 4 with 10 or fewer' UNION ALL SELECT 'primary completion without type' UNION ALL SELECT 'no country' UNION ALL SELECT 'title used twice' UNION ALL SELECT 'enrolment unusable or doubtful' UNION ALL SELECT 'removed by the registry' UNION ALL SELECT 'unreadable'

WITH finding (rule, trial_id, record_id, what) AS (
    -- as far as both dates tell: 2020-03 is not before 2020-03-15
    SELECT 'end before start', trial_id, trial_id, start_date || ' → ' || completion_date
    FROM trials
    WHERE completion_date < substr(start_date, 1, length(completion_date))
    UNION ALL
    SELECT 'phase 4 with 10 or fewer', trial_id, trial_id, enrollment || ' participants'
    FROM trials
    WHERE phase = 'PHASE4' AND enrollment <= 10
    UNION ALL
    SELECT 'primary completion without type', trial_id, trial_id, primary_completion_date
    FROM trials
    WHERE primary_completion_date IS NOT NULL AND primary_completion_date_type IS NULL
    UNION ALL
    SELECT 'no country', trial_id, trial_id, n_locations || ' sites'
    FROM trials
    WHERE countries IS NULL
    UNION ALL
    SELECT 'title used twice', trial_id, trial_id, brief_title
    FROM trials
    WHERE brief_title IN (
        SELECT brief_title FROM trials GROUP BY brief_title HAVING count(*) > 1
    )
    UNION ALL
    SELECT 'enrolment unusable or doubtful', trial_id, trial_id, enrollment_flag
    FROM trials
    WHERE enrollment_flag IS NOT NULL
    UNION ALL
    SELECT 'removed by the registry', trial_id, trial_id, 'since ' || removed_on
    FROM trials
    WHERE removed_on IS NOT NULL
    UNION ALL
    SELECT 'unreadable', NULL, record_id, source || ': ' || reason
    FROM quarantine_summary
)
SELECT f.record_id AS record, f.what, f.rule, f.trial_id, t.brief_title AS title
FROM finding AS f
LEFT JOIN trials AS t ON t.trial_id = f.trial_id
WHERE :rule = '' OR f.rule = :rule
ORDER BY f.rule, f.record_id
