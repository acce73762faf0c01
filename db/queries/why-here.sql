-- title: Why is this record here?
-- for: writer, operator
-- description: The searches that found a trial or paper, with the exact query last sent, and whether it still
--   matches. A record without a search is included because another record cites it.
-- param: id, Number of the trial or paper, text, , SELECT seed_trial FROM publication WHERE seed_trial IS NOT NULL

SELECT
    m.record_id, m.search, m.source AS registry, m.first_seen, m.last_seen, m.left_on,
    (
        SELECT q.sent FROM run_queries AS q
        WHERE q.source = m.source AND q.search = m.search
        ORDER BY q.id DESC LIMIT 1
    ) AS sent,
    CASE m.kind WHEN 'trial' THEN m.record_id END AS trial_id,
    CASE m.kind WHEN 'article' THEN m.record_id END AS article_id,
    (
        SELECT integrity_label FROM articles
        WHERE m.kind = 'article' AND article_id = m.record_id
    ) AS integrity
FROM memberships AS m
WHERE :id = '' OR m.record_id = trim(:id) COLLATE NOCASE
ORDER BY m.first_seen DESC, m.record_id
LIMIT 1000
