-- Which intervention is given in which arm.
SELECT arm_label, intervention_position FROM arm_interventions WHERE trial_id = :trial_id
