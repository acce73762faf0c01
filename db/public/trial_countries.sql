-- Countries of the sites of a trial, each once, with the number of sites.
CREATE TABLE trial_countries (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    country TEXT NOT NULL, -- country
    sites INTEGER NOT NULL, -- number of sites there
    recruiting INTEGER NOT NULL, -- number of sites recruiting there, none if the trial itself is not
    PRIMARY KEY (trial_id, country)
) STRICT, WITHOUT ROWID;
CREATE INDEX trial_countries_country ON trial_countries(country);

INSERT INTO trial_countries
SELECT
    l.*,
    count(*) AS sites,
    count(*) FILTER (WHERE l.status = 'RECRUITING' AND t.status = 'RECRUITING') AS recruiting
FROM work.locations AS l
JOIN work.trials AS t ON t.trial_id = l.trial_id
WHERE l.country IS NOT NULL
GROUP BY l.trial_id, l.country;
