-- Every value of every facet, with the studies and papers that have it.
SELECT
    f.facet, f.value, count(DISTINCT t.study_id) AS trials,
    count(DISTINCT a.article_id) AS papers
FROM facets AS f
LEFT JOIN trials AS t ON t.trial_id = f.trial_id
    AND t.removed_on IS NULL
    AND coalesce(t.relevance, 1) >= :relevant
LEFT JOIN articles AS a ON a.article_id = f.article_id
    AND a.removed_on IS NULL
    AND coalesce(a.relevance, 1) >= :relevant
GROUP BY f.facet, f.value
HAVING trials + papers > 0
