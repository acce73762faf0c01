SELECT
    iif(pmid IS NULL, 'import', 'PubMed') AS source, url, version, last_fetched, removed_on,
    integrity_label AS integrity
FROM articles WHERE article_id = :id
