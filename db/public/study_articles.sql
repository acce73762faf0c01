-- Papers of each study, and the registration through which each comes: what trial_articles links to any of its registrations.
CREATE TABLE study_articles (
    study_id TEXT NOT NULL REFERENCES studies(study_id), -- study
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- registration to which it is linked
    relation TEXT NOT NULL, -- results, preprint, protocol, background, derived or mention, as in trial_articles
    PRIMARY KEY (study_id, article_id, trial_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX study_articles_article_id ON study_articles(article_id);

INSERT INTO study_articles (study_id, article_id, trial_id, relation)
SELECT DISTINCT coalesce(m.study_id, l.trial_id), l.article_id, l.trial_id,
    iif(l.relation = 'results' AND a.kind = 'preprint', 'preprint', l.relation)
FROM work.links AS l
JOIN work.trials AS t ON t.trial_id = l.trial_id
JOIN work.articles AS a ON a.article_id = l.article_id
LEFT JOIN work.study_members AS m ON m.trial_id = l.trial_id
WHERE l.withdrawn_on IS NULL AND l.relation <> 'candidate'
ORDER BY 1, 2, 3;
