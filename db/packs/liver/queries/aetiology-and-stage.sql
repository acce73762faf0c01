-- title: Aetiology and stage covered
-- for: writer, investigator
-- description: Number of trials and papers for each cause and each stage of the disease, extracted from
--   their texts.

SELECT
    CASE f.facet WHEN 'aetiology' THEN 'aetiology' ELSE 'stage' END AS kind, min(f.label) AS disease,
    count(DISTINCT t.trial_id) AS trials, count(DISTINCT a.article_id) AS papers,
    count(DISTINCT t.trial_id) FILTER (WHERE t.status = 'RECRUITING') AS trials_recruiting
FROM facets AS f
LEFT JOIN trials AS t ON t.trial_id = f.trial_id AND t.removed_on IS NULL
LEFT JOIN articles AS a ON a.article_id = f.article_id AND a.removed_on IS NULL
WHERE f.facet IN ('aetiology', 'stage') AND (t.trial_id IS NOT NULL OR a.article_id IS NOT NULL)
GROUP BY f.facet, f.value
ORDER BY f.facet, trials DESC, papers DESC, disease
