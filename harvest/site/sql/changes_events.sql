-- The kinds of change that are told, in reading order.
SELECT v.code AS event, v.label AS event_label
FROM vocabularies AS v
WHERE v.vocabulary = 'events' AND EXISTS (SELECT 1 FROM changes WHERE event = v.code)
ORDER BY v.position
