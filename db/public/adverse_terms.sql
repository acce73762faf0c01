-- Adverse events of posted results by term: in how many of how many, for each group.
CREATE TABLE adverse_terms (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place, serious events first, from 1
    serious INTEGER NOT NULL, -- 1 if posted as serious, 0 if as another adverse event
    term TEXT, -- event, as posted
    organ_system TEXT, -- organ system
    source_vocabulary TEXT, -- vocabulary of the term, e.g. MedDRA 23.1
    assessment TEXT, -- SYSTEMATIC_ASSESSMENT (asked for) or NON_SYSTEMATIC_ASSESSMENT (volunteered)
    notes TEXT, -- notes
    group_id TEXT, -- number of the group, as in adverse_groups
    group_title TEXT, -- group; titles used twice are followed by the description
    affected INTEGER, -- participants with the event
    at_risk INTEGER, -- participants at risk
    events INTEGER, -- number of events
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX adverse_terms_term ON adverse_terms(term);

INSERT INTO adverse_terms (
    trial_id, position, serious, term, organ_system, source_vocabulary, assessment, notes, group_id,
    group_title, affected, at_risk, events
)
-- A part of another form than the registry's yields no row: only objects are looked into.
WITH events AS (
    SELECT s.trial_id, 1 AS serious, e.key AS place, e.value AS json
    FROM work.result_sections AS s
    JOIN json_each(s.json, '$.seriousEvents') AS e
    WHERE s.section = 'adverseEventsModule' AND e.type = 'object'
    UNION ALL
    SELECT s.trial_id, 0, e.key, e.value
    FROM work.result_sections AS s
    JOIN json_each(s.json, '$.otherEvents') AS e
    WHERE s.section = 'adverseEventsModule' AND e.type = 'object'
),

groups AS (
    SELECT
        trial_id, group_id,
        title || CASE
            WHEN count(*) OVER (PARTITION BY trial_id, title) > 1
                THEN coalesce(' (' || description || ')', ' (' || group_id || ')')
            ELSE ''
        END AS title
    FROM work.adverse_groups
)

SELECT
    e.trial_id,
    row_number() OVER (PARTITION BY e.trial_id ORDER BY e.serious DESC, e.place, n.key),
    e.serious, json_extract(e.json, '$.term'), json_extract(e.json, '$.organSystem'),
    json_extract(e.json, '$.sourceVocabulary'), json_extract(e.json, '$.assessmentType'),
    without_email(json_extract(e.json, '$.notes')), json_extract(n.value, '$.groupId'), g.title,
    CAST(json_extract(n.value, '$.numAffected') AS INTEGER),
    CAST(json_extract(n.value, '$.numAtRisk') AS INTEGER),
    CAST(json_extract(n.value, '$.numEvents') AS INTEGER)
FROM events AS e
JOIN json_each(e.json, '$.stats') AS n
LEFT JOIN groups AS g
    ON g.trial_id = e.trial_id
    AND g.group_id = CASE n.type WHEN 'object' THEN json_extract(n.value, '$.groupId') END
WHERE n.type = 'object';
