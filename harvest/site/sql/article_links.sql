-- Where the paper can be read freely, each site once, with the licence and until when it is withheld.
SELECT l.url, l.code, l.availability, l.style, l.site, t.licence, t.open_access, t.free_from
FROM texts AS t
JOIN text_links AS l ON l.text_id = t.text_id
WHERE t.article_id = :article_id AND l.code IN ('OA', 'F')
ORDER BY l.style <> 'html', l.position
