-- References of the registry's record whose papers are not held.
SELECT r.pmid, r.type, r.citation
FROM trial_references AS r
WHERE r.trial_id = :trial_id AND (r.pmid IS NULL OR r.pmid NOT IN (SELECT pmid FROM articles WHERE pmid IS NOT NULL))
ORDER BY r.position
