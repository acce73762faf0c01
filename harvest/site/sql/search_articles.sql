SELECT
    a.pmid, a.title, a.author_list, a.journal_abbrev, a.journal, a.year, a.integrity,
    a.integrity_label, snippet(articles_fts, -1, char(2), char(3), ' … ', 32) AS snippet
FROM articles_fts
JOIN articles AS a ON a.rowid = articles_fts.rowid
WHERE articles_fts MATCH :match
ORDER BY articles_fts.rank
LIMIT 50
