-- title: What changed since my draft
-- for: writer, investigator
-- description: All changes of trials and papers seen since a date (default: the 30 days before publication):
--   new records, statuses, dates, numbers, outcomes, results, retractions. To compare the results of a saved
--   query on two dates, use the command harvest query diff.
-- param: since, Since, date, ,
-- param: event, Kind of change, choice, , SELECT event, min(event_label) FROM changes GROUP BY event ORDER BY 2

SELECT
    substr(c.seen_at, 1, 10) AS seen, c.happened_on AS dated_by_source, c.event_label AS what,
    CASE c.kind WHEN 'trial' THEN c.record_id END AS trial_id,
    CASE c.kind WHEN 'article' THEN c.record_id END AS article_id,
    coalesce(t.brief_title, a.title) AS title, replace(c.field, '_', ' ') AS field,
    coalesce(o.label, c.old) AS before, coalesce(n.label, c.new) AS after, c.note AS remark,
    a.integrity_label AS integrity
FROM changes AS c
LEFT JOIN trials AS t ON c.kind = 'trial' AND t.trial_id = c.record_id
LEFT JOIN articles AS a ON c.kind = 'article' AND a.article_id = c.record_id
LEFT JOIN vocabularies AS o
    ON o.code = c.old
    AND o.vocabulary = CASE c.field WHEN 'status' THEN 'statuses' WHEN 'phase' THEN 'phases' END
LEFT JOIN vocabularies AS n
    ON n.code = c.new
    AND n.vocabulary = CASE c.field WHEN 'status' THEN 'statuses' WHEN 'phase' THEN 'phases' END
WHERE c.origin = 'harvest'
    AND (c.upstream IS NULL OR c.upstream IN (
        SELECT id FROM upstream_changes WHERE released_on IS NOT NULL
    ))
    AND (:event = '' OR c.event = :event)
    AND c.seen_at >= CASE :since
        WHEN '' THEN (SELECT date(published_at, '-30 days') FROM publication)
        ELSE :since
    END
ORDER BY c.id DESC
