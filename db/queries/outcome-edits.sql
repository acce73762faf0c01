-- title: Primary outcomes edited
-- for: writer, investigator
-- description: Primary outcomes added, dropped or reworded, and whether the trial had started by then. Covers
--   the time since the first harvest, and earlier for trials whose history was fetched from the registry.
-- param: timing, When, choice, after, SELECT 'after', 'After the start' UNION ALL SELECT 'any', 'At any time'

SELECT
    c.record_id AS trial_id, c.event_label AS edit, c.old AS before, c.new AS after,
    c.note AS remark, coalesce(c.happened_on, substr(c.seen_at, 1, 10)) AS edited,
    t.brief_title AS title, t.start_date AS start,
    t.status_label AS status, t.lead_sponsor AS sponsor
FROM changes AS c
JOIN trials AS t ON t.trial_id = c.record_id
WHERE c.event IN ('primary_outcome_added', 'primary_outcome_dropped', 'primary_outcome_edited')
    AND (:timing = 'any' OR c.note LIKE 'after the start%')
    AND (c.upstream IS NULL OR c.upstream IN (
        SELECT id FROM upstream_changes WHERE released_on IS NOT NULL
    ))
ORDER BY edited DESC, c.record_id, c.id
