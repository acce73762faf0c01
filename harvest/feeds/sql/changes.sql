-- Changes, newest first. A line that ends in "if …" stands only where that value is given. Mass
-- changes are left out until a person has released them; what the registry's own history told of
-- the time before the first harvest is shown of a single record only, after what was seen here.
SELECT c.id, c.kind, c.record_id, coalesce(t.brief_title, a.title), c.event, c.event_label, c.field,
       c.old, c.new, c.note, c.days, c.happened_on, c.seen_at, c.origin
FROM changes AS c
LEFT JOIN trials AS t ON c.kind = 'trial' AND t.nct_id = c.record_id
LEFT JOIN articles AS a ON c.kind = 'article' AND a.pmid = c.record_id
WHERE (c.upstream IS NULL OR c.upstream IN (
        SELECT id FROM upstream_changes WHERE released_on IS NOT NULL))
  AND c.origin = 'harvest' -- unless record
  AND (coalesce(c.happened_on, c.seen_at) >= :since OR c.seen_at >= :since) -- if since
  AND substr(coalesce(c.happened_on, c.seen_at), 1, length(:month)) = :month -- if month
  AND c.event = :event -- if event
  AND c.kind IN ('trial', 'article') AND c.record_id = :record -- if record
  AND t.lead_sponsor = :sponsor -- if sponsor
  AND c.record_id IN (SELECT nct_id FROM trial_countries WHERE country = :country) -- if country
  AND c.kind IN ('trial', 'article') -- if few
  AND c.record_id IN (SELECT value FROM json_each(:records)) -- if few
  AND +c.record_id IN (SELECT value FROM json_each(:records)) -- if many
ORDER BY
  c.origin = 'registry', -- if record
  c.id DESC
LIMIT :limit OFFSET :offset
