SELECT pmid, word FROM (
    SELECT pmid, 1 AS sort, position, name AS word FROM article_mesh
    UNION ALL
    SELECT pmid, 2, position, keyword FROM keywords
) WHERE pmid IN (:ids) ORDER BY pmid, sort, position
