-- Numbers that PubMed lists for the paper; trials that are held stand among its trials.
SELECT databank, accession
FROM databanks
WHERE
    article_id = :article_id
    AND (accession IS NULL OR accession NOT IN (SELECT trial_id FROM trials))
ORDER BY position
