-- Posted results of a trial, one module of the registry's record a row, whole. Contact data are left out.
CREATE TABLE result_sections (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    section TEXT NOT NULL, -- name of the module
    json TEXT NOT NULL CHECK (json_valid(json)), -- the module as JSON
    PRIMARY KEY (trial_id, section)
) STRICT;

INSERT INTO result_sections
SELECT
    *,
    CASE section
        WHEN 'moreInfoModule' THEN
            json_remove(
                json,
                '$.pointOfContact.phone', '$.pointOfContact.phoneExt', '$.pointOfContact.email'
            )
        ELSE json
    END AS json
FROM work.result_sections;
