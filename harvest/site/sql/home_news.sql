-- News of the last days in full: of each kind of change some, the newest first, dates by how far they
-- moved. A study is told once of a kind, and what no longer holds (a trial that was resumed, a
-- retraction taken back) not at all.
WITH told AS (
    SELECT
        c.id, c.event, c.days,
        row_number() OVER (
            PARTITION BY c.event, coalesce(t.study_id, a.article_id) ORDER BY c.id DESC
        ) AS again
    FROM changes AS c
    LEFT JOIN trials AS t ON c.kind = 'trial' AND t.trial_id = c.record_id
    LEFT JOIN articles AS a ON c.kind = 'article' AND a.article_id = c.record_id
    WHERE c.seen_at >= :since AND c.origin = 'harvest'
        AND c.event IN (SELECT value FROM json_each(:events))
        AND (c.upstream IS NULL OR c.upstream IN (
            SELECT id FROM upstream_changes WHERE released_on IS NOT NULL
        ))
        AND coalesce(t.trial_id, a.article_id) IS NOT NULL
        AND coalesce(t.relevance, a.relevance, 1) >= :relevant
        AND (coalesce(t.removed_on, a.removed_on) IS NULL) = (c.event <> 'removed')
        AND CASE c.event
            WHEN 'stopped' THEN t.status IS c.new
            WHEN 'status' THEN t.status IS c.new
            WHEN 'phase' THEN t.phase IS c.new
            WHEN 'sponsor' THEN c.field <> 'lead_sponsor' OR t.lead_sponsor IS c.new
            WHEN 'primary_completion_moved' THEN t.primary_completion_date IS c.new
            WHEN 'results_posted' THEN t.has_results = 1
            WHEN 'results_withdrawn' THEN t.has_results = 0
            WHEN 'retracted' THEN a.integrity IS 'retracted'
            WHEN 'concern' THEN a.integrity IS 'concern'
            ELSE 1
        END
),

chosen AS (
    SELECT
        id,
        row_number() OVER (PARTITION BY event ORDER BY days DESC NULLS LAST, id DESC) AS place
    FROM told
    WHERE again = 1
)

SELECT
    c.id, c.kind, c.record_id, coalesce(t.brief_title, a.title, a.vernacular_title) AS title,
    c.event, c.event_label, c.field, c.old, c.new, c.note, c.days, c.happened_on, c.seen_at,
    o.article_id AS other_id, coalesce(o.title, o.vernacular_title) AS other_title,
    t.registry_label AS registry, a.entrez_date AS added_on, a.integrity, a.integrity_label,
    o.integrity AS other_integrity, o.integrity_label AS other_integrity_label,
    t.status_label AS its_status, t.lead_sponsor AS its_sponsor,
    (
        SELECT json_group_array(json_array(r.trial_id, r.brief_title))
        FROM (
            SELECT DISTINCT x.trial_id, x.brief_title
            FROM study_articles AS s
            JOIN trials AS x ON x.trial_id = s.trial_id
            WHERE s.article_id = a.article_id AND s.relation = 'results' AND x.removed_on IS NULL
                AND coalesce(x.relevance, 1) >= :relevant
            ORDER BY x.trial_id
            LIMIT 3
        ) AS r
    ) AS its_reports
FROM chosen
JOIN changes AS c ON c.id = chosen.id
LEFT JOIN trials AS t ON c.kind = 'trial' AND t.trial_id = c.record_id
LEFT JOIN articles AS a ON c.kind = 'article' AND a.article_id = c.record_id
LEFT JOIN articles AS o ON c.event = 'paper_linked' AND o.article_id = c.new
WHERE chosen.place <= :each
ORDER BY chosen.place, c.id DESC
