-- What each source says of a paper's integrity, and when it was last asked.
SELECT known_by, integrity, integrity_label, reported_by, notice, dated, reasons, trial_id, last_fetched
FROM article_marks WHERE article_id = :article_id ORDER BY position
