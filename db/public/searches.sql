-- How complete each search of each registry is.
CREATE TABLE searches (
    source TEXT NOT NULL, -- registry
    search TEXT NOT NULL, -- search, as named in config.toml
    state TEXT NOT NULL, -- complete, incomplete (never whole yet), out of date (whole before, not in the last run), coming or not asked
    first_complete TEXT, -- when it was first complete, UTC; empty = never
    last_complete TEXT, -- when it was last complete, UTC; empty = never
    promised INTEGER, -- records that the registry found at the last attempt
    fetched INTEGER, -- records downloaded at the last attempt, without those unchanged since the run before
    error TEXT, -- what was missing at the last attempt
    PRIMARY KEY (source, search)
) STRICT, WITHOUT ROWID;

INSERT INTO searches (
    source, search, state, first_complete, last_complete, promised, fetched, error
)
SELECT
    json_extract(value, '$[0]'),
    json_extract(value, '$[1]'),
    json_extract(value, '$[2]'),
    json_extract(value, '$[3]'),
    json_extract(value, '$[4]'),
    json_extract(value, '$[5]'),
    json_extract(value, '$[6]'),
    json_extract(value, '$[7]')
FROM json_each(:searches);
