-- title: Full text
-- place: 10
-- words: free=Free at PubMed Central, later=Free later at PubMed Central, other=Elsewhere
SELECT
    article_id AS id,
    CASE
        WHEN pmcid IS NULL THEN 'other'
        -- lists are counted once a publication, so its day decides here
        WHEN free_from > (SELECT substr(published_at, 1, 10) FROM publication) THEN 'later'
        ELSE 'free'
    END AS value
FROM articles INDEXED BY articles_list
