-- title: Lead sponsor is
-- place: 16
-- words: sponsor_classes
SELECT trial_id AS id, lead_sponsor_class AS value FROM trials INDEXED BY trials_list
