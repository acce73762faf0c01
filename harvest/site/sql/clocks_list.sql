-- Trials of one clock in one state, the longest overdue first, with the other two clocks.
SELECT
    c.trial_id, c.due, c.partial, c.reason, c.fields, t.brief_title, t.status, t.status_label,
    t.phase_label, t.primary_completion_date, t.primary_completion_date_type, t.lead_sponsor,
    CAST(julianday(:today) - julianday(c.due) AS INTEGER) AS days,
    (
        SELECT json_group_array(json_object(
            'clock', o.clock, 'label', o.clock_label, 'state', o.state, 'due', o.due,
            'partial', o.partial, 'reason', o.reason
        ))
        FROM (SELECT * FROM clocks WHERE trial_id = c.trial_id ORDER BY clock DESC) AS o
    ) AS clocks
FROM clocks AS c
JOIN trials AS t ON t.trial_id = c.trial_id
WHERE c.clock = :clock
    AND c.state = :state
    AND t.removed_on IS NULL
    AND coalesce(t.relevance, 1) >= :relevant
ORDER BY c.due NULLS LAST, c.trial_id
LIMIT :limit OFFSET :offset
