-- Changes, newest first; each condition counts only where its value is given. Mass changes are left
-- out until a person has released them; what the registry's own history told of the time before the
-- first harvest is shown of a single record only.
SELECT c.id, c.kind, c.record_id, coalesce(t.brief_title, a.title), c.event, c.event_label, c.field,
       c.old, c.new, c.note, c.days, c.happened_on, c.seen_at, c.origin
FROM changes AS c
LEFT JOIN trials AS t ON c.kind = 'trial' AND t.nct_id = c.record_id
LEFT JOIN articles AS a ON c.kind = 'article' AND a.pmid = c.record_id
WHERE (:since = '' OR coalesce(c.happened_on, c.seen_at) >= :since OR c.seen_at >= :since)
  AND (:event = '' OR c.event = :event)
  AND (:record = '' OR c.record_id = :record)
  AND (c.origin = 'harvest' OR :record <> '')
  AND (:sponsor = '' OR t.lead_sponsor = :sponsor)
  AND (:country = '' OR c.record_id IN (
        SELECT nct_id FROM trial_countries WHERE country = :country))
  AND (:records = '' OR c.record_id IN (SELECT value FROM json_each(:records)))
  AND (c.upstream IS NULL OR c.upstream IN (
        SELECT id FROM upstream_changes WHERE released_on IS NOT NULL))
ORDER BY CASE c.origin WHEN 'registry' THEN 1 ELSE 0 END, c.id DESC LIMIT :limit OFFSET :offset
