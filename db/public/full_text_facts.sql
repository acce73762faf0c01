-- What full texts say of their trials: numbers, dates, people, statements, each with its place in the text.
CREATE TABLE full_text_facts (
    pmcid TEXT NOT NULL REFERENCES full_texts(pmcid), -- article
    position INTEGER NOT NULL, -- place, from 0
    article_id TEXT, -- the paper, where it is in the database
    fact TEXT NOT NULL, -- registration, recruitment_start, recruitment_end, study_start, study_end, randomised, enrolled, analysed, funding, conflicts or availability
    fact_label TEXT NOT NULL, -- the same in words
    value TEXT, -- number of the trial, date as precise as it is written, or number of people; empty for statements
    registry TEXT, -- registry of the trial's number
    own INTEGER, -- 1 = the trial is the paper's own, 0 = it is another's
    section INTEGER NOT NULL, -- section that says it, as in full_text_sections
    kind TEXT NOT NULL, -- what that section is
    heading TEXT NOT NULL, -- heading of that section
    start INTEGER NOT NULL, -- start of the words in the text of that section, from 0
    "end" INTEGER NOT NULL, -- end of the words
    words TEXT, -- the words themselves, the first 300 characters at most
    sentence TEXT, -- the sentence around them, as much of it as is published
    PRIMARY KEY (pmcid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX full_text_facts_article ON full_text_facts(article_id);
CREATE INDEX full_text_facts_value ON full_text_facts(value);

INSERT INTO full_text_facts
SELECT
    f.pmcid, f.position,
    (SELECT min(a.article_id) FROM work.article_full_texts AS a WHERE a.pmcid = f.pmcid) AS article_id,
    f.fact, label('full_text_facts', f.fact) AS fact_label, f.value, f.registry, f.own, f.section, s.kind,
    without_email(substr(s.heading, 1, 200)) AS heading, f.start, f."end",
    iif(:full_text = 'none', NULL, abstract(without_email(f.words), 'teaser')) AS words,
    iif(:full_text = 'none', NULL, abstract(without_email(f.sentence), 'teaser')) AS sentence
FROM work.full_text_facts AS f
JOIN work.full_text_sections AS s ON s.pmcid = f.pmcid AND s.position = f.section
JOIN work.full_texts AS t ON t.pmcid = f.pmcid
JOIN work.records AS r ON r.kind = 'full_text' AND r.id = f.pmcid
WHERE r.removed_on IS NULL;
