-- Full text of trials: porter stems, ranked by bm25, titles before texts.
CREATE VIRTUAL TABLE trials_fts USING fts5(
    trial_id, brief_title, official_title, acronym, conditions, interventions, keywords,
    lead_sponsor, countries, org_study_id, brief_summary, detailed_description,
    content="trials", tokenize="porter unicode61"
);
INSERT INTO trials_fts (trials_fts, rank)
VALUES ('rank', 'bm25(10.0, 10.0, 6.0, 10.0, 5.0, 5.0, 4.0, 2.0, 1.0, 5.0, 2.0, 1.0)');

INSERT INTO trials_fts (trials_fts) VALUES ('rebuild');
