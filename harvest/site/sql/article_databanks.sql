-- Numbers that PubMed lists for the paper; trials that are held stand among its trials.
SELECT databank, accession
FROM databanks
WHERE
    pmid = :pmid
    AND (accession IS NULL OR accession NOT IN (SELECT nct_id FROM trials))
ORDER BY position
