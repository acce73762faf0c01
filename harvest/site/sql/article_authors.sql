SELECT
    role, last_name, fore_name, initials, suffix, collective_name, orcid, affiliation,
    equal_contribution
FROM authors
WHERE article_id = :article_id
ORDER BY role, position
