-- title: Papers on randomised trials, with and without a registry number
-- for: writer
-- description: Papers that PubMed classifies as randomised controlled trials, with the registry numbers that
--   PubMed lists for them. Papers without one have to be linked to a trial by hand.
-- param: registered, Registry number, choice, all, SELECT 'all', 'With or without' UNION ALL SELECT 'with', 'With' UNION ALL SELECT 'without', 'Without'
-- param: since, From year, integer, 1900,

WITH paper AS (
    SELECT
        a.*,
        (
            SELECT group_concat(accession, ', ')
            FROM databanks AS d
            WHERE d.article_id = a.article_id AND d.databank NOT IN ('GENBANK', 'GEO', 'PDB', 'figshare')
        ) AS registry_numbers
    FROM articles AS a
    WHERE a.removed_on IS NULL
        AND a.year >= :since
        AND a.article_id IN (
            SELECT article_id FROM article_types
            WHERE ui = 'D016449' OR name = 'Randomized Controlled Trial'
        )
)
SELECT
    p.article_id, coalesce(p.registry_numbers, 'none') AS registry_numbers,
    (SELECT min(trial_id) FROM trial_articles AS l WHERE l.article_id = p.article_id) AS trial_id,
    p.title, p.author_list AS authors, p.journal_abbrev AS journal, p.year, p.integrity_label AS integrity, p.doi
FROM paper AS p
WHERE :registered = 'all'
    OR (:registered = 'with') = (p.registry_numbers IS NOT NULL)
ORDER BY p.year DESC, CAST(p.article_id AS INTEGER) DESC, p.article_id
