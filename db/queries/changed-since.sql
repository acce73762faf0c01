-- title: What changed since my draft
-- for: writer, investigator
-- home: writer 1
-- description: All changes of trials and papers seen since a date (default: the 30 days before publication):
--   new records, statuses, dates, numbers, outcomes, results, retractions. To compare the results of a saved
--   query on two dates, use the command harvest query diff.
-- param: since, Since, date, ,
-- param: event, Kind of change, choice, , SELECT event, min(event_label) FROM changes GROUP BY event ORDER BY 2

SELECT
    c.record_id, c.event_label AS what,
    coalesce(
        o.label,
        CASE c.field || c.old WHEN 'has_results1' THEN 'yes' WHEN 'has_results0' THEN 'no' END, c.old
    ) AS before,
    CASE
        WHEN c.event NOT IN ('registered', 'paper_published') THEN coalesce(
            n.label,
            CASE c.field || c.new WHEN 'has_results1' THEN 'yes' WHEN 'has_results0' THEN 'no' END,
            p.title, c.new
        )
    END AS after, coalesce(t.brief_title, a.title) AS title,
    replace(c.field, '_', ' ') AS field, c.note AS remark, substr(c.seen_at, 1, 10) AS seen,
    c.happened_on AS dated_by_source,
    CASE c.kind WHEN 'trial' THEN c.record_id END AS trial_id,
    CASE c.kind WHEN 'article' THEN c.record_id END AS article_id,
    coalesce(a.integrity_label, p.integrity_label) AS integrity
FROM changes AS c
LEFT JOIN trials AS t ON c.kind = 'trial' AND t.trial_id = c.record_id
LEFT JOIN articles AS a ON c.kind = 'article' AND a.article_id = c.record_id
LEFT JOIN articles AS p ON c.event = 'paper_linked' AND p.article_id = c.new
LEFT JOIN vocabularies AS o
    ON o.code = c.old
    AND o.vocabulary = CASE
        WHEN c.field = 'status' THEN 'statuses'
        WHEN c.field = 'phase' THEN 'phases'
    END
LEFT JOIN vocabularies AS n
    ON n.code = c.new
    AND n.vocabulary = CASE
        WHEN c.field = 'status' THEN 'statuses'
        WHEN c.field = 'phase' THEN 'phases'
    END
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
