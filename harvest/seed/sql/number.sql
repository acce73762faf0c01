-- The record that a number names: key, title, day of removal, and the number if it is another one.
SELECT t.trial_id, coalesce(t.brief_title, t.official_title), t.removed_on, NULL
FROM trials AS t WHERE :kind = 'trial' AND t.trial_id = :number
    AND t.trial_id NOT IN (SELECT alias FROM aliases WHERE kind = 'trial')
UNION ALL
SELECT t.trial_id, coalesce(t.brief_title, t.official_title), t.removed_on, a.alias
FROM aliases AS a JOIN trials AS t ON t.trial_id = a.id
WHERE :kind = 'trial' AND a.kind = 'trial' AND a.alias = :number
UNION ALL
SELECT t.trial_id, coalesce(t.brief_title, t.official_title), t.removed_on, :number
FROM trials AS t
WHERE :kind = 'trial' AND :registry <> t.registry AND t.trial_id IN (
    SELECT trial_id FROM trial_ids WHERE id = :number COLLATE NOCASE
    UNION ALL
    SELECT id FROM mentions
    WHERE kind = 'trial' AND registry = :registry AND number = :number
        AND field LIKE 'trial_ids%'
    UNION ALL
    SELECT trial_id FROM trials WHERE trial_id LIKE 'EUCTR' || :number || '-%'
)
UNION ALL
SELECT a.article_id, a.title, a.removed_on, NULL FROM articles AS a
WHERE :kind = 'paper' AND a.article_id = :number
UNION ALL
SELECT a.article_id, a.title, a.removed_on, NULL FROM articles AS a
WHERE :registry = 'pmid' AND a.pmid = :number
UNION ALL
SELECT a.article_id, a.title, a.removed_on, NULL FROM articles AS a
WHERE :registry = 'doi' AND lower(a.doi) = :number
UNION ALL
SELECT a.article_id, a.title, a.removed_on, NULL FROM articles AS a
WHERE :registry = 'pmcid' AND a.pmcid = :number
LIMIT 1
