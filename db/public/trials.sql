-- Trials: one row per registration. Codes are those of the registry, with their words beside them.
CREATE TABLE trials (
    trial_id TEXT PRIMARY KEY NOT NULL, -- number of the trial at its registry
    registry TEXT NOT NULL, -- registry that the record is of, as in mentions: nct, isrctn, ctis, …
    registry_label TEXT, -- registry, by name
    nct_id TEXT, -- ClinicalTrials.gov number; empty = not of that registry
    study_id TEXT NOT NULL REFERENCES studies(study_id), -- study that it registers; several registrations may have the same
    brief_title TEXT, -- short title
    official_title TEXT, -- full scientific title
    acronym TEXT, -- acronym
    status TEXT, -- overall recruitment status, as the registry codes it
    status_label TEXT, -- overall recruitment status, in words
    last_known_status TEXT, -- status before it became UNKNOWN, code
    last_known_status_label TEXT, -- status before it became unknown, in words
    why_stopped TEXT, -- why it was terminated, withdrawn or suspended
    study_type TEXT, -- study type, code
    study_type_label TEXT, -- study type, in words
    phase TEXT, -- phases, codes joined by "|"; NA = not applicable, empty = not given
    phase_label TEXT, -- phases, in words
    enrollment INTEGER, -- number of participants
    enrollment_type TEXT, -- ACTUAL or ESTIMATED
    enrollment_flag TEXT, -- why the number is empty although one was given, or doubtful
    start_date TEXT, -- start, YYYY, YYYY-MM or YYYY-MM-DD as registered
    start_date_type TEXT, -- ACTUAL or ESTIMATED
    start_year INTEGER, -- year of the start
    primary_completion_date TEXT, -- last data for the primary outcome, YYYY, YYYY-MM or YYYY-MM-DD
    primary_completion_date_type TEXT, -- ACTUAL or ESTIMATED
    end_latest TEXT, -- last day that the stated end (completion_date, else primary_completion_date) can mean
    primary_completion_latest TEXT, -- last day that primary_completion_date can mean, for comparing
    completion_date TEXT, -- last visit of the last participant, YYYY, YYYY-MM or YYYY-MM-DD
    completion_date_type TEXT, -- ACTUAL or ESTIMATED
    first_submitted TEXT, -- first submitted to the registry
    first_submitted_qc TEXT, -- first submitted in a form that passed quality control
    first_posted TEXT, -- first posted by the registry
    first_posted_type TEXT, -- ACTUAL or ESTIMATED
    registered_year INTEGER, -- year first posted
    last_update_submitted TEXT, -- last update submitted
    last_updated TEXT, -- last update posted
    last_updated_type TEXT, -- ACTUAL or ESTIMATED
    status_verified_date TEXT, -- when the sponsor last verified the record, mostly YYYY-MM
    has_results INTEGER NOT NULL, -- 1 if results are posted
    results_waived INTEGER, -- 1 if posting of results was waived
    results_first_submitted TEXT, -- results first submitted
    results_first_submitted_qc TEXT, -- results first submitted in a form that passed quality control
    results_first_posted TEXT, -- results first posted
    results_first_posted_type TEXT, -- ACTUAL or ESTIMATED
    disp_first_submitted TEXT, -- certificate of delay first submitted
    disp_first_submitted_qc TEXT, -- certificate of delay passed quality control
    disp_first_posted TEXT, -- certificate of delay first posted
    disp_first_posted_type TEXT, -- ACTUAL or ESTIMATED
    estimated_results_first_submitted TEXT, -- results submitted, still under review (the registry's estimate)
    delayed_posting INTEGER, -- 1 if posting is delayed
    lead_sponsor TEXT, -- lead sponsor
    lead_sponsor_class TEXT, -- kind of lead sponsor, code
    lead_sponsor_class_label TEXT, -- kind of lead sponsor, in words
    organization TEXT, -- organisation that registered the trial
    organization_class TEXT, -- kind of that organisation, code
    organization_class_label TEXT, -- kind of that organisation, in words
    responsible_party_type TEXT, -- responsible party, code
    responsible_party_type_label TEXT, -- responsible party, in words
    responsible_party_name TEXT, -- name of the responsible investigator
    responsible_party_title TEXT, -- title of the responsible investigator
    responsible_party_affiliation TEXT, -- affiliation of the responsible investigator
    brief_summary TEXT, -- brief summary
    detailed_description TEXT, -- detailed description
    allocation TEXT, -- allocation, code
    allocation_label TEXT, -- allocation, in words
    intervention_model TEXT, -- intervention model, code
    intervention_model_label TEXT, -- intervention model, in words
    intervention_model_description TEXT, -- intervention model, described
    primary_purpose TEXT, -- primary purpose, code
    primary_purpose_label TEXT, -- primary purpose, in words
    masking TEXT, -- masking, code
    masking_label TEXT, -- masking, in words
    masking_description TEXT, -- masking, described
    who_masked TEXT, -- who is masked, codes joined by "|"
    who_masked_label TEXT, -- who is masked, in words
    observational_model TEXT, -- model of an observational study, code
    observational_model_label TEXT, -- model of an observational study, in words
    time_perspective TEXT, -- time perspective of an observational study, code
    time_perspective_label TEXT, -- time perspective of an observational study, in words
    patient_registry INTEGER, -- 1 if it is a patient registry
    target_duration TEXT, -- follow-up of a patient registry
    biospec_retention TEXT, -- biospecimens kept, code
    biospec_retention_label TEXT, -- biospecimens kept, in words
    biospec_description TEXT, -- biospecimens, described
    eligibility_criteria TEXT, -- inclusion and exclusion criteria
    sex TEXT, -- sex of participants, code
    sex_label TEXT, -- sex of participants, in words
    gender_based INTEGER, -- 1 if eligibility is based on gender identity
    gender_description TEXT, -- eligibility by gender, described
    minimum_age TEXT, -- minimum age, e.g. 18 Years
    maximum_age TEXT, -- maximum age, e.g. 75 Years
    std_ages TEXT, -- age groups, codes joined by "|"
    std_ages_label TEXT, -- age groups, in words
    healthy_volunteers INTEGER, -- 1 if healthy volunteers are accepted
    study_population TEXT, -- population of an observational study
    sampling_method TEXT, -- sampling method, code
    sampling_method_label TEXT, -- sampling method, in words
    has_dmc INTEGER, -- 1 if a data monitoring committee oversees it
    is_fda_regulated_drug INTEGER, -- 1 if it studies a drug that the FDA regulates
    is_fda_regulated_device INTEGER, -- 1 if it studies a device that the FDA regulates
    is_unapproved_device INTEGER, -- 1 if the device is not yet approved or cleared
    is_us_export INTEGER, -- 1 if the product is exported from the United States
    is_ppsd INTEGER, -- 1 if it is a paediatric postmarket surveillance of a device
    fdaaa801_violation INTEGER, -- 1 if the FDA found a violation of the posting duty
    has_expanded_access INTEGER, -- 1 if expanded access exists
    expanded_access_nct_id TEXT, -- its registry number
    expanded_access_status TEXT, -- its status, code
    expanded_access_status_label TEXT, -- status of expanded access, in words
    expanded_access_types TEXT, -- kinds of expanded access, codes joined by "|"
    expanded_access_types_label TEXT, -- kinds of expanded access, in words
    ipd_sharing TEXT, -- plan to share individual data, code
    ipd_sharing_label TEXT, -- plan to share individual data, in words
    ipd_description TEXT, -- plan to share individual data, described
    ipd_info_types TEXT, -- what else is shared, codes joined by "|"
    ipd_info_types_label TEXT, -- what else is shared, in words
    ipd_time_frame TEXT, -- when individual data are shared
    ipd_access_criteria TEXT, -- who gets individual data
    ipd_url TEXT, -- address of the sharing plan
    limitations_caveats TEXT, -- limitations of the posted results
    org_study_id TEXT, -- the sponsor's own number
    conditions TEXT, -- conditions, joined by "|"
    interventions TEXT, -- interventions, joined by "|"
    keywords TEXT, -- the sponsor's keywords, joined by "|"
    countries TEXT, -- countries of the sites, joined by "|"
    n_locations INTEGER NOT NULL, -- number of sites
    n_arms INTEGER NOT NULL, -- number of arms
    n_references INTEGER NOT NULL, -- number of references in the record
    possibly_cut TEXT, -- texts that may break off in the copy that was read, joined by "|"
    source TEXT NOT NULL, -- source that delivered the record, as in runs
    attribution TEXT, -- what the source's terms ask to be shown with the record; empty = nothing
    relevance REAL, -- relevance to the topic, 0 to 1; empty = not computed yet
    version INTEGER NOT NULL, -- number of the current version, from 1
    first_seen TEXT NOT NULL, -- when first harvested, UTC
    last_fetched TEXT NOT NULL, -- when last fetched, UTC
    removed_on TEXT, -- when its removal from the registry was seen, twice confirmed; empty = not removed
    url TEXT NOT NULL -- page at the registry
) STRICT;
-- All that lists count and filter by: the rows themselves, with their texts, need not be read.
CREATE INDEX trials_list ON trials(
    trial_id, removed_on, relevance, status, study_type, start_year, registered_year, has_results,
    lead_sponsor_class, allocation, study_id, registry_label
);
CREATE INDEX trials_nct_id ON trials(nct_id);
CREATE INDEX trials_study_id ON trials(study_id);
CREATE INDEX trials_registry ON trials(registry);
CREATE INDEX trials_status ON trials(status);
CREATE INDEX trials_study_type ON trials(study_type);
CREATE INDEX trials_phase ON trials(phase);
CREATE INDEX trials_start_date ON trials(start_date);
CREATE INDEX trials_first_posted ON trials(first_posted);
CREATE INDEX trials_last_updated ON trials(last_updated);
CREATE INDEX trials_lead_sponsor ON trials(lead_sponsor);
CREATE INDEX trials_primary_completion_latest ON trials(primary_completion_latest);

INSERT INTO trials
SELECT
    t.*,
    label('registries', t.registry) AS registry_label,
    coalesce(
        (SELECT m.study_id FROM work.study_members AS m WHERE m.trial_id = t.trial_id), t.trial_id
    ) AS study_id,
    label('statuses', t.status) AS status_label,
    label('statuses', t.last_known_status) AS last_known_status_label,
    label('study_types', t.study_type) AS study_type_label,
    label('phases', t.phase) AS phase_label,
    CAST(substr(t.start_date, 1, 4) AS INTEGER) AS start_year,
    last_day(coalesce(t.completion_date, t.primary_completion_date)) AS end_latest,
    last_day(t.primary_completion_date) AS primary_completion_latest,
    CAST(substr(t.first_posted, 1, 4) AS INTEGER) AS registered_year,
    label('sponsor_classes', t.lead_sponsor_class) AS lead_sponsor_class_label,
    label('sponsor_classes', t.organization_class) AS organization_class_label,
    label('responsible_parties', t.responsible_party_type) AS responsible_party_type_label,
    without_email(t.responsible_party_affiliation) AS responsible_party_affiliation,
    without_email(t.brief_summary) AS brief_summary,
    without_email(t.detailed_description) AS detailed_description,
    label('allocations', t.allocation) AS allocation_label,
    label('intervention_models', t.intervention_model) AS intervention_model_label,
    label('purposes', t.primary_purpose) AS primary_purpose_label,
    label('maskings', t.masking) AS masking_label,
    label('who_masked', t.who_masked) AS who_masked_label,
    label('observational_models', t.observational_model) AS observational_model_label,
    label('time_perspectives', t.time_perspective) AS time_perspective_label,
    label('biospec_retentions', t.biospec_retention) AS biospec_retention_label,
    without_email(t.eligibility_criteria) AS eligibility_criteria,
    label('sexes', t.sex) AS sex_label,
    label('age_groups', t.std_ages) AS std_ages_label,
    label('sampling_methods', t.sampling_method) AS sampling_method_label,
    label('statuses', t.expanded_access_status) AS expanded_access_status_label,
    label('expanded_access_types', t.expanded_access_types) AS expanded_access_types_label,
    label('yes_no', t.ipd_sharing) AS ipd_sharing_label,
    without_email(t.ipd_description) AS ipd_description,
    label('ipd_info_types', t.ipd_info_types) AS ipd_info_types_label,
    without_email(t.ipd_access_criteria) AS ipd_access_criteria,
    (
        SELECT group_concat(name, '|')
        FROM (SELECT name FROM work.conditions WHERE trial_id = t.trial_id ORDER BY position)
    ) AS conditions,
    (
        SELECT group_concat(name, '|')
        FROM (SELECT name FROM work.interventions WHERE trial_id = t.trial_id ORDER BY position)
    ) AS interventions,
    (
        SELECT group_concat(keyword, '|')
        FROM (SELECT keyword FROM work.trial_keywords WHERE trial_id = t.trial_id ORDER BY position)
    ) AS keywords,
    (
        SELECT group_concat(country, '|')
        FROM (
            SELECT DISTINCT country FROM work.locations WHERE trial_id = t.trial_id ORDER BY country
        )
    ) AS countries,
    (SELECT count(*) FROM work.locations WHERE trial_id = t.trial_id) AS n_locations,
    (SELECT count(*) FROM work.arms WHERE trial_id = t.trial_id) AS n_arms,
    (SELECT count(*) FROM work.trial_references WHERE trial_id = t.trial_id) AS n_references,
    (
        SELECT group_concat(field, '|')
        FROM (
            SELECT DISTINCT field FROM work.trial_notes
            WHERE trial_id = t.trial_id AND kind = 'cut' ORDER BY position
        )
    ) AS possibly_cut,
    r.source AS source,
    attribution(r.source, r.source_date) AS attribution,
    (SELECT score FROM work.relevance WHERE kind = 'trial' AND id = t.trial_id) AS relevance,
    r.version AS version,
    r.first_seen AS first_seen,
    r.last_fetched AS last_fetched,
    r.removed_on AS removed_on
FROM work.trials AS t
JOIN work.records AS r ON r.kind = 'trial' AND r.id = t.trial_id
ORDER BY t.trial_id;
