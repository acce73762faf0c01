-- References of the registry's record whose papers are not held.
SELECT r.pmid, r.type, r.citation
FROM trial_references AS r
WHERE r.nct_id = :nct_id AND (r.pmid IS NULL OR r.pmid NOT IN (SELECT pmid FROM articles))
ORDER BY r.position
