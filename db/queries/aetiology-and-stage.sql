-- title: Aetiology and stage covered
-- for: writer, investigator
-- description: Number of trials and papers for each cause and each stage of the disease, extracted from
--   their texts.

SELECT
    CASE facet WHEN 'aetiology' THEN 'aetiology' ELSE 'stage' END AS kind, label AS disease,
    count(DISTINCT trial_id) AS trials, count(DISTINCT article_id) AS papers,
    count(DISTINCT CASE WHEN trial_id IN (
        SELECT trial_id FROM trials WHERE status = 'RECRUITING'
    ) THEN trial_id END) AS trials_recruiting
FROM facets
WHERE facet IN ('aetiology', 'stage')
GROUP BY facet, value, label
ORDER BY facet, trials DESC, papers DESC, label
