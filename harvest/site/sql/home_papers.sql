-- The newest papers that report results of trials, with these trials; a retracted one says so.
SELECT
    a.article_id, coalesce(a.title, a.vernacular_title) AS title, a.author_list, a.journal,
    a.journal_abbrev, a.book_title, a.publisher, a.year, a.published, a.published_text, a.integrity,
    a.integrity_label,
    json_group_array(json_array(t.trial_id, t.brief_title)) AS trials
FROM articles AS a
JOIN (
    SELECT s.article_id, min(s.trial_id) AS trial_id
    FROM study_articles AS s
    JOIN trials AS x ON x.trial_id = s.trial_id
    WHERE s.relation = 'results' AND x.removed_on IS NULL AND coalesce(x.relevance, 1) >= :relevant
    GROUP BY s.article_id, s.study_id
) AS s ON s.article_id = a.article_id
JOIN trials AS t ON t.trial_id = s.trial_id
WHERE a.removed_on IS NULL AND coalesce(a.relevance, 1) >= :relevant
GROUP BY a.article_id
ORDER BY a.year DESC, a.published DESC, a.rowid DESC
LIMIT 5
