-- title: Results deadlines: overdue, met, exempt
-- for: writer, investigator
-- home: investigator 7
-- description: Status of each trial against one of three deadlines: US law, results in the registry within 12
--   months, a results paper within 24 months; exemptions give their reason. For a date without a day, the
--   last day it can mean is used, and marked.
-- param: clock, Deadline, choice, us_law, SELECT code, label FROM vocabularies WHERE vocabulary = 'clocks' ORDER BY position
-- param: state, Status, choice, overdue, SELECT 'overdue', 'Overdue' UNION ALL SELECT 'running', 'Not yet due' UNION ALL SELECT 'returned', 'Submitted, returned for correction' UNION ALL SELECT 'in review', 'Submitted, in review' UNION ALL SELECT 'met', 'Met' UNION ALL SELECT 'met late', 'Met late' UNION ALL SELECT 'exempt', 'Exempt' UNION ALL SELECT 'not applicable', 'Not applicable' UNION ALL SELECT 'unknown', 'Unknown: the record does not say enough'

SELECT
    c.trial_id, c.state, c.due,
    CASE c.partial WHEN 1 THEN 'last possible day' ELSE 'exact' END AS due_is,
    CASE c.state
        WHEN 'overdue'
            THEN CAST(julianday(date(p.published_at)) - julianday(c.due) AS INTEGER)
    END AS days_overdue,
    c.reason, t.brief_title AS title, t.status_label AS status,
    t.phase_label AS phase, t.primary_completion_date AS primary_completion,
    lower(t.primary_completion_date_type) AS date_is,
    t.disp_first_submitted AS certificate_of_delay,
    coalesce(t.results_first_submitted, t.estimated_results_first_submitted)
        AS results_submitted,
    t.lead_sponsor AS sponsor
FROM clocks AS c
JOIN trials AS t ON t.trial_id = c.trial_id
CROSS JOIN publication AS p
WHERE c.clock = :clock AND c.state = :state AND t.removed_on IS NULL
ORDER BY c.due IS NULL, c.due, c.trial_id
