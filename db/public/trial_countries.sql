-- Countries of the sites of a trial, each once, with the number of sites.
CREATE TABLE trial_countries (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id), -- trial
    country TEXT NOT NULL, -- country
    sites INTEGER NOT NULL, -- number of sites there
    recruiting INTEGER NOT NULL, -- number of sites recruiting there
    PRIMARY KEY (nct_id, country)
) STRICT, WITHOUT ROWID;
CREATE INDEX trial_countries_country ON trial_countries(country);

INSERT INTO trial_countries
SELECT
    *,
    count(*) AS sites,
    count(*) FILTER (WHERE status = 'RECRUITING') AS recruiting
FROM work.locations
WHERE country IS NOT NULL
GROUP BY nct_id, country;
