-- Papers linked to trials: one row per assertion, with the rule that made it, its evidence, and the relation of the paper to the trial.
CREATE TABLE trial_articles (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    rule TEXT NOT NULL, -- rule that links them, one of link_rules, or candidate or verdict
    relation TEXT NOT NULL, -- results, preprint (results that only a preprint gives), protocol, background, derived, mention or candidate, decided from all rules of the pair
    basis TEXT NOT NULL, -- reason for the relation
    score REAL, -- confidence, 0 to 1; for a candidate its calibrated probability
    probable INTEGER NOT NULL, -- 1 for a candidate above the threshold of measured precision
    proofs INTEGER NOT NULL, -- independent proofs of the pair: PubMed's list and a derived reference are one
    evidence TEXT NOT NULL, -- the text behind the link, or a candidate's reasons
    first_seen TEXT NOT NULL, -- when the link was first found, UTC
    last_seen TEXT NOT NULL, -- when it was last found again, UTC
    withdrawn_on TEXT, -- when its source withdrew it; empty = not withdrawn
    PRIMARY KEY (trial_id, article_id, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX trial_articles_article_id ON trial_articles(article_id);
CREATE INDEX trial_articles_relation ON trial_articles(relation, score);

INSERT INTO trial_articles
SELECT
    l.*,
    iif(l.relation = 'results' AND a.kind = 'preprint', 'preprint', l.relation) AS relation,
    without_email(l.evidence) AS evidence
FROM work.links AS l
JOIN work.trials AS t ON t.trial_id = l.trial_id
JOIN work.articles AS a ON a.article_id = l.article_id
ORDER BY l.trial_id, l.article_id, l.rule;
