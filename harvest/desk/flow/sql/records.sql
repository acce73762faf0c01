-- Every record of the public file, its study if it is a trial's.
SELECT trial_id AS id, study_id AS study, relevance, removed_on, first_seen FROM trials
UNION ALL
SELECT article_id, NULL, relevance, removed_on, first_seen FROM articles
