-- What full texts of a trial's papers say of it: numbers of people, dates, and its registration.
SELECT
    f.article_id, a.title, a.year, t.licence, t.url, f.fact, f.fact_label, f.value, f.own, f.heading, f.start,
    f."end", f.words, f.sentence, NULL AS held
FROM full_text_facts AS f
JOIN full_texts AS t ON t.pmcid = f.pmcid
JOIN articles AS a ON a.article_id = f.article_id
WHERE
    f.article_id IN (
        SELECT article_id FROM trial_articles
        WHERE trial_id = :trial_id AND relation IN ('results', 'derived', 'protocol') AND withdrawn_on IS NULL
    )
    AND (f.fact NOT IN ('registration', 'funding', 'conflicts', 'availability') OR f.value = :trial_id)
    AND NOT (
        f.fact = 'registration' AND EXISTS (
            SELECT 1 FROM full_text_facts AS o
            WHERE o.pmcid = f.pmcid AND o.fact = f.fact AND o.value = f.value AND o.position < f.position
        )
    )
ORDER BY a.year DESC, f.article_id, f.position
