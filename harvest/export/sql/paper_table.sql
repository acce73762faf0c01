-- Papers in one table, in the order of the ids (a JSON list).
SELECT a.article_id, coalesce(a.title, a.vernacular_title, a.book_title) AS title,
       (SELECT group_concat(name, '; ') FROM (
            SELECT coalesce(collective_name, last_name || coalesce(' ' || initials, '')
                || coalesce(' ' || suffix, '')) AS name
            FROM authors WHERE article_id = a.article_id AND role = 'author' ORDER BY position)) AS authors,
       coalesce(a.journal, iif(a.kind = 'preprint', a.publisher, NULL)) AS journal,
       CASE a.kind WHEN 'preprint' THEN 'preprint' WHEN 'book' THEN 'book' ELSE 'paper' END AS kind, a.year, a.published, a.volume, a.issue, a.pages, a.doi, a.pmcid,
       a.integrity_label AS integrity, a.abstract, a.url, a.full_text_url, a.full_text_licence
FROM json_each(:ids) AS wanted JOIN articles AS a ON a.article_id = wanted.value
ORDER BY wanted.key
