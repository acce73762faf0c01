-- title: Full text
-- place: 10
-- words: free=Free at PubMed Central, other=Elsewhere
SELECT article_id AS id, CASE WHEN pmcid IS NULL THEN 'other' ELSE 'free' END AS value FROM articles INDEXED BY articles_list
