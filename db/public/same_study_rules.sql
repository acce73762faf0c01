-- The rules that find registrations of one study by their numbers.
CREATE TABLE same_study_rules (
    rule TEXT PRIMARY KEY, -- name of the rule, as in same_study
    title TEXT NOT NULL, -- why it relates the two
    position INTEGER NOT NULL -- place among the rules, the most dependable first
) STRICT, WITHOUT ROWID;

INSERT INTO same_study_rules (rule, title, position)
SELECT rule, title, position FROM temp.study_rule;
