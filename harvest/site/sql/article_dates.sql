SELECT event, date FROM article_dates WHERE pmid = :pmid ORDER BY date, position
