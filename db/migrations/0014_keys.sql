-- Keys for any registry: trials by `trial_id`, papers by `article_id`. The NCT number and the PMID
-- stay beside them, and are null for what has none.

DROP VIEW trial_numbers;  -- made again below: a renamed column would be quoted in its text

ALTER TABLE trials RENAME COLUMN nct_id TO trial_id;
ALTER TABLE conditions RENAME COLUMN nct_id TO trial_id;
ALTER TABLE trial_keywords RENAME COLUMN nct_id TO trial_id;
ALTER TABLE arms RENAME COLUMN nct_id TO trial_id;
ALTER TABLE interventions RENAME COLUMN nct_id TO trial_id;
ALTER TABLE arm_interventions RENAME COLUMN nct_id TO trial_id;
ALTER TABLE outcomes RENAME COLUMN nct_id TO trial_id;
ALTER TABLE locations RENAME COLUMN nct_id TO trial_id;
ALTER TABLE sponsors RENAME COLUMN nct_id TO trial_id;
ALTER TABLE officials RENAME COLUMN nct_id TO trial_id;
ALTER TABLE trial_ids RENAME COLUMN nct_id TO trial_id;
ALTER TABLE trial_references RENAME COLUMN nct_id TO trial_id;
ALTER TABLE see_also RENAME COLUMN nct_id TO trial_id;
ALTER TABLE trial_documents RENAME COLUMN nct_id TO trial_id;
ALTER TABLE trial_mesh RENAME COLUMN nct_id TO trial_id;
ALTER TABLE trial_events RENAME COLUMN nct_id TO trial_id;
ALTER TABLE removed_countries RENAME COLUMN nct_id TO trial_id;
ALTER TABLE result_sections RENAME COLUMN nct_id TO trial_id;
ALTER TABLE result_outcomes RENAME COLUMN nct_id TO trial_id;
ALTER TABLE result_analyses RENAME COLUMN nct_id TO trial_id;
ALTER TABLE adverse_groups RENAME COLUMN nct_id TO trial_id;
ALTER TABLE links RENAME COLUMN nct_id TO trial_id;
ALTER TABLE told_links RENAME COLUMN nct_id TO trial_id;
ALTER TABLE clocks RENAME COLUMN nct_id TO trial_id;
ALTER TABLE registry_versions RENAME COLUMN nct_id TO trial_id;
ALTER TABLE discrepancies RENAME COLUMN nct_id TO trial_id;

ALTER TABLE articles RENAME COLUMN pmid TO article_id;
ALTER TABLE abstract_sections RENAME COLUMN pmid TO article_id;
ALTER TABLE authors RENAME COLUMN pmid TO article_id;
ALTER TABLE investigators RENAME COLUMN pmid TO article_id;
ALTER TABLE article_types RENAME COLUMN pmid TO article_id;
ALTER TABLE article_ids RENAME COLUMN pmid TO article_id;
ALTER TABLE keywords RENAME COLUMN pmid TO article_id;
ALTER TABLE article_mesh RENAME COLUMN pmid TO article_id;
ALTER TABLE supplemental_mesh RENAME COLUMN pmid TO article_id;
ALTER TABLE grants RENAME COLUMN pmid TO article_id;
ALTER TABLE databanks RENAME COLUMN pmid TO article_id;
ALTER TABLE corrections RENAME COLUMN pmid TO article_id;
ALTER TABLE article_references RENAME COLUMN pmid TO article_id;
ALTER TABLE article_dates RENAME COLUMN pmid TO article_id;
ALTER TABLE article_notes RENAME COLUMN pmid TO article_id;
ALTER TABLE book_sections RENAME COLUMN pmid TO article_id;
ALTER TABLE article_roles RENAME COLUMN pmid TO article_id;
ALTER TABLE links RENAME COLUMN pmid TO article_id;
ALTER TABLE told_links RENAME COLUMN pmid TO article_id;
ALTER TABLE discrepancies RENAME COLUMN pmid TO article_id;

ALTER TABLE trials ADD COLUMN registry TEXT NOT NULL DEFAULT '';  -- a code of registries.csv
ALTER TABLE trials ADD COLUMN nct_id TEXT;
UPDATE trials SET registry = 'nct', nct_id = trial_id;

ALTER TABLE articles ADD COLUMN pmid TEXT;
UPDATE articles SET pmid = article_id;
CREATE INDEX articles_pmid ON articles(pmid);

DROP INDEX links_pmid;
CREATE INDEX links_article_id ON links(article_id);

CREATE VIEW trial_numbers AS            -- every number by which a paper may name a held trial
SELECT trial_id AS number, trial_id FROM trials
UNION
SELECT alias, id FROM aliases WHERE kind = 'trial'
UNION
SELECT number, id FROM mentions
WHERE kind = 'trial' AND field LIKE 'trial_ids%' AND registry <> 'nct';

UPDATE changes SET field = 'article_id' WHERE field = 'pmid';
UPDATE changes SET field = 'trial_id' WHERE field = 'nct_id';
