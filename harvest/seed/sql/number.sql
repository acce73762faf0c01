-- The record that a number names: key, title, day of removal, and the number if it is another one.
SELECT t.nct_id, coalesce(t.brief_title, t.official_title), t.removed_on, NULL
FROM trials AS t WHERE :registry = 'nct' AND t.nct_id = :number
    AND t.nct_id NOT IN (SELECT alias FROM aliases WHERE kind = 'trial')
UNION ALL
SELECT t.nct_id, coalesce(t.brief_title, t.official_title), t.removed_on, a.alias
FROM aliases AS a JOIN trials AS t ON t.nct_id = a.id
WHERE :registry = 'nct' AND a.kind = 'trial' AND a.alias = :number
UNION ALL
SELECT t.nct_id, coalesce(t.brief_title, t.official_title), t.removed_on, :number
FROM trials AS t
WHERE :registry NOT IN ('nct', 'pmid', 'pmcid', 'doi') AND t.nct_id IN (
    SELECT nct_id FROM trial_ids WHERE id = :number COLLATE NOCASE
    UNION ALL
    SELECT nct_id FROM mentions
    WHERE registry = :registry AND number = :number AND field LIKE 'trial_ids%'
)
UNION ALL
SELECT a.pmid, a.title, a.removed_on, NULL FROM articles AS a
WHERE :registry = 'pmid' AND a.pmid = :number
UNION ALL
SELECT a.pmid, a.title, a.removed_on, NULL FROM articles AS a
WHERE :registry = 'doi' AND lower(a.doi) = :number
UNION ALL
SELECT a.pmid, a.title, a.removed_on, NULL FROM articles AS a
WHERE :registry = 'pmcid' AND a.pmcid = :number
LIMIT 1
