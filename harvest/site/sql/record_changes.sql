-- Changes of one record, newest first; mass changes are left out until a person released them. What
-- was seen here stands by that day, what the registry's history tells of before by the registry's.
SELECT
    c.kind, c.record_id, c.event, c.event_label, c.field, c.old, c.new, c.note, c.happened_on,
    c.seen_at, c.origin, o.article_id AS other_id,
    coalesce(o.title, o.vernacular_title) AS other_title, t.registry_label AS registry,
    a.entrez_date AS added_on,
    a.integrity, a.integrity_label,
    o.integrity AS other_integrity, o.integrity_label AS other_integrity_label
FROM changes AS c
LEFT JOIN trials AS t ON c.kind = 'trial' AND t.trial_id = c.record_id
LEFT JOIN articles AS a ON c.kind = 'article' AND a.article_id = c.record_id
LEFT JOIN articles AS o ON o.article_id = CASE c.event
    WHEN 'paper_linked' THEN c.new
    WHEN 'reference_added' THEN substr(c.new, 1, instr(c.new, ',') - 1)
END
WHERE c.kind = :kind AND c.record_id = :id
    AND (c.upstream IS NULL OR c.upstream IN (
        SELECT id FROM upstream_changes WHERE released_on IS NOT NULL
    ))
ORDER BY
    CASE c.origin WHEN 'registry' THEN coalesce(c.happened_on, c.seen_at) ELSE c.seen_at END DESC,
    c.id DESC
LIMIT 60
