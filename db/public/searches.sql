-- How complete each search of each registry is.
CREATE TABLE searches (
    source TEXT NOT NULL, -- registry
    search TEXT NOT NULL, -- search, as named in config.toml
    state TEXT NOT NULL, -- complete, incomplete (never whole yet), out of date (whole before, not in the last run), coming or not asked
    first_complete TEXT, -- when a walk of it first ended complete, UTC; empty = never
    last_complete TEXT, -- when a walk of it last ended complete, UTC; empty = never
    promised INTEGER, -- records that the registry promised at the last walk
    fetched INTEGER, -- records received in the last walk
    error TEXT, -- what the last walk lacked
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
