-- title: Preprints without a paper
-- for: writer, investigator
-- description: Preprints on the topic that were posted some time ago and of which neither Europe PMC, Crossref nor
--   PubMed knows a paper, with the trials that they name. An unpublished preprint may have been refused.
-- param: months, Minimum months since it was posted, integer, 24,

SELECT
    a.article_id, a.integrity_label AS integrity, a.title, a.author_list AS authors, a.publisher AS server,
    a.published AS posted, a.doi,
    (
        SELECT group_concat(trial_id, '; ')
        FROM (
            SELECT DISTINCT l.trial_id FROM trial_articles AS l
            WHERE l.article_id = a.article_id AND l.relation <> 'candidate' AND l.withdrawn_on IS NULL
            ORDER BY l.trial_id
        )
    ) AS trials,
    a.full_text_licence AS licence, a.url
FROM articles AS a
WHERE a.kind = 'preprint'
    AND a.removed_on IS NULL
    AND a.published < (SELECT date(published_at, '-' || :months || ' months') FROM publication)
    AND NOT EXISTS (SELECT 1 FROM preprints AS p WHERE p.preprint_id = a.article_id)
ORDER BY a.published, a.article_id
