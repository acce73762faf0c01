SELECT pmid, role, last_name, fore_name, initials, suffix, collective_name
FROM authors WHERE pmid IN (:ids) ORDER BY pmid, role, position
