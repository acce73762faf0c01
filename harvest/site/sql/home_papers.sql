SELECT pmid, title, first_author, n_authors, journal_abbrev, journal, year, integrity, integrity_label
FROM articles
WHERE removed_on IS NULL
ORDER BY coalesce(entrez_date, published) DESC, CAST(pmid AS INTEGER) DESC
LIMIT 8
