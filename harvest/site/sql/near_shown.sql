-- What a list shows of sites; :keys is a JSON list of [trial, position], in the order to show.
SELECT
    l.trial_id, coalesce(t.acronym, t.brief_title, t.trial_id) AS title, l.facility, l.city,
    l.state, l.country, t.end_latest, t.url
FROM json_each(:keys) AS k
JOIN locations AS l
    ON l.trial_id = json_extract(k.value, '$[0]') AND l.position = json_extract(k.value, '$[1]')
JOIN trials AS t ON t.trial_id = l.trial_id
ORDER BY k.key
