-- title: The paper's full text names the trial
-- proof: full text
-- names: yes
-- relation: mention
-- phrase: names the trial in its full text
SELECT n.trial_id, a.article_id, x.number || ' (full text, found by Europe PMC)' AS evidence, 0 AS registers
FROM text_names AS x
JOIN texts AS t ON t.text_id = x.text_id
JOIN trial_numbers AS n ON n.number = x.number
JOIN articles AS a ON a.article_id = coalesce(
    (SELECT p.article_id FROM articles AS p WHERE p.article_id = t.pmid),
    (SELECT min(p.article_id) FROM articles AS p WHERE t.pmid IS NULL AND lower(p.doi) = t.doi)
)
WHERE n.own
