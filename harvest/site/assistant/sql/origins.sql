-- Who publishes records, and in which version they are here, by their keys.
SELECT trial_id AS record, registry_label AS source, version FROM trials
WHERE trial_id IN (SELECT value FROM json_each(:keys))
UNION ALL
SELECT article_id, iif(pmid IS NULL, 'import', 'PubMed'), version FROM articles
WHERE article_id IN (SELECT value FROM json_each(:keys))
