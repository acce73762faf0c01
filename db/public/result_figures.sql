-- Figures of posted outcomes, one a row, each with its own denominator.
CREATE TABLE result_figures (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    outcome_position INTEGER NOT NULL, -- position of the outcome in result_outcomes
    position INTEGER NOT NULL, -- place within the outcome, from 1
    class TEXT, -- row, e.g. a time point
    category TEXT, -- row within the class
    group_id TEXT, -- number of the group
    group_title TEXT, -- group; titles used twice are followed by the description
    value TEXT, -- figure as posted, e.g. 12.5 or NA
    spread TEXT, -- dispersion
    lower_limit TEXT, -- lower limit
    upper_limit TEXT, -- upper limit
    comment TEXT, -- comment of the figure, e.g. why it is NA
    analysed TEXT, -- how many the figure is of: those of its class, or else of the outcome
    units_analysed TEXT, -- what they are, e.g. Participants or Eyes
    participants TEXT, -- participants among whom, where other units were analysed
    PRIMARY KEY (trial_id, outcome_position, position)
) STRICT, WITHOUT ROWID;

INSERT INTO result_figures (
    trial_id, outcome_position, position, class, category, group_id, group_title, value, spread,
    lower_limit, upper_limit, comment, analysed, units_analysed, participants
)
-- A part of another form than the registry's yields no row: only objects are looked into.
WITH outcomes AS (
    SELECT
        s.trial_id, o.id AS place, o.key + 1 AS position, o.value AS json,
        coalesce(
            json_extract(o.value, '$.typeUnitsAnalyzed'),
            json_extract(o.value, '$.denomUnitsSelected'),
            'Participants'
        ) AS units
    FROM work.result_sections AS s
    JOIN json_each(
        CASE json_type(s.json, '$.outcomeMeasures')
            WHEN 'array' THEN json_extract(s.json, '$.outcomeMeasures')
        END
    ) AS o
    WHERE s.section = 'outcomeMeasuresModule' AND o.type = 'object'
),

groups AS (
    SELECT
        o.trial_id, o.position, json_extract(g.value, '$.id') AS id,
        json_extract(g.value, '$.title')
            || CASE
                WHEN count(*) OVER (
                    PARTITION BY o.trial_id, o.position, json_extract(g.value, '$.title')
                ) > 1
                THEN coalesce(
                    ' (' || json_extract(g.value, '$.description') || ')',
                    ' (' || json_extract(g.value, '$.id') || ')'
                )
                ELSE ''
            END AS title
    FROM outcomes AS o
    JOIN json_each(o.json, '$.groups') AS g
    WHERE g.type = 'object'
),

figures AS (
    SELECT
        o.trial_id, o.position AS outcome_position, o.units,
        row_number() OVER (
            PARTITION BY o.trial_id, o.position ORDER BY c.key, k.key, m.key
        ) AS position,
        json_extract(c.value, '$.title') AS class, json_extract(k.value, '$.title') AS category,
        json_extract(m.value, '$.groupId') AS group_id, m.value AS json,
        CASE json_type(c.value, '$.denoms')
            WHEN 'array' THEN json_extract(c.value, '$.denoms')
            ELSE json_extract(o.json, '$.denoms')
        END AS denominators
    FROM outcomes AS o
    JOIN json_each(o.json, '$.classes') AS c
    JOIN json_each(CASE c.type WHEN 'object' THEN c.value END, '$.categories') AS k
    JOIN json_each(CASE k.type WHEN 'object' THEN k.value END, '$.measurements') AS m
    WHERE m.type = 'object'
),

counted AS (
    SELECT
        f.*,
        (
            SELECT json_group_object(json_extract(d.value, '$.units'), json_extract(n.value, '$.value'))
            FROM json_each(f.denominators) AS d
            JOIN json_each(CASE d.type WHEN 'object' THEN d.value END, '$.counts') AS n
            WHERE CASE n.type WHEN 'object' THEN json_extract(n.value, '$.groupId') END = f.group_id
                AND CASE d.type WHEN 'object' THEN json_extract(d.value, '$.units') END IS NOT NULL
        ) AS counts
    FROM figures AS f
),

-- The units that are told, or else the first that are counted.
known AS (
    SELECT
        c.*,
        coalesce(
            (SELECT n.key FROM json_each(c.counts) AS n WHERE n.key = c.units),
            (SELECT n.key FROM json_each(c.counts) AS n LIMIT 1)
        ) AS counted_units
    FROM counted AS c
)

SELECT
    f.trial_id, f.outcome_position, f.position, f.class, f.category, f.group_id, g.title,
    json_extract(f.json, '$.value'), json_extract(f.json, '$.spread'),
    json_extract(f.json, '$.lowerLimit'), json_extract(f.json, '$.upperLimit'),
    without_email(json_extract(f.json, '$.comment')),
    (SELECT n.value FROM json_each(f.counts) AS n WHERE n.key = f.counted_units),
    f.counted_units,
    CASE
        WHEN f.units <> 'Participants'
            THEN (SELECT n.value FROM json_each(f.counts) AS n WHERE n.key = 'Participants')
    END
FROM known AS f
LEFT JOIN groups AS g
    ON g.trial_id = f.trial_id AND g.position = f.outcome_position AND g.id = f.group_id;
