SELECT a.pmid, a.title,
       (SELECT group_concat(name, '; ') FROM (
            SELECT coalesce(collective_name, last_name || coalesce(' ' || initials, '')) AS name
            FROM authors WHERE pmid = a.pmid AND role = 'author' ORDER BY position)) AS authors,
       a.journal, a.year, a.published, a.volume, a.issue, a.pages, a.doi, a.pmcid,
       a.integrity_label AS integrity, a.abstract, a.url
FROM articles AS a WHERE a.pmid IN (:ids)
