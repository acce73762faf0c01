-- References of the registry's record whose papers are not held.
SELECT
    r.pmid, r.type, r.citation, r.retraction_notes,
    CASE
        WHEN r.pmid LIKE 'PMC%' THEN 'https://pmc.ncbi.nlm.nih.gov/articles/' || r.pmid || '/'
        WHEN r.pmid LIKE '10.%' THEN 'https://doi.org/' || r.pmid
        WHEN r.pmid NOT GLOB '*[^0-9]*' THEN 'https://pubmed.ncbi.nlm.nih.gov/' || r.pmid || '/'
    END AS url,
    CASE
        WHEN r.pmid LIKE 'PMC%' THEN r.pmid
        WHEN r.pmid LIKE '10.%' THEN 'doi:' || r.pmid
        WHEN r.pmid NOT GLOB '*[^0-9]*' THEN 'PubMed ' || r.pmid
        ELSE r.pmid
    END AS number
FROM trial_references AS r
WHERE
    r.trial_id = :trial_id AND (
        r.pmid IS NULL OR (
            -- each by an index of its own: together they would look through all papers
            NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.pmid = r.pmid)
            AND NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.pmcid = r.pmid)
            AND NOT EXISTS (SELECT 1 FROM articles AS a WHERE lower(a.doi) = +r.pmid)
        )
    )
ORDER BY r.position
