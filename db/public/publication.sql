-- This publication: one row.
CREATE TABLE publication (
    generation INTEGER PRIMARY KEY, -- number of the publication; never decreases
    published_at TEXT NOT NULL, -- when it was built, UTC
    software TEXT NOT NULL, -- version of the program
    title TEXT NOT NULL, -- topic
    seed_trial TEXT, -- trial that the topic started from
    abstracts TEXT NOT NULL, -- full, teaser or none: how much of the abstracts is published
    full_text TEXT NOT NULL, -- the same of full texts that may be published
    last_run INTEGER, -- last run with data in it
    last_complete TEXT, -- end of the last complete run, UTC
    unfinished INTEGER NOT NULL, -- 1 until each search of each registry has been complete once
    missing TEXT NOT NULL CHECK (json_valid(missing)), -- what is missing, JSON list of sentences; [] = nothing
    compared_in_part TEXT NOT NULL CHECK (json_valid(compared_in_part)), -- kinds of record with too many for comparing all pairs: related ones were found by telling features, JSON list; [] = none
    counts TEXT NOT NULL CHECK (json_valid(counts)), -- rows of each table, JSON
    content_hash TEXT NOT NULL, -- SHA-256 over the rows of all records
    source_state TEXT NOT NULL -- SHA-256 over everything that the rows are computed from
) STRICT;

INSERT INTO publication (
    generation, published_at, software, title, seed_trial, abstracts, full_text,
    last_run, last_complete, unfinished, missing, compared_in_part, counts, content_hash, source_state
)
SELECT
    :generation, :published_at, :software, :title, :seed_trial, :abstracts, :full_text,
    (SELECT max(run_id) FROM work.runs),
    -- later than this publication comes from a clock that was wrong
    (SELECT max(finished) FROM work.runs WHERE state = 'complete' AND finished <= :published_at),
    :unfinished, :missing,
    coalesce((SELECT digest FROM work.evidence_done WHERE step = 'compared in part'), '[]'),
    '{}', '', :source_state;
