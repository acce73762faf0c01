SELECT
    role, last_name, fore_name, initials, suffix, collective_name, orcid, affiliation,
    equal_contribution
FROM authors
WHERE pmid = :pmid
ORDER BY role, position
