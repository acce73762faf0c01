-- title: Retractions and concerns that PubMed has not marked, by who reports them
-- for: writer
-- description: Papers that Crossref (publishers, Retraction Watch), Retraction Watch's list, a registry or the
--   paper's own title calls retracted or doubtful while PubMed's record has no such mark, with the day and reasons.

SELECT
    m.article_id, m.integrity_label AS integrity, a.title, a.author_list AS authors,
    a.journal_abbrev AS journal, a.year,
    CASE m.known_by
        WHEN 'crossref' THEN iif(m.reported_by = 'retraction-watch', 'Crossref, by Retraction Watch', 'Crossref, by the publisher')
        WHEN 'retractionwatch' THEN 'Retraction Watch''s list'
        WHEN 'registry' THEN 'Registry (' || m.trial_id || ')'
        ELSE 'Title of the paper'
    END AS according_to,
    m.dated AS happened_on, replace(m.reasons, '|', '; ') AS reasons, m.notice,
    (
        SELECT group_concat(trial_id, ', ')
        FROM (
            SELECT DISTINCT trial_id FROM trial_articles
            WHERE article_id = m.article_id AND relation <> 'candidate' AND withdrawn_on IS NULL
        )
    ) AS trials
FROM article_marks AS m
JOIN articles AS a ON a.article_id = m.article_id
WHERE m.known_by <> 'pubmed' AND m.integrity IN ('retracted', 'concern') AND a.removed_on IS NULL
    AND NOT EXISTS (
        SELECT 1 FROM article_marks AS p
        WHERE p.article_id = m.article_id AND p.known_by = 'pubmed'
            AND p.integrity IN ('retracted', m.integrity)
    )
ORDER BY m.dated DESC, m.article_id
