-- Every assertion that ties a paper to the trial; the page groups them by paper.
SELECT
    l.relation, l.rule, l.basis, l.score, l.probable, l.evidence, l.withdrawn_on, a.article_id,
    coalesce(a.title, a.vernacular_title) AS title, a.author_list, a.journal_abbrev, a.journal, a.book_title, a.year, a.published, a.published_text, a.types, a.integrity,
    a.integrity_label, a.doi, a.pmcid, a.free_from, NULL AS trials
FROM trial_articles AS l
JOIN articles AS a ON a.article_id = l.article_id
WHERE l.trial_id = :trial_id
ORDER BY l.score DESC, a.year DESC, a.article_id DESC, l.rule
