-- Sites of a trial. Contact persons are left out.
CREATE TABLE locations (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    facility TEXT, -- hospital or institute
    city TEXT, -- city
    state TEXT, -- state or province
    zip TEXT, -- postal code
    country TEXT, -- country
    latitude REAL, -- latitude, degrees north
    longitude REAL, -- longitude, degrees east
    status TEXT, -- recruitment status of the site, code
    status_label TEXT, -- recruitment status of the site, in words
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX locations_country ON locations(country);
CREATE INDEX locations_facility ON locations(facility);

INSERT INTO locations
SELECT
    *,
    without_email(facility) AS facility,
    label('statuses', status) AS status_label
FROM work.locations;
