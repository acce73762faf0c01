-- Countries of the sites of a trial, each once, with the number of sites.
CREATE TABLE trial_countries (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    country TEXT NOT NULL, -- country
    sites INTEGER NOT NULL, -- number of sites there
    recruiting INTEGER NOT NULL, -- number of sites recruiting there
    PRIMARY KEY (trial_id, country)
) STRICT, WITHOUT ROWID;
CREATE INDEX trial_countries_country ON trial_countries(country);

INSERT INTO trial_countries
SELECT
    *,
    count(*) AS sites,
    count(*) FILTER (WHERE status = 'RECRUITING') AS recruiting
FROM work.locations
WHERE country IS NOT NULL
GROUP BY trial_id, country;
