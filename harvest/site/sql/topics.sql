-- Every value of every facet, with the trials and papers that have it.
SELECT
    f.facet, f.value, count(DISTINCT t.nct_id) AS trials, count(DISTINCT a.pmid) AS papers
FROM facets AS f
LEFT JOIN trials AS t ON t.nct_id = f.nct_id
    AND t.removed_on IS NULL
    AND coalesce(t.relevance, 1) >= :relevant
LEFT JOIN articles AS a ON a.pmid = f.pmid
    AND a.removed_on IS NULL
    AND coalesce(a.relevance, 1) >= :relevant
GROUP BY f.facet, f.value
HAVING trials + papers > 0
