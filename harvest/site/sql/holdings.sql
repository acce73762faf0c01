-- What the file holds: its tables (kind "table"), the kinds of records whose relevance was worked
-- out ("ranked"), and the words of every vocabulary, in reading order.
SELECT 'table' AS kind, name, NULL AS code, NULL AS label, 0 AS position
FROM sqlite_schema
WHERE type = 'table'
UNION ALL
SELECT 'ranked', 'trials', NULL, NULL, 0
WHERE EXISTS (SELECT 1 FROM trials WHERE relevance IS NOT NULL)
UNION ALL
SELECT 'ranked', 'articles', NULL, NULL, 0
WHERE EXISTS (SELECT 1 FROM articles WHERE relevance IS NOT NULL)
UNION ALL
SELECT 'label', vocabulary, code, label, position
FROM vocabularies
