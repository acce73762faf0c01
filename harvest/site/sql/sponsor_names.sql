-- The names that registries write, each sponsor's most frequent first, and what it belongs to.
SELECT n.name, n.sponsor, n.slug, n.rule, n.reason, n.parent, n.parent_rule, n.parent_reason
FROM sponsor_names AS n
LEFT JOIN (SELECT name, count(DISTINCT trial_id) AS trials FROM sponsors GROUP BY name) AS c
    ON c.name = n.name
ORDER BY n.sponsor, c.trials DESC, n.name
