-- Numbers that PubMed lists for the paper; trials that are held stand among its trials, however the
-- list spells their numbers.
SELECT databank, accession
FROM databanks AS d
WHERE
    d.article_id = :article_id
    AND (d.accession IS NULL OR d.accession NOT IN (SELECT trial_id FROM trials))
    AND NOT EXISTS (
        SELECT 1 FROM mentions AS m JOIN trials AS t ON t.trial_id = m.number
        WHERE
            m.kind = 'article' AND m.id = d.article_id
            AND m.field LIKE 'databanks[%' AND m.evidence = d.accession
    )
ORDER BY d.position
