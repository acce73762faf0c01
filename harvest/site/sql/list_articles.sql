-- The cards of a list of papers, in the order of the ids (a JSON list).
SELECT
    a.article_id, coalesce(a.title, a.vernacular_title) AS title, a.book_title, a.author_list, a.first_author, a.n_authors, a.journal,
    a.journal_abbrev, a.publisher, a.year, a.published, a.published_text, a.types, a.integrity,
    a.integrity_label, a.doi, a.pmcid, a.free_from, a.removed_on,
    (SELECT group_concat(trial_id, '|') FROM (
        SELECT DISTINCT trial_id FROM trial_articles
        WHERE article_id = a.article_id AND relation <> 'candidate' AND withdrawn_on IS NULL
        ORDER BY trial_id
    )) AS trials
FROM json_each(:ids) AS wanted
JOIN articles AS a ON a.article_id = wanted.value
ORDER BY wanted.key
