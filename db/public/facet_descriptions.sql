-- The facets: what is extracted from the text of trials and papers, as the table facets has it.
CREATE TABLE facet_descriptions (
    facet TEXT PRIMARY KEY, -- name of the facet, as in facets
    title TEXT NOT NULL, -- name in words
    about TEXT NOT NULL, -- what its values are
    vocabulary TEXT, -- list in vocabularies with its codes; empty = numbers and texts
    compared INTEGER NOT NULL, -- 1 if a trial's values are compared with those of its papers
    position INTEGER NOT NULL -- position on the page of a record
) STRICT, WITHOUT ROWID;

INSERT INTO facet_descriptions (facet, title, about, vocabulary, compared, position)
SELECT facet, title, about, vocabulary, compared, position FROM temp.facet;
