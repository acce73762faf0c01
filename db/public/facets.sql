-- Facets: what was given to whom and what was measured, one row per value, each with its source text.
CREATE TABLE facets (
    id INTEGER PRIMARY KEY NOT NULL, -- number of the row
    trial_id TEXT REFERENCES trials(trial_id), -- trial, if the value is a trial's
    article_id TEXT REFERENCES articles(article_id), -- paper, if the value is a paper's
    position INTEGER NOT NULL, -- position among the values of the record, from 0
    facet TEXT NOT NULL, -- name of the facet, one of facet_descriptions
    value TEXT NOT NULL, -- code of the vocabulary, or number in its normal form
    label TEXT NOT NULL, -- the value in words
    low REAL, -- number, or the lower end of a range, in unit
    high REAL, -- upper end of a range, in unit
    unit TEXT, -- unit of low and high, e.g. cells/kg
    days TEXT, -- time points in days, joined by "|"
    flag TEXT, -- reason for uncertainty: inferred, outside the plausible range, corrected by a person
    formula TEXT, -- how the number was computed from the text
    field TEXT NOT NULL, -- field of the record with the text
    start INTEGER NOT NULL, -- start of the text in that field, from 0
    "end" INTEGER NOT NULL, -- end of the text
    evidence TEXT NOT NULL -- source text: the field from start to end
) STRICT;
CREATE INDEX facets_trial_id ON facets(trial_id, facet);
CREATE INDEX facets_article_id ON facets(article_id, facet);
CREATE INDEX facets_value ON facets(facet, value);

INSERT INTO facets (
    trial_id, article_id, position, facet, value, label, low, high, unit, days, flag, formula, field, start,
    "end", evidence
)
SELECT
    CASE f.kind WHEN 'trial' THEN f.id END, CASE f.kind WHEN 'article' THEN f.id END, f.position,
    f.facet, f.value, f.label, f.low, f.high, f.unit, f.days, f.flag, f.formula, f.field, f.start, f."end",
    f.evidence
FROM work.facets AS f
ORDER BY f.kind DESC, f.id, f.position;
