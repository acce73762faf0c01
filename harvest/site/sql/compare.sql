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
        SELECT json_group_array(json_object('article_id', article_id, 'relation', relation))
        FROM (
            SELECT DISTINCT article_id, relation FROM trial_articles
            WHERE trial_id = t.trial_id AND relation IN ('results', 'derived', 'protocol')
                AND withdrawn_on IS NULL
            ORDER BY relation DESC, article_id
        )
    ) AS paper_list
FROM json_each(:ids) AS asked
JOIN trials AS t ON t.trial_id = asked.value
ORDER BY asked.key
