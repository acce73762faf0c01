"""The shape of ``protocolSection``: what a study is, as registered.

Decoding into these structs checks every type and every coded term at the speed of C. A study that
does not fit is read by :mod:`harvest.sources.clinicaltrials.reading.decode` in the tolerant way,
field by field over the same structs: they are the one place that says what a study looks like.

The registry leaves out what is absent and never sends null: ``None`` and ``()`` mean absent.
"""

from msgspec import Raw, field

from harvest.sources.clinicaltrials.reading.reference_shapes import IpdSharingStatement, References
from harvest.sources.clinicaltrials.reading.shape import ABSENT, Int, Shape
from harvest.sources.clinicaltrials.reading.terms import (
    AgencyClass,
    Allocation,
    ArmType,
    BioSpecRetention,
    DateType,
    ExpandedAccessStatus,
    InterventionModel,
    InterventionType,
    Masking,
    ObservationalModel,
    OfficialRole,
    OrgStudyIdType,
    Phase,
    PrimaryPurpose,
    ResponsiblePartyType,
    SamplingMethod,
    SecondaryIdType,
    Sex,
    SiteStatus,
    StandardAge,
    Status,
    StudyType,
    TimePerspective,
    WhoMasked,
)


class OrgStudyIdInfo(Shape):
    """The sponsor's own number."""

    id: str | None = None
    type: OrgStudyIdType | None = None
    link: str | None = None


class SecondaryIdInfo(Shape):
    """A number given by somebody else: another registry, a funder."""

    id: str | None = None
    type: SecondaryIdType | None = None
    domain: str | None = None
    link: str | None = None


class Organization(Shape, rename={"full_name": "fullName", "agency_class": "class"}):
    """Who is responsible for the record."""

    full_name: str | None = None
    agency_class: AgencyClass | None = None


class Identification(Shape):
    """``identificationModule``."""

    nct_id: str | None = None
    nct_id_aliases: tuple[str, ...] = ()
    org_study_id_info: OrgStudyIdInfo | None = None
    secondary_id_infos: tuple[SecondaryIdInfo, ...] = ()
    brief_title: str | None = None
    official_title: str | None = None
    acronym: str | None = None
    organization: Organization | None = None


class DateStruct(Shape):
    """A date with what it is: reached (ACTUAL) or planned (ESTIMATED)."""

    date: str | None = None
    type: DateType | None = None


class ExpandedAccessInfo(Shape):
    """Whether the treatment can be had outside the trial."""

    has_expanded_access: bool | None = None
    nct_id: str | None = None
    status_for_nct_id: ExpandedAccessStatus | None = None


class StatusModule(Shape):
    """``statusModule``."""

    status_verified_date: str | None = None
    overall_status: Status | None = None
    last_known_status: Status | None = None
    delayed_posting: bool | None = None
    why_stopped: str | None = None
    expanded_access_info: ExpandedAccessInfo | None = None
    start_date_struct: DateStruct | None = None
    primary_completion_date_struct: DateStruct | None = None
    completion_date_struct: DateStruct | None = None
    study_first_submit_date: str | None = None
    study_first_submit_qc_date: str | None = None
    study_first_post_date_struct: DateStruct | None = None
    results_waived: bool | None = None
    results_first_submit_date: str | None = None
    results_first_submit_qc_date: str | None = None
    results_first_post_date_struct: DateStruct | None = None
    disp_first_submit_date: str | None = None
    disp_first_submit_qc_date: str | None = None
    disp_first_post_date_struct: DateStruct | None = None
    last_update_submit_date: str | None = None
    last_update_post_date_struct: DateStruct | None = None


class ResponsibleParty(Shape):
    """``old…`` are the free-text forms of records before 2011."""

    type: ResponsiblePartyType | None = None
    investigator_full_name: str | None = None
    investigator_title: str | None = None
    investigator_affiliation: str | None = None
    old_name_title: str | None = None
    old_organization: str | None = None


class SponsorShape(Shape, rename={"agency_class": "class"}):
    """A sponsor or collaborator."""

    name: str | None = None
    agency_class: AgencyClass | None = None


class SponsorCollaborators(Shape):
    """``sponsorCollaboratorsModule``."""

    responsible_party: ResponsibleParty | None = None
    lead_sponsor: SponsorShape | None = None
    collaborators: tuple[SponsorShape, ...] = ()


class Oversight(Shape):
    """``oversightModule``."""

    oversight_has_dmc: bool | None = None
    is_fda_regulated_drug: bool | None = None
    is_fda_regulated_device: bool | None = None
    is_unapproved_device: bool | None = None
    is_ppsd: bool | None = None
    is_us_export: bool | None = None
    fdaaa801_violation: bool | None = None


class Description(Shape):
    """``descriptionModule``."""

    brief_summary: str | None = None
    detailed_description: str | None = None


class Conditions(Shape):
    """``conditionsModule``."""

    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


class ExpandedAccessTypes(Shape):
    """For whom expanded access is open."""

    individual: bool | None = None
    intermediate: bool | None = None
    treatment: bool | None = None


class MaskingInfo(Shape):
    """Who does not know the arm."""

    masking: Masking | None = None
    masking_description: str | None = None
    who_masked: tuple[WhoMasked, ...] = ()


class DesignInfo(Shape):
    """How the study is built."""

    allocation: Allocation | None = None
    intervention_model: InterventionModel | None = None
    intervention_model_description: str | None = None
    primary_purpose: PrimaryPurpose | None = None
    observational_model: ObservationalModel | None = None
    time_perspective: TimePerspective | None = None
    masking_info: MaskingInfo | None = None


class BioSpec(Shape):
    """Samples kept."""

    retention: BioSpecRetention | None = None
    description: str | None = None


class EnrollmentInfo(Shape):
    """How many take part."""

    count: Int | None = None
    type: DateType | None = None


class Design(Shape):
    """``designModule``."""

    study_type: StudyType | None = None
    n_ptrs_to_this_exp_acc_nct_id: Int | None = None
    expanded_access_types: ExpandedAccessTypes | None = None
    patient_registry: bool | None = None
    target_duration: str | None = None
    phases: tuple[Phase, ...] = ()
    design_info: DesignInfo | None = None
    bio_spec: BioSpec | None = None
    enrollment_info: EnrollmentInfo | None = None


class ArmGroup(Shape):
    """An arm, or a cohort of an observational study."""

    label: str | None = None
    type: ArmType | None = None
    description: str | None = None
    intervention_names: tuple[str, ...] = ()


class InterventionShape(Shape):
    """What is given or done."""

    type: InterventionType | None = None
    name: str | None = None
    description: str | None = None
    arm_group_labels: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    intervention_mapped_name: Raw = ABSENT  # of the 2023 beta; no row holds it


class ArmsInterventions(Shape):
    """``armsInterventionsModule``."""

    arm_groups: tuple[ArmGroup, ...] = ()
    interventions: tuple[InterventionShape, ...] = ()


class OutcomeShape(Shape):
    """What is to be measured."""

    measure: str | None = None
    description: str | None = None
    time_frame: str | None = None


class Outcomes(Shape):
    """``outcomesModule``."""

    primary_outcomes: tuple[OutcomeShape, ...] = ()
    secondary_outcomes: tuple[OutcomeShape, ...] = ()
    other_outcomes: tuple[OutcomeShape, ...] = ()


class Eligibility(Shape):
    """``eligibilityModule``."""

    eligibility_criteria: str | None = None
    healthy_volunteers: bool | None = None
    sex: Sex | None = None
    gender_based: bool | None = None
    gender_description: str | None = None
    minimum_age: str | None = None
    maximum_age: str | None = None
    std_ages: tuple[StandardAge, ...] = ()
    study_population: str | None = None
    sampling_method: SamplingMethod | None = None


class OfficialShape(Shape):
    """Who leads the study."""

    name: str | None = None
    affiliation: str | None = None
    role: OfficialRole | None = None


class GeoPoint(Shape):
    """Degrees."""

    lat: float | int | None = None
    lon: float | int | None = None


class LocationShape(Shape):
    """A site."""

    facility: str | None = None
    status: SiteStatus | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    contacts: Raw = ABSENT  # persons to ask: no row holds them
    geo_point: GeoPoint | None = None


class ContactsLocations(Shape):
    """``contactsLocationsModule``."""

    central_contacts: Raw = ABSENT  # persons to ask: no row holds them
    overall_officials: tuple[OfficialShape, ...] = ()
    locations: tuple[LocationShape, ...] = ()
    # of the 2023 beta: the same sites once more; no row holds it
    locations_nested: Raw = field(default=ABSENT, name="locations_nested")


class Protocol(Shape):
    """``protocolSection``."""

    identification_module: Identification | None = None
    status_module: StatusModule | None = None
    sponsor_collaborators_module: SponsorCollaborators | None = None
    oversight_module: Oversight | None = None
    description_module: Description | None = None
    conditions_module: Conditions | None = None
    design_module: Design | None = None
    arms_interventions_module: ArmsInterventions | None = None
    outcomes_module: Outcomes | None = None
    eligibility_module: Eligibility | None = None
    contacts_locations_module: ContactsLocations | None = None
    references_module: References | None = None
    ipd_sharing_statement_module: IpdSharingStatement | None = None
