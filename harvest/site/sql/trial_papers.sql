-- Every assertion that ties a paper to the trial; the page groups them by paper.
SELECT
    l.relation, l.rule, l.basis, l.score, l.probable, l.evidence, l.withdrawn_on, a.pmid,
    coalesce(a.title, a.vernacular_title) AS title, a.author_list, a.journal_abbrev, a.journal, a.book_title, a.year, a.published, a.published_text, a.types, a.integrity,
    a.integrity_label, a.doi, a.pmcid, NULL AS trials
FROM trial_articles AS l
JOIN articles AS a ON a.pmid = l.pmid
WHERE l.nct_id = :nct_id
ORDER BY l.score DESC, a.year DESC, a.pmid DESC, l.rule
