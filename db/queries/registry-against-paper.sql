-- title: Differences between registry and paper
-- for: writer
-- description: Trials and the papers that report them, where the number of participants or the intervention
--   differs. A paper's numbers are extracted from its abstract.
-- param: percent, Minimum difference in participants (%), integer, 10,

WITH pairs AS (
    SELECT DISTINCT trial_id, article_id
    FROM trial_articles
    WHERE relation = 'results' AND withdrawn_on IS NULL
),
said AS (
    SELECT trial_id, article_id, facet, group_concat(label, '; ') AS labels, group_concat(value, '|') AS codes
    FROM (SELECT * FROM facets WHERE facet IN (SELECT facet FROM facet_descriptions WHERE compared) ORDER BY value)
    GROUP BY trial_id, article_id, facet
),
differs AS (
    SELECT
        p.trial_id, p.article_id, 'participants' AS what,
        t.enrollment || ' (' || lower(coalesce(t.enrollment_type, 'type not stated')) || ')' AS registry,
        CAST(CAST(f.low AS INTEGER) AS TEXT) AS paper, f.evidence AS words
    FROM pairs AS p
    JOIN trials AS t ON t.trial_id = p.trial_id
    JOIN facets AS f ON f.article_id = p.article_id AND f.facet = 'sample_size'
    WHERE t.enrollment > 0 AND abs(f.low - t.enrollment) * 100 >= t.enrollment * :percent
    UNION ALL
    SELECT p.trial_id, p.article_id, replace(r.facet, '_', ' '), r.labels, a.labels, NULL
    FROM pairs AS p
    JOIN said AS r ON r.trial_id = p.trial_id
    JOIN said AS a ON a.article_id = p.article_id AND a.facet = r.facet
    WHERE a.codes <> r.codes
)
SELECT
    d.trial_id, d.what, d.registry, d.paper, d.article_id, a.integrity_label AS integrity, d.words,
    t.brief_title AS trial, a.title AS title_of_paper, a.year
FROM differs AS d
JOIN trials AS t ON t.trial_id = d.trial_id
JOIN articles AS a ON a.article_id = d.article_id
ORDER BY d.trial_id, d.article_id, d.what
