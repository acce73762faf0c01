-- The record that stands for each number (a JSON list): its own, a former one, one in other letters.
SELECT value, coalesce(
    (SELECT trial_id FROM trials WHERE trial_id = value),
    (SELECT article_id FROM articles WHERE article_id = value),
    (SELECT id FROM aliases WHERE alias IN (value, upper(value))),
    (SELECT trial_id FROM trials WHERE trial_id = value COLLATE NOCASE),
    (SELECT article_id FROM articles WHERE article_id = value COLLATE NOCASE),
    (SELECT article_id FROM articles WHERE value LIKE 'doi:%' AND lower(doi) = substr(value, 5))
)
FROM json_each(:ids)
