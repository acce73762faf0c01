-- Normalised records. Column meanings: harvest/rows, and db/public for what is published.

CREATE TABLE trials (
    nct_id TEXT PRIMARY KEY NOT NULL,
    org_study_id TEXT,
    brief_title TEXT,
    official_title TEXT,
    acronym TEXT,
    status TEXT,
    last_known_status TEXT,
    why_stopped TEXT,
    delayed_posting INTEGER,
    status_verified_date TEXT,
    study_type TEXT,
    phase TEXT,
    enrollment INTEGER,
    enrollment_type TEXT,
    enrollment_flag TEXT,
    start_date TEXT,
    start_date_type TEXT,
    primary_completion_date TEXT,
    primary_completion_date_type TEXT,
    completion_date TEXT,
    completion_date_type TEXT,
    first_submitted TEXT,
    first_submitted_qc TEXT,
    first_posted TEXT,
    first_posted_type TEXT,
    results_waived INTEGER,
    results_first_submitted TEXT,
    results_first_submitted_qc TEXT,
    results_first_posted TEXT,
    results_first_posted_type TEXT,
    disp_first_submitted TEXT,
    disp_first_submitted_qc TEXT,
    disp_first_posted TEXT,
    disp_first_posted_type TEXT,
    last_update_submitted TEXT,
    last_updated TEXT,
    last_updated_type TEXT,
    has_expanded_access INTEGER,
    expanded_access_nct_id TEXT,
    expanded_access_status TEXT,
    lead_sponsor TEXT,
    lead_sponsor_class TEXT,
    organization TEXT,
    organization_class TEXT,
    responsible_party_type TEXT,
    responsible_party_name TEXT,
    responsible_party_title TEXT,
    responsible_party_affiliation TEXT,
    brief_summary TEXT,
    detailed_description TEXT,
    has_dmc INTEGER,
    is_fda_regulated_drug INTEGER,
    is_fda_regulated_device INTEGER,
    is_unapproved_device INTEGER,
    is_us_export INTEGER,
    is_ppsd INTEGER,
    fdaaa801_violation INTEGER,
    allocation TEXT,
    intervention_model TEXT,
    intervention_model_description TEXT,
    primary_purpose TEXT,
    masking TEXT,
    masking_description TEXT,
    who_masked TEXT,
    observational_model TEXT,
    time_perspective TEXT,
    patient_registry INTEGER,
    target_duration TEXT,
    biospec_retention TEXT,
    biospec_description TEXT,
    expanded_access_types TEXT,
    eligibility_criteria TEXT,
    sex TEXT,
    gender_based INTEGER,
    gender_description TEXT,
    minimum_age TEXT,
    maximum_age TEXT,
    std_ages TEXT,
    healthy_volunteers INTEGER,
    study_population TEXT,
    sampling_method TEXT,
    ipd_sharing TEXT,
    ipd_description TEXT,
    ipd_info_types TEXT,
    ipd_time_frame TEXT,
    ipd_access_criteria TEXT,
    ipd_url TEXT,
    limitations_caveats TEXT,
    has_results INTEGER NOT NULL,
    estimated_results_first_submitted TEXT,
    url TEXT NOT NULL
) STRICT;

CREATE TABLE conditions (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX conditions_name ON conditions(name);

CREATE TABLE trial_keywords (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    keyword TEXT NOT NULL,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE arms (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    label TEXT,
    type TEXT,
    description TEXT,
    intervention_names TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE interventions (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type TEXT,
    name TEXT,
    description TEXT,
    other_names TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE arm_interventions (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    arm_label TEXT NOT NULL,
    intervention_position INTEGER NOT NULL,
    PRIMARY KEY (nct_id, arm_label, intervention_position)
) STRICT, WITHOUT ROWID;

CREATE TABLE outcomes (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    position INTEGER NOT NULL,
    measure TEXT,
    description TEXT,
    time_frame TEXT,
    PRIMARY KEY (nct_id, kind, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE locations (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    facility TEXT,
    city TEXT,
    state TEXT,
    zip TEXT,
    country TEXT,
    latitude REAL,
    longitude REAL,
    status TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX locations_country ON locations(country);

CREATE TABLE sponsors (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT,
    sponsor_class TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX sponsors_name ON sponsors(name);

CREATE TABLE officials (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT,
    affiliation TEXT,
    role TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX officials_name ON officials(name);

CREATE TABLE trial_ids (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT,
    domain TEXT,
    link TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX trial_ids_id ON trial_ids(id);

CREATE TABLE trial_references (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    pmid TEXT,
    type TEXT,
    citation TEXT,
    retractions TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX trial_references_pmid ON trial_references(pmid);

CREATE TABLE see_also (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    label TEXT,
    url TEXT,
    id TEXT,
    comment TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE trial_documents (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type_abbrev TEXT,
    label TEXT,
    has_protocol INTEGER,
    has_sap INTEGER,
    has_icf INTEGER,
    date TEXT,
    upload_date TEXT,
    filename TEXT,
    size INTEGER,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE trial_mesh (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    ui TEXT NOT NULL,
    area TEXT NOT NULL,
    ancestor INTEGER NOT NULL,
    term TEXT,
    PRIMARY KEY (nct_id, area, ui)
) STRICT, WITHOUT ROWID;
CREATE INDEX trial_mesh_ui ON trial_mesh(ui);

CREATE TABLE trial_events (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    type TEXT,
    date TEXT,
    date_unknown INTEGER,
    description TEXT,
    party TEXT,
    step TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE removed_countries (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    country TEXT NOT NULL,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE result_sections (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    section TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (nct_id, section)
) STRICT;

CREATE TABLE result_outcomes (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type TEXT,
    title TEXT,
    description TEXT,
    population TEXT,
    time_frame TEXT,
    param_type TEXT,
    dispersion_type TEXT,
    unit TEXT,
    reporting_status TEXT,
    "groups" TEXT,
    participants TEXT,
    "values" TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT;

CREATE TABLE result_analyses (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    outcome_position INTEGER NOT NULL,
    position INTEGER NOT NULL,
    group_ids TEXT,
    method TEXT,
    p_value TEXT,
    param_type TEXT,
    param_value TEXT,
    ci_pct TEXT,
    ci_lower TEXT,
    ci_upper TEXT,
    comment TEXT,
    PRIMARY KEY (nct_id, outcome_position, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE adverse_groups (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    group_id TEXT,
    title TEXT,
    description TEXT,
    deaths_affected INTEGER,
    deaths_at_risk INTEGER,
    serious_affected INTEGER,
    serious_at_risk INTEGER,
    other_affected INTEGER,
    other_at_risk INTEGER,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE articles (
    pmid TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT,
    vernacular_title TEXT,
    abstract TEXT,
    journal TEXT,
    journal_abbrev TEXT,
    medline_ta TEXT,
    issn TEXT,
    issn_linking TEXT,
    nlm_id TEXT,
    country TEXT,
    volume TEXT,
    issue TEXT,
    pages TEXT,
    pub_model TEXT,
    year INTEGER,
    published TEXT,
    published_text TEXT,
    electronic_date TEXT,
    entrez_date TEXT,
    doi TEXT,
    pii TEXT,
    pmcid TEXT,
    language TEXT,
    retracted INTEGER NOT NULL,
    integrity TEXT,
    publication_status TEXT,
    medline_status TEXT,
    owner TEXT,
    indexing_method TEXT,
    date_completed TEXT,
    date_revised TEXT,
    coi_statement TEXT,
    copyright TEXT,
    citation_subset TEXT,
    book_title TEXT,
    publisher TEXT,
    publisher_location TEXT,
    reference_count INTEGER NOT NULL,
    url TEXT NOT NULL
) STRICT;
CREATE INDEX articles_doi ON articles(doi);

CREATE TABLE abstract_sections (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    label TEXT,
    category TEXT,
    language TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT;

CREATE TABLE authors (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    last_name TEXT,
    fore_name TEXT,
    initials TEXT,
    suffix TEXT,
    collective_name TEXT,
    orcid TEXT,
    affiliation TEXT,
    equal_contribution INTEGER,
    PRIMARY KEY (pmid, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX authors_last_name ON authors(last_name);

CREATE TABLE investigators (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    last_name TEXT,
    fore_name TEXT,
    initials TEXT,
    suffix TEXT,
    orcid TEXT,
    affiliation TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_types (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    ui TEXT,
    name TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_types_name ON article_types(name);

CREATE TABLE article_ids (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_ids_value ON article_ids(value);

CREATE TABLE keywords (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    owner TEXT,
    keyword TEXT NOT NULL,
    major INTEGER NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_mesh (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    ui TEXT NOT NULL,
    name TEXT NOT NULL,
    major INTEGER NOT NULL,
    qualifiers TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_mesh_ui ON article_mesh(ui);

CREATE TABLE supplemental_mesh (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    ui TEXT,
    name TEXT NOT NULL,
    registry_number TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE grants (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    grant_id TEXT,
    acronym TEXT,
    agency TEXT,
    country TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE databanks (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    databank TEXT NOT NULL,
    accession TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX databanks_accession ON databanks(accession);

CREATE TABLE corrections (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    ref_type TEXT NOT NULL,
    other_pmid TEXT,
    source TEXT,
    note TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX corrections_other_pmid ON corrections(other_pmid);

CREATE TABLE article_references (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    citation TEXT,
    ref_pmid TEXT,
    ref_doi TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_references_ref_pmid ON article_references(ref_pmid);

CREATE TABLE article_dates (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    event TEXT NOT NULL,
    date TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_notes (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    source TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE book_sections (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    label TEXT,
    title TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE mesh_terms (
    ui TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    scope_note TEXT,
    tree_numbers TEXT
) STRICT;

CREATE TABLE mesh_trees (
    ui TEXT NOT NULL REFERENCES mesh_terms(ui) ON DELETE CASCADE,
    tree_number TEXT NOT NULL,
    PRIMARY KEY (ui, tree_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX mesh_trees_tree_number ON mesh_trees(tree_number);

CREATE TABLE mesh_entry_terms (
    ui TEXT NOT NULL REFERENCES mesh_terms(ui) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (ui, position)
) STRICT, WITHOUT ROWID;
