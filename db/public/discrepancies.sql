-- Where a trial's registration and the abstract of its results paper differ: questions, not verdicts.
CREATE TABLE discrepancies (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- results paper
    field TEXT NOT NULL, -- participants, phase, randomisation, primary outcome or dates
    registry TEXT NOT NULL, -- what the registry says
    paper TEXT NOT NULL, -- what the paper says, in its words
    question TEXT NOT NULL, -- question for the reader
    PRIMARY KEY (trial_id, article_id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX discrepancies_article_id ON discrepancies(article_id);

INSERT INTO discrepancies
SELECT
    d.*,
    without_email(d.registry) AS registry,
    without_email(d.paper) AS paper
FROM work.discrepancies AS d
JOIN work.trials AS t ON t.trial_id = d.trial_id
JOIN work.articles AS a ON a.article_id = d.article_id;
