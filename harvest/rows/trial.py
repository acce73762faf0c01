"""Rows of a trial (ClinicalTrials.gov API v2); a path is given where the name differs.

Positions count from 1, in the order of the record.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple


class Trial(NamedTuple):
    """One study: ``protocolSection``, flattened; texts are readable, without markup."""

    trial_id: str  # the registry's own number in its canonical spelling
    org_study_id: str | None
    brief_title: str | None
    official_title: str | None
    acronym: str | None
    status: str | None  # overallStatus as the registry codes it, e.g. NOT_YET_RECRUITING
    last_known_status: str | None
    why_stopped: str | None
    delayed_posting: int | None
    status_verified_date: str | None
    study_type: str | None
    phase: str | None  # phases joined by "|", e.g. PHASE1|PHASE2; NA stays NA, absent is None
    enrollment: int | None
    enrollment_type: str | None
    enrollment_flag: str | None  # why it is None though given ("sentinel 99999999"), or doubted
    start_date: str | None
    start_date_type: str | None
    primary_completion_date: str | None
    primary_completion_date_type: str | None
    completion_date: str | None
    completion_date_type: str | None
    first_submitted: str | None
    first_submitted_qc: str | None
    first_posted: str | None
    first_posted_type: str | None
    results_waived: int | None
    results_first_submitted: str | None
    results_first_submitted_qc: str | None
    results_first_posted: str | None
    results_first_posted_type: str | None
    disp_first_submitted: str | None  # certificate of delay
    disp_first_submitted_qc: str | None
    disp_first_posted: str | None
    disp_first_posted_type: str | None
    last_update_submitted: str | None
    last_updated: str | None  # lastUpdatePostDateStruct.date
    last_updated_type: str | None
    has_expanded_access: int | None
    expanded_access_nct_id: str | None
    expanded_access_status: str | None
    lead_sponsor: str | None
    lead_sponsor_class: str | None
    organization: str | None
    organization_class: str | None
    responsible_party_type: str | None
    responsible_party_name: str | None
    responsible_party_title: str | None
    responsible_party_affiliation: str | None
    brief_summary: str | None
    detailed_description: str | None
    has_dmc: int | None
    is_fda_regulated_drug: int | None
    is_fda_regulated_device: int | None
    is_unapproved_device: int | None
    is_us_export: int | None
    is_ppsd: int | None
    fdaaa801_violation: int | None
    allocation: str | None
    intervention_model: str | None
    intervention_model_description: str | None
    primary_purpose: str | None
    masking: str | None
    masking_description: str | None
    who_masked: str | None  # joined by "|"
    observational_model: str | None
    time_perspective: str | None
    patient_registry: int | None
    target_duration: str | None
    biospec_retention: str | None
    biospec_description: str | None
    expanded_access_types: str | None  # joined by "|"
    eligibility_criteria: str | None
    sex: str | None
    gender_based: int | None
    gender_description: str | None
    minimum_age: str | None
    maximum_age: str | None
    std_ages: str | None  # joined by "|"
    healthy_volunteers: int | None
    study_population: str | None
    sampling_method: str | None
    ipd_sharing: str | None
    ipd_description: str | None
    ipd_info_types: str | None  # joined by "|"
    ipd_time_frame: str | None
    ipd_access_criteria: str | None
    ipd_url: str | None
    limitations_caveats: str | None
    has_results: int
    estimated_results_first_submitted: str | None  # derivedSection submissionTracking
    url: str
    registry: str  # code of its numbers, as in mentions.registry
    nct_id: str | None  # the number at ClinicalTrials.gov, if it is registered there


def sparse(key: str, registry: str, **known: str | int | None) -> Trial:
    """A trial of a registry that tells less than ClinicalTrials.gov: what it does not is None.

    ``registry`` is the code of its numbers (``about.toml``, or ``registries.csv``).

    Raises TypeError for a name that is no column.
    """
    values: dict[str, Any] = dict.fromkeys(Trial._fields)
    values |= {"trial_id": key, "registry": registry, "has_results": 0, "url": ""}
    return Trial(**values | known)


class Condition(NamedTuple):
    """``conditionsModule.conditions``."""

    trial_id: str
    position: int
    name: str


class TrialKeyword(NamedTuple):
    """``conditionsModule.keywords``."""

    trial_id: str
    position: int
    keyword: str


class Arm(NamedTuple):
    """``armsInterventionsModule.armGroups``."""

    trial_id: str
    position: int
    label: str | None
    type: str | None
    description: str | None
    intervention_names: str | None  # as the arm lists them, "Biological: name", joined by "|"


class Intervention(NamedTuple):
    """``armsInterventionsModule.interventions``; other names joined by "|"."""

    trial_id: str
    position: int
    type: str | None
    name: str | None
    description: str | None
    other_names: str | None


class ArmIntervention(NamedTuple):
    """Which intervention is given in which arm.

    Said by ``interventions[].armGroupLabels`` or by ``armGroups[].interventionNames``.
    """

    trial_id: str
    arm_label: str
    intervention_position: int


class Outcome(NamedTuple):
    """``outcomesModule``; kind is ``primary``, ``secondary`` or ``other``."""

    trial_id: str
    kind: str
    position: int
    measure: str | None
    description: str | None
    time_frame: str | None


class Location(NamedTuple):
    """``contactsLocationsModule.locations``, without the contacts' phone and e-mail."""

    trial_id: str
    position: int
    facility: str | None
    city: str | None
    state: str | None
    zip: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    status: str | None


class Sponsor(NamedTuple):
    """``sponsorCollaboratorsModule``; role is ``lead`` or ``collaborator``."""

    trial_id: str
    position: int
    role: str
    name: str | None
    sponsor_class: str | None


def led(trial: Trial, sponsors: Sequence[Sponsor]) -> Trial:
    """The trial with the name and class of who leads it: its first sponsor, if that one does."""
    lead = sponsors[0] if sponsors and sponsors[0].role == "lead" else None
    return trial._replace(
        lead_sponsor=lead and lead.name, lead_sponsor_class=lead and lead.sponsor_class
    )


class Official(NamedTuple):
    """``contactsLocationsModule.overallOfficials``."""

    trial_id: str
    position: int
    name: str | None
    affiliation: str | None
    role: str | None


GROUPED_BY_WHO = "grouped by WHO ICTRP"
"""Domain of a number with which WHO lists a trial as one study; no word of the trial's own."""


class TrialId(NamedTuple):
    """Every number of a trial but its own: organisation's id, secondary ids, merged NCT numbers.

    kind is ``org_study``, ``secondary`` or ``alias``.
    """

    trial_id: str
    position: int
    kind: str
    id: str
    type: str | None
    domain: str | None
    link: str | None


class TrialReference(NamedTuple):
    """``referencesModule.references``; type is RESULT, DERIVED, BACKGROUND or None."""

    trial_id: str
    position: int
    pmid: str | None
    type: str | None
    citation: str | None
    retractions: str | None  # "pmid source" joined by "|"


class SeeAlso(NamedTuple):
    """``referencesModule.seeAlsoLinks`` (kind ``link``) and ``availIpds`` (kind ``ipd``)."""

    trial_id: str
    position: int
    kind: str
    label: str | None
    url: str | None
    id: str | None
    comment: str | None


class TrialDocument(NamedTuple):
    """``documentSection.largeDocumentModule.largeDocs``."""

    trial_id: str
    position: int
    type_abbrev: str | None
    label: str | None
    has_protocol: int | None
    has_sap: int | None
    has_icf: int | None
    date: str | None
    upload_date: str | None
    filename: str | None
    size: int | None


class TrialMesh(NamedTuple):
    """``derivedSection`` browse modules.

    area is ``condition`` or ``intervention``; ancestor 1 for a broader term that the registry adds.
    """

    trial_id: str
    ui: str
    area: str
    ancestor: int
    term: str | None


class TrialEvent(NamedTuple):
    """Dated administrative events.

    kind: ``unposted`` (annotationSection.unpostedAnnotation: RESET, RELEASE, UNRELEASE),
    ``violation`` (violationAnnotation; one row per date, told apart by ``step``),
    ``submission`` (derivedSection submissionTracking: RELEASE, UNRELEASE, RESET),
    ``comments_posted`` (its firstMcpInfo; type is ACTUAL or ESTIMATED).
    """

    trial_id: str
    position: int
    kind: str
    type: str | None
    date: str | None
    date_unknown: int | None
    description: str | None
    party: str | None
    step: str | None  # of a violation: created, issued, released or posted


class RemovedCountry(NamedTuple):
    """``derivedSection.miscInfoModule.removedCountries``."""

    trial_id: str
    position: int
    country: str


class ResultSection(NamedTuple):
    """One module of ``resultsSection`` as JSON text, whole, so that nothing posted is lost."""

    trial_id: str
    section: str  # e.g. outcomeMeasuresModule
    json: str


class ResultOutcome(NamedTuple):
    """``resultsSection.outcomeMeasuresModule.outcomeMeasures``; groups and values as JSON text."""

    trial_id: str
    position: int
    type: str | None
    title: str | None
    description: str | None
    population: str | None
    time_frame: str | None
    param_type: str | None
    dispersion_type: str | None
    unit: str | None
    reporting_status: str | None
    groups: str | None  # JSON list of {id, title, description}
    participants: str | None  # JSON list of {groupId, value}
    values: str | None  # JSON of classes: categories: measurements


class ResultAnalysis(NamedTuple):
    """``outcomeMeasures[].analyses``."""

    trial_id: str
    outcome_position: int
    position: int
    group_ids: str | None  # joined by "|"
    method: str | None
    p_value: str | None
    param_type: str | None
    param_value: str | None
    ci_pct: str | None
    ci_lower: str | None
    ci_upper: str | None
    comment: str | None


class AdverseGroup(NamedTuple):
    """``resultsSection.adverseEventsModule.eventGroups``: affected and at risk, by group."""

    trial_id: str
    position: int
    group_id: str | None
    title: str | None
    description: str | None
    deaths_affected: int | None
    deaths_at_risk: int | None
    serious_affected: int | None
    serious_at_risk: int | None
    other_affected: int | None
    other_at_risk: int | None
