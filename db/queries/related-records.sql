-- title: Related to a trial, with reasons
-- for: writer, investigator
-- description: The trials and papers most similar to one trial and what they share with it. Papers linked to
--   the trial by a number are on its own page.
-- param: trial, Trial number (empty: the topic's own trial), text, , SELECT seed_trial FROM publication WHERE seed_trial IS NOT NULL
-- param: percent, Minimum similarity (%), integer, 20,

SELECT
    r.other_id AS record_id, (SELECT group_concat(value, '; ') FROM json_each(r.reasons)) AS reasons,
    coalesce(t.brief_title, a.title) AS title, r.score AS similarity, r.rank,
    coalesce(t.status_label, a.journal_abbrev) AS status_or_journal,
    CASE r.other_kind WHEN 'trial' THEN r.other_id END AS trial_id,
    CASE r.other_kind WHEN 'article' THEN r.other_id END AS article_id,
    a.integrity_label AS integrity
FROM related AS r
LEFT JOIN trials AS t ON r.other_kind = 'trial' AND t.trial_id = r.other_id
LEFT JOIN articles AS a ON r.other_kind = 'article' AND a.article_id = r.other_id
WHERE r.kind = 'trial'
    AND r.id = CASE trim(:trial)
        WHEN '' THEN (SELECT seed_trial FROM publication)
        ELSE (SELECT trial_id FROM trials WHERE trial_id = trim(:trial) COLLATE NOCASE)
    END
    AND r.score * 100 >= :percent
ORDER BY r.other_kind DESC, r.rank
