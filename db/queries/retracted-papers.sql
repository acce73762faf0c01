-- title: Retracted or corrected papers, and papers with an expression of concern, with linked trials
-- for: writer
-- home: writer 5
-- description: Papers with a retraction, an expression of concern or a correction, each with its notice and
--   linked trials. The notices themselves are not listed.
-- param: kind, Kind, choice, serious, SELECT 'serious', 'Retractions and concerns' UNION ALL SELECT 'all', 'Corrections too'

SELECT
    a.article_id, a.integrity_label AS integrity,
    (SELECT min(trial_id) FROM trial_references AS r WHERE r.pmid = a.pmid) AS trial_id,
    (
        SELECT group_concat(
            c.ref_type_label || ' ' || coalesce(c.source, 'PMID ' || c.other_pmid, ''), '; '
        )
        FROM corrections AS c
        WHERE c.article_id = a.article_id
            AND (
                c.ref_type LIKE 'Retract%In' OR c.ref_type LIKE 'PartialRetractionIn'
                OR c.ref_type IN (
                    'ExpressionOfConcernIn', 'ErratumIn', 'CorrectedandRepublishedIn', 'RepublishedIn'
                )
            )
    ) AS notice,
    (
        SELECT group_concat(trial_id, ', ')
        FROM (SELECT DISTINCT trial_id FROM trial_references WHERE pmid = a.pmid)
    ) AS cited_by_trials,
    a.title, a.author_list AS authors, a.journal_abbrev AS journal, a.year,
    a.integrity_source AS according_to
FROM articles AS a
WHERE a.integrity IS NOT NULL AND a.removed_on IS NULL
    AND (:kind = 'all' OR a.integrity IN ('retracted', 'concern'))
ORDER BY
    CASE a.integrity WHEN 'retracted' THEN 1 WHEN 'concern' THEN 2 ELSE 3 END,
    a.year DESC, a.article_id
