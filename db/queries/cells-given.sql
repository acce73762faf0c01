-- title: Cell source, donor, route and dose
-- for: writer, investigator
-- description: What each trial gives, extracted from its record; uncertainty is noted in brackets. An empty
--   cell means not stated. The source text is on the trial's page.
-- param: source, Cell source, choice, , SELECT DISTINCT value, label FROM facets WHERE facet = 'cell_source' AND nct_id IS NOT NULL ORDER BY label
-- param: donor, Donor, choice, , SELECT DISTINCT value, label FROM facets WHERE facet = 'donor' AND nct_id IS NOT NULL ORDER BY label
-- param: route, Route, choice, , SELECT DISTINCT value, label FROM facets WHERE facet = 'route' AND nct_id IS NOT NULL ORDER BY label

WITH given AS (
    SELECT nct_id, facet, group_concat(said, '; ') AS said
    FROM (
        SELECT nct_id, facet, label || coalesce(' (' || flag || ')', '') AS said
        FROM facets
        WHERE nct_id IS NOT NULL
        ORDER BY nct_id, facet, position
    )
    GROUP BY nct_id, facet
)
SELECT
    t.nct_id, t.brief_title AS title, t.status_label AS status, t.phase_label AS phase,
    max(CASE g.facet WHEN 'product' THEN g.said END) AS product,
    max(CASE g.facet WHEN 'cell_source' THEN g.said END) AS cell_source,
    max(CASE g.facet WHEN 'donor' THEN g.said END) AS donor,
    max(CASE g.facet WHEN 'route' THEN g.said END) AS route,
    max(CASE g.facet WHEN 'dose' THEN g.said END) AS dose,
    max(CASE g.facet WHEN 'infusions' THEN g.said END) AS infusions,
    max(CASE g.facet WHEN 'interval' THEN g.said END) AS interval_between
FROM trials AS t
JOIN given AS g ON g.nct_id = t.nct_id
WHERE t.removed_on IS NULL
    AND EXISTS (SELECT 1 FROM facets WHERE nct_id = t.nct_id AND facet = 'product')
    AND (:source = '' OR t.nct_id IN (
        SELECT nct_id FROM facets WHERE facet = 'cell_source' AND value = :source
    ))
    AND (:donor = '' OR t.nct_id IN (
        SELECT nct_id FROM facets WHERE facet = 'donor' AND value = :donor
    ))
    AND (:route = '' OR t.nct_id IN (
        SELECT nct_id FROM facets WHERE facet = 'route' AND value = :route
    ))
GROUP BY t.nct_id
ORDER BY t.relevance DESC, t.nct_id
