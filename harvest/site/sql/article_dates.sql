SELECT event, date FROM article_dates WHERE article_id = :article_id ORDER BY date, position
