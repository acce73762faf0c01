SELECT
    s.label, s.category, s.language, s.text,
    (
        SELECT v.label FROM vocabularies AS v
        WHERE v.vocabulary = 'languages' AND v.code = s.language
    ) AS language_label
FROM abstract_sections AS s
WHERE s.article_id = :article_id
ORDER BY s.position
