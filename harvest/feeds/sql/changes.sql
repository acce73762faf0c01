-- Changes, newest first. A line that ends in "if …" stands only where that value is given. Mass
-- changes are left out until a person has released them; what the registry's own history told of
-- the time before the first harvest is shown of a single record only, after what was seen here.
-- The rows of a page are found by numbers first: an index holds all that this needs.
SELECT c.id,
       (SELECT count(*) FROM changes AS e
        WHERE e.kind = c.kind AND e.record_id = c.record_id AND e.id < c.id AND e.event = c.event
          AND e.field IS c.field AND e.old IS c.old AND e.new IS c.new AND e.note IS c.note
          AND e.seen_at = c.seen_at) AS ordinal,
       c.kind, c.record_id, coalesce(t.brief_title, a.title, a.vernacular_title) AS title, c.event, c.event_label, c.field,
       c.old, c.new, c.note, c.days, c.happened_on, c.seen_at, c.origin,
       o.article_id AS other_id, coalesce(o.title, o.vernacular_title) AS other_title,
       t.registry_label AS registry, a.entrez_date AS added_on,
       a.integrity, a.integrity_label,
       o.integrity AS other_integrity, o.integrity_label AS other_integrity_label
FROM (
  SELECT c.id
  FROM changes AS c
  WHERE (c.upstream IS NULL OR c.upstream IN (
          SELECT id FROM upstream_changes WHERE released_on IS NOT NULL))
    AND c.origin = 'harvest' -- unless record
    AND c.seen_at >= :since -- if since
    AND coalesce((SELECT n.relevance FROM trials AS n WHERE c.kind = 'trial' AND n.trial_id = c.record_id), (SELECT n.relevance FROM articles AS n WHERE c.kind = 'article' AND n.article_id = c.record_id), 1) >= :relevance -- if relevance
    AND substr(coalesce(c.happened_on, c.seen_at), 1, 7) BETWEEN :month AND :month || '-99' -- if year
    AND substr(coalesce(c.happened_on, c.seen_at), 1, 7) = substr(:month, 1, 7) -- if month_or_day
    AND substr(coalesce(c.happened_on, c.seen_at), 1, length(:month)) = :month -- if day
    AND c.event = :event -- if event
    AND c.kind IN ('trial', 'article') AND c.record_id = :record -- if record
    AND c.record_id IN (SELECT trial_id FROM trials WHERE lead_sponsor = :sponsor) -- if sponsor
    AND c.record_id IN (SELECT trial_id FROM trial_countries WHERE country = :country) -- if country
    -- by its name, as a registry may have given numbers of several forms, each with a code
    AND c.record_id IN (SELECT t.trial_id FROM vocabularies AS v JOIN trials AS t ON t.registry_label = v.label WHERE v.vocabulary = 'registries' AND v.code = :registry) -- if registry
    AND c.kind IN ('trial', 'article') -- if few
    AND c.record_id IN (SELECT value FROM json_each(:records)) -- if few
    AND +c.record_id IN (SELECT value FROM json_each(:records)) -- if many
  ORDER BY
    c.origin = 'registry', -- if record
    c.id DESC
  LIMIT :limit OFFSET :offset
) AS found
JOIN changes AS c ON c.id = found.id
LEFT JOIN trials AS t ON c.kind = 'trial' AND t.trial_id = c.record_id
LEFT JOIN articles AS a ON c.kind = 'article' AND a.article_id = c.record_id
LEFT JOIN articles AS o ON o.article_id = CASE c.event
  WHEN 'paper_linked' THEN c.new
  WHEN 'reference_added' THEN substr(c.new, 1, instr(c.new, ',') - 1)
END
ORDER BY
  c.origin = 'registry', -- if record
  c.id DESC
