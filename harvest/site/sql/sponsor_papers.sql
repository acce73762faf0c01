-- Papers that report the trials of a sponsor, newest first.
SELECT a.pmid
FROM sponsors AS s
JOIN trial_articles AS l
    ON l.nct_id = s.nct_id
    AND l.relation IN ('results', 'protocol', 'derived')
    AND l.withdrawn_on IS NULL
JOIN articles AS a ON a.pmid = l.pmid
WHERE s.name IN (SELECT value FROM json_each(:names)) AND a.removed_on IS NULL
GROUP BY a.pmid
ORDER BY a.year DESC, a.pmid DESC
