-- Every name of a sponsor as the registries write it, with the sponsor that it is counted under, by
-- which rule and why; and the sponsor that this one belongs to, if it belongs to another.
CREATE TABLE sponsor_names (
    name TEXT PRIMARY KEY, -- name as the registries write it
    sponsor TEXT NOT NULL, -- sponsor that it is a name of
    slug TEXT NOT NULL, -- the sponsor in the address of its page, /sponsors/…
    rule TEXT, -- why: spelling (written differently), curated (a line that comes with the program), judgement (a line of the topic's own sponsors.csv), apart (kept by itself by such a line); null: what the sponsor is called
    reason TEXT, -- the same in words
    parent TEXT, -- sponsor that the sponsor belongs to
    parent_rule TEXT, -- curated or judgement
    parent_reason TEXT, -- the same in words
    rolled_up TEXT NOT NULL -- the outermost sponsor that it belongs to, or the sponsor itself
) STRICT;
CREATE INDEX sponsor_names_sponsor ON sponsor_names(sponsor);

INSERT INTO sponsor_names SELECT * FROM temp.sponsor_name;
