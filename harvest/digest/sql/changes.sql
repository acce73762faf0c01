-- Changes for a digest, oldest first: of what is watched. Mass changes are left out until released
-- and then told once, however old. What the registry's own history told of the time before the first
-- harvest is left out: it is no news.
SELECT c.id, c.kind, c.record_id, coalesce(t.brief_title, a.title, a.vernacular_title) AS title, c.event, c.event_label,
       c.field, c.old, c.new, c.note, c.happened_on, c.seen_at,
       o.article_id AS other_id, coalesce(o.title, o.vernacular_title) AS other_title,
       t.registry_label AS registry, a.entrez_date AS added_on,
       a.integrity, a.integrity_label,
       o.integrity AS other_integrity, o.integrity_label AS other_integrity_label
FROM changes AS c
LEFT JOIN trials AS t ON c.kind = 'trial' AND t.trial_id = c.record_id
LEFT JOIN articles AS a ON c.kind = 'article' AND a.article_id = c.record_id
LEFT JOIN articles AS o ON o.article_id = CASE c.event
  WHEN 'paper_linked' THEN c.new
  WHEN 'reference_added' THEN substr(c.new, 1, instr(c.new, ',') - 1)
END
LEFT JOIN upstream_changes AS u ON u.id = c.upstream
WHERE (c.id > :after
       OR (u.released_on IS NOT NULL AND u.id NOT IN (SELECT value FROM json_each(:released))))
  AND c.seen_at >= :since AND c.origin = 'harvest'
  AND (u.id IS NULL OR u.released_on IS NOT NULL)
  AND (:events = '[]' OR c.event IN (SELECT value FROM json_each(:events)))
  AND (:everything
       OR (c.kind IN ('trial', 'article') AND c.record_id IN (SELECT value FROM json_each(:records)))
       OR (c.kind = 'trial' AND c.record_id IN (SELECT value FROM json_each(:trials)))
       OR (c.kind = 'trial' AND c.record_id IN (
            SELECT s.trial_id
            FROM json_each(:sponsors) AS asked
            JOIN sponsor_members AS m ON asked.value COLLATE NOCASE IN (m.sponsor, m.slug)
                OR m.sponsor IN (
                    SELECT n.sponsor FROM sponsor_names AS n WHERE n.name = asked.value COLLATE NOCASE)
            JOIN sponsors AS s ON s.name = m.name))
       OR (c.kind = 'article' AND c.record_id IN (
            SELECT article_id FROM trial_articles
            WHERE trial_id IN (SELECT value FROM json_each(:trials))
              AND relation IN ('results', 'preprint', 'protocol', 'derived'))))
ORDER BY c.id
