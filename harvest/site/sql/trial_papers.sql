-- Every assertion that ties a paper to the trial or, in `through`, to another registration of its
-- study; the page groups them by paper.
SELECT
    l.relation, l.rule, l.basis, l.score, l.probable, l.evidence, l.withdrawn_on, a.article_id,
    coalesce(a.title, a.vernacular_title) AS title, a.author_list, a.journal_abbrev, a.journal, a.book_title, a.publisher, a.year, a.published, a.published_text, a.types, a.integrity,
    a.integrity_label, a.doi, a.pmcid, a.free_from, NULL AS trials, NULL AS through
FROM trial_articles AS l
JOIN articles AS a ON a.article_id = l.article_id
WHERE l.trial_id = :trial_id
UNION ALL
SELECT
    l.relation, l.rule, l.basis, l.score, l.probable, l.evidence, l.withdrawn_on, a.article_id,
    coalesce(a.title, a.vernacular_title), a.author_list, a.journal_abbrev, a.journal, a.book_title, a.publisher, a.year, a.published, a.published_text, a.types, a.integrity,
    a.integrity_label, a.doi, a.pmcid, a.free_from, NULL, l.trial_id
FROM trials AS t
JOIN study_articles AS s ON s.study_id = t.study_id AND s.trial_id <> t.trial_id
JOIN trial_articles AS l
    ON l.trial_id = s.trial_id
    AND l.article_id = s.article_id
    AND l.relation <> 'candidate'
    AND l.withdrawn_on IS NULL
JOIN articles AS a ON a.article_id = l.article_id
WHERE t.trial_id = :trial_id
ORDER BY l.score DESC, a.year DESC, a.article_id DESC, through, l.rule
