-- Preprints of the paper (is_of = 0), and the papers that a preprint became (is_of = 1).
SELECT
    p.preprint_id = :article_id AS is_of, o.article_id AS held, o.title, o.published, o.year,
    o.integrity_label,
    CASE WHEN p.preprint_id = :article_id THEN p.article_number ELSE p.preprint_number END AS number,
    replace(p.known_by, ',', ' and ') AS known_by
FROM preprints AS p
LEFT JOIN articles AS o
    ON o.article_id = CASE WHEN p.preprint_id = :article_id THEN p.article_id ELSE p.preprint_id END
WHERE p.preprint_id = :article_id OR p.article_id = :article_id
ORDER BY is_of, o.published, number
