-- title: Conditions covered, by MeSH term
-- for: writer, investigator
-- description: Number of trials and papers for each condition, most first: causes, stages and
--   complications, including trials without papers and papers without trials.
-- param: least, Minimum number of trials, integer, 0,
-- picture: bars term trials

SELECT
    m.name AS term, m.ui, m.n_trials AS trials, m.n_articles AS papers,
    (
        SELECT count(DISTINCT x.trial_id)
        FROM trial_mesh AS x
        JOIN trials AS t ON t.trial_id = x.trial_id
        WHERE x.ui = m.ui AND x.ancestor = 0 AND t.removed_on IS NULL
            AND t.status IN ('RECRUITING', 'NOT_YET_RECRUITING', 'ENROLLING_BY_INVITATION')
    ) AS trials_recruiting,
    m.scope_note AS definition
FROM mesh_terms AS m
WHERE m.n_trials >= :least
    AND m.ui IN (SELECT ui FROM trial_mesh WHERE area = 'condition' AND ancestor = 0)
ORDER BY m.n_trials DESC, m.name
