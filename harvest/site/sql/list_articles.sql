-- The cards of a list of papers, in the order of the ids (a JSON list).
SELECT
    a.pmid, coalesce(a.title, a.vernacular_title) AS title, a.book_title, a.author_list, a.first_author, a.n_authors, a.journal,
    a.journal_abbrev, a.year, a.published, a.published_text, a.types, a.integrity,
    a.integrity_label, a.doi, a.pmcid, a.removed_on,
    (SELECT group_concat(nct_id, '|') FROM (
        SELECT DISTINCT nct_id FROM trial_articles
        WHERE pmid = a.pmid AND relation <> 'candidate' AND withdrawn_on IS NULL
        ORDER BY nct_id
    )) AS trials
FROM json_each(:ids) AS wanted
JOIN articles AS a ON a.pmid = wanted.value
ORDER BY wanted.key
