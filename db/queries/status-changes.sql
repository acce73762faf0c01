-- title: Status changes
-- for: investigator
-- description: Trials whose recruitment status was seen to change in the last days, newest first, with the
--   reason for stopping. A status that the registry changed without an update by the sponsor has no date of its own.
-- param: days, Days back, integer, 30,
-- param: status, New status, choice, , SELECT code, label FROM vocabularies WHERE vocabulary = 'statuses' ORDER BY position

SELECT
    c.record_id AS trial_id, coalesce(o.label, c.old) AS before,
    coalesce(n.label, c.new) AS after, c.note AS reason, substr(c.seen_at, 1, 10) AS seen,
    coalesce(c.happened_on, 'not stated') AS dated_by_registry, t.brief_title AS title,
    t.phase_label AS phase,
    t.lead_sponsor AS sponsor
FROM changes AS c
JOIN trials AS t ON t.trial_id = c.record_id
LEFT JOIN vocabularies AS o ON o.vocabulary = 'statuses' AND o.code = c.old
LEFT JOIN vocabularies AS n ON n.vocabulary = 'statuses' AND n.code = c.new
WHERE c.event IN ('status', 'stopped')
    AND (:status = '' OR c.new = :status)
    AND c.seen_at
        >= (SELECT date(published_at, '-' || :days || ' days') FROM publication)
ORDER BY c.id DESC
