-- Papers in which words are found, best first, by bm25 with the weights of articles_fts.
SELECT
    a.article_id AS id, coalesce(a.title, a.vernacular_title, a.book_title) AS title, a.url,
    a.removed_on IS NOT NULL AS removed,
    snippet(articles_fts, -1, :open, :close, ' … ', 24) AS snippet,
    a.integrity_label,
    a.first_author || CASE WHEN a.n_authors > 1 THEN ' et al.' ELSE '' END,
    coalesce(a.journal_abbrev, a.journal), a.year
FROM articles_fts
JOIN articles AS a ON a.rowid = articles_fts.rowid
WHERE articles_fts MATCH :match AND (:only IS NULL OR a.article_id = :only)
ORDER BY articles_fts.rank, a.article_id
LIMIT :most
