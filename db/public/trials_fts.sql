-- Full text of trials: porter stems, ranked by bm25, titles before texts.
CREATE VIRTUAL TABLE trials_fts USING fts5(
    trial_id, brief_title, official_title, acronym, conditions, interventions, keywords,
    lead_sponsor, countries, org_study_id, brief_summary, detailed_description,
    content="trials",
    tokenize="porter unicode61 remove_diacritics 2 categories 'L* N* Co Cf'"
);
INSERT INTO trials_fts (trials_fts, rank)
VALUES ('rank', 'bm25(10.0, 10.0, 6.0, 10.0, 5.0, 5.0, 4.0, 2.0, 1.0, 5.0, 2.0, 1.0)');

-- As harvest.legible.searched has them: word by word, so that marks fall on the text as it stands.
INSERT INTO trials_fts (
    rowid, trial_id, brief_title, official_title, acronym, conditions, interventions, keywords,
    lead_sponsor, countries, org_study_id, brief_summary, detailed_description
)
SELECT
    rowid, searched(trial_id), searched(brief_title), searched(official_title), searched(acronym),
    searched(conditions), searched(interventions), searched(keywords), searched(lead_sponsor),
    searched(countries), searched(org_study_id), searched(brief_summary),
    searched(detailed_description)
FROM trials
ORDER BY rowid;
