-- What the full text of a paper says, each with its place; of a text that is only linked, one row without a fact.
SELECT
    t.pmcid, t.licence, t.licence_url, t.rights, t.url, f.fact, f.fact_label, f.value, f.own, f.heading, f.start,
    f."end", f.words, f.sentence, (SELECT trial_id FROM trials WHERE trial_id = f.value) AS held
FROM full_texts AS t
LEFT JOIN full_text_facts AS f ON f.pmcid = t.pmcid AND NOT (
    f.fact = 'registration' AND EXISTS (
        SELECT 1 FROM full_text_facts AS o
        WHERE o.pmcid = f.pmcid AND o.fact = f.fact AND o.value = f.value AND o.position < f.position
    )
)
WHERE t.article_id = :article_id
ORDER BY t.pmcid, f.position
