-- For each sponsor the names whose trials count for it: its own, and those of the sponsors that
-- belong to it, directly or through another one.
CREATE TABLE sponsor_members (
    sponsor TEXT NOT NULL, -- sponsor
    slug TEXT NOT NULL, -- the sponsor in the address of its page, /sponsors/…
    name TEXT NOT NULL REFERENCES sponsor_names(name), -- name as the registries write it
    member TEXT, -- sponsor that it is a name of, where that belongs to this one; null: its own name
    PRIMARY KEY (sponsor, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX sponsor_members_name ON sponsor_members(name);

INSERT INTO sponsor_members SELECT * FROM temp.sponsor_member;
