-- Trials side by side, in the order asked for; lists as JSON.
SELECT
    t.*,
    (
        SELECT json_group_array(
            json_object('label', label, 'type', type_label, 'description', description)
        )
        FROM (SELECT * FROM arms WHERE nct_id = t.nct_id ORDER BY position)
    ) AS arm_list,
    (
        SELECT json_group_array(
            json_object('name', name, 'type', type_label, 'description', description)
        )
        FROM (SELECT * FROM interventions WHERE nct_id = t.nct_id ORDER BY position)
    ) AS intervention_list,
    (
        SELECT json_group_array(json_object('kind', kind, 'measure', measure, 'time', time_frame))
        FROM (
            SELECT * FROM outcomes
            WHERE nct_id = t.nct_id AND kind IN ('primary', 'secondary')
            ORDER BY kind, position
        )
    ) AS outcome_list,
    (
        SELECT json_group_array(json_object('pmid', pmid, 'relation', relation))
        FROM (
            SELECT DISTINCT pmid, relation FROM trial_articles
            WHERE nct_id = t.nct_id AND relation IN ('results', 'derived', 'protocol')
                AND withdrawn_on IS NULL
            ORDER BY relation DESC, pmid
        )
    ) AS paper_list
FROM json_each(:ids) AS asked
JOIN trials AS t ON t.nct_id = asked.value
ORDER BY asked.key
