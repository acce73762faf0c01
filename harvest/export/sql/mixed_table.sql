-- Trials and papers in one table, in the order of the ids (a JSON list).
SELECT
    wanted.value AS number,
    CASE WHEN a.article_id IS NULL THEN 'trial' WHEN a.kind = 'preprint' THEN 'preprint' ELSE 'paper' END AS kind,
    coalesce(t.brief_title, a.title, a.vernacular_title, a.book_title) AS title,
    coalesce(t.status_label, a.integrity_label) AS status, t.phase_label AS phase,
    t.enrollment AS participants, replace(t.countries, '|', '; ') AS countries,
    t.lead_sponsor AS sponsor, a.author_list AS authors,
    coalesce(a.journal, a.book_title, iif(a.kind = 'preprint', a.publisher, NULL)) AS journal,
    coalesce(t.start_date, a.published, CAST(a.year AS TEXT)) AS started_or_published,
    a.doi, coalesce(t.url, a.url) AS url, t.attribution
FROM json_each(:ids) AS wanted
LEFT JOIN trials AS t ON t.trial_id = wanted.value
LEFT JOIN articles AS a ON a.article_id = wanted.value
WHERE t.trial_id IS NOT NULL OR a.article_id IS NOT NULL
ORDER BY wanted.key
