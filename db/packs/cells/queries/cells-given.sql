-- title: Cell source, donor, route and dose
-- for: writer, investigator
-- home: writer 6
-- description: What each trial gives, extracted from its record; uncertainty is noted in brackets. An empty
--   cell means not stated. The source text is on the trial's page.
-- param: source, Cell source, choice, , SELECT DISTINCT value, label FROM facets WHERE facet = 'cell_source' AND trial_id IS NOT NULL ORDER BY label
-- param: donor, Donor, choice, , SELECT DISTINCT value, label FROM facets WHERE facet = 'donor' AND trial_id IS NOT NULL ORDER BY label
-- param: route, Route, choice, , SELECT DISTINCT value, label FROM facets WHERE facet = 'route' AND trial_id IS NOT NULL ORDER BY label

WITH given AS (
    SELECT trial_id, facet, group_concat(said, '; ') AS said
    FROM (
        SELECT trial_id, facet, label || coalesce(' (' || flag || ')', '') AS said
        FROM facets
        WHERE trial_id IS NOT NULL
        ORDER BY trial_id, facet, position
    )
    GROUP BY trial_id, facet
)
SELECT
    t.trial_id, max(CASE g.facet WHEN 'cell_source' THEN g.said END) AS cell_source,
    max(CASE g.facet WHEN 'donor' THEN g.said END) AS donor,
    max(CASE g.facet WHEN 'route' THEN g.said END) AS route,
    max(CASE g.facet WHEN 'dose' THEN g.said END) AS dose,
    max(CASE g.facet WHEN 'infusions' THEN g.said END) AS infusions,
    max(CASE g.facet WHEN 'interval' THEN g.said END) AS interval_between,
    max(CASE g.facet WHEN 'product' THEN g.said END) AS product, t.brief_title AS title,
    t.status_label AS status, t.phase_label AS phase
FROM trials AS t
JOIN given AS g ON g.trial_id = t.trial_id
WHERE t.removed_on IS NULL
    AND EXISTS (SELECT 1 FROM facets WHERE trial_id = t.trial_id AND facet = 'product')
    AND (:source = '' OR t.trial_id IN (
        SELECT trial_id FROM facets WHERE facet = 'cell_source' AND value = :source
    ))
    AND (:donor = '' OR t.trial_id IN (
        SELECT trial_id FROM facets WHERE facet = 'donor' AND value = :donor
    ))
    AND (:route = '' OR t.trial_id IN (
        SELECT trial_id FROM facets WHERE facet = 'route' AND value = :route
    ))
GROUP BY t.trial_id
ORDER BY t.relevance DESC, t.trial_id
