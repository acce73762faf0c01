SELECT role, last_name, fore_name, initials, suffix, collective_name, orcid, affiliation
FROM authors
WHERE pmid = :pmid
ORDER BY role, position
