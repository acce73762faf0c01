-- title: Lead sponsor is
-- place: 15
-- words: sponsor_classes
SELECT trial_id AS id, lead_sponsor_class AS value FROM trials INDEXED BY trials_list
