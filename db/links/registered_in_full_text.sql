-- title: The paper's full text, read here, names the trial
-- proof: paper
-- names: yes
-- relation: results
-- phrase: names the trial in its full text
SELECT
    n.trial_id, a.article_id,
    printf('%s, characters %d to %d: “%s”', s.heading, f.start, f."end", f.sentence) AS evidence,
    f.own AS registers
FROM full_text_facts AS f
JOIN full_text_sections AS s ON s.pmcid = f.pmcid AND s.position = f.section
JOIN article_full_texts AS a ON a.pmcid = f.pmcid
JOIN trial_numbers AS n ON n.number = f.value
WHERE f.fact = 'registration' AND f.position = (
    SELECT min(o.position) FROM full_text_facts AS o
    WHERE o.pmcid = f.pmcid AND o.fact = 'registration' AND o.value = f.value
)
