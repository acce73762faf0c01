-- The rules that link papers to trials: what each one finds, and what a link of it says.
CREATE TABLE link_rules (
    rule TEXT PRIMARY KEY, -- name of the rule, as in trial_articles
    title TEXT NOT NULL, -- why it links the two
    relation TEXT NOT NULL, -- what the paper is to the trial by this rule alone
    names INTEGER NOT NULL, -- 1 if what the paper, or PubMed of the paper, says names the trial
    lists INTEGER NOT NULL -- 1 if the trial's record lists the paper
) STRICT, WITHOUT ROWID;

INSERT INTO link_rules (rule, title, relation, names, lists)
SELECT rule, title, relation, names, lists FROM temp.link_rule;
