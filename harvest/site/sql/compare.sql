-- Trials side by side, in the order asked for; lists as JSON.
SELECT
    t.*,
    (
        SELECT json_group_array(
            json_object('label', label, 'type', type_label, 'description', description)
        )
        FROM (SELECT * FROM arms WHERE trial_id = t.trial_id ORDER BY position)
    ) AS arm_list,
    (
        SELECT json_group_array(
            json_object('name', name, 'type', type_label, 'description', description)
        )
        FROM (SELECT * FROM interventions WHERE trial_id = t.trial_id ORDER BY position)
    ) AS intervention_list,
    (
        SELECT json_group_array(json_object('kind', kind, 'measure', measure, 'time', time_frame))
        FROM (
            SELECT * FROM outcomes
            WHERE trial_id = t.trial_id AND kind IN ('primary', 'secondary')
            ORDER BY kind, position
        )
    ) AS outcome_list,
    (
        SELECT json_group_array(json_object(
            'article_id', article_id, 'relation', relation, 'integrity', integrity
        ))
        FROM (
            SELECT DISTINCT
                l.article_id, l.relation, a.integrity_label AS integrity
            FROM trial_articles AS l
            LEFT JOIN articles AS a ON a.article_id = l.article_id
            WHERE l.trial_id = t.trial_id AND l.relation IN ('results', 'preprint', 'derived', 'protocol')
                AND l.withdrawn_on IS NULL
            ORDER BY l.relation DESC, l.article_id
        )
    ) AS paper_list
FROM json_each(:ids) AS asked
JOIN trials AS t ON t.trial_id = asked.value
ORDER BY asked.key
