-- Trials by clock and by where it stands.
SELECT c.clock, c.clock_label, c.state, count(*) AS trials
FROM clocks AS c
JOIN trials AS t ON t.trial_id = c.trial_id
WHERE t.removed_on IS NULL AND coalesce(t.relevance, 1) >= :relevant
GROUP BY c.clock, c.state
