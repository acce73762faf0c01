-- Changes of the last days by kind, by the day seen here: those that /changes?since=…&topic=1 lists.
SELECT c.event, max(c.event_label) AS event_label, count(*) AS changes
FROM changes AS c
LEFT JOIN trials AS t ON c.kind = 'trial' AND t.trial_id = c.record_id
LEFT JOIN articles AS a ON c.kind = 'article' AND a.article_id = c.record_id
WHERE c.seen_at >= :since AND c.origin = 'harvest'
    AND (c.upstream IS NULL OR c.upstream IN (
        SELECT id FROM upstream_changes WHERE released_on IS NOT NULL
    ))
    AND coalesce(t.relevance, a.relevance, 1) >= :relevant
GROUP BY c.event
