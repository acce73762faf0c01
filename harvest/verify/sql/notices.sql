-- Notices of a paper's retraction, correction or doubt.
SELECT ref_type_label, other_pmid, source
FROM corrections
WHERE article_id = :id
    AND ref_type IN ('RetractionIn', 'PartialRetractionIn', 'ExpressionOfConcernIn', 'ErratumIn')
ORDER BY ref_type NOT LIKE '%etraction%', position
