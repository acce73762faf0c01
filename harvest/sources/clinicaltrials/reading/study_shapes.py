"""The shape of a study around its protocol: results, annotations, documents, derived data.

See :mod:`harvest.sources.clinicaltrials.reading.protocol_shapes` for how the shapes are used.
"""

from msgspec import Raw

from harvest.sources.clinicaltrials.reading.protocol_shapes import DateStruct, Protocol
from harvest.sources.clinicaltrials.reading.shape import ABSENT, Int, Shape
from harvest.sources.clinicaltrials.reading.terms import UnpostedEventType, ViolationEventType

# --- resultsSection: kept whole, as bytes; the parts that become rows are read from them ---


class Results(Shape):
    """``resultsSection``."""

    participant_flow_module: Raw = ABSENT
    baseline_characteristics_module: Raw = ABSENT
    outcome_measures_module: Raw = ABSENT
    adverse_events_module: Raw = ABSENT
    more_info_module: Raw = ABSENT


# --- annotationSection, documentSection, derivedSection ---


class UnpostedEvent(Shape):
    """A step of results between submission and posting."""

    type: UnpostedEventType | None = None
    date: str | None = None
    date_unknown: bool | None = None


class UnpostedAnnotation(Shape):
    """Results that were submitted and are not posted yet."""

    unposted_responsible_party: str | None = None
    unposted_events: tuple[UnpostedEvent, ...] = ()


class ViolationEvent(Shape):
    """A step of the regulator against a study whose results are overdue."""

    type: ViolationEventType | None = None
    description: str | None = None
    creation_date: str | None = None
    issued_date: str | None = None
    release_date: str | None = None
    posted_date: str | None = None


class ViolationAnnotation(Shape):
    """Violations of the reporting law."""

    violation_events: tuple[ViolationEvent, ...] = ()


class AnnotationModule(Shape):
    """``annotationModule``."""

    unposted_annotation: UnpostedAnnotation | None = None
    violation_annotation: ViolationAnnotation | None = None


class Annotation(Shape):
    """``annotationSection``."""

    annotation_module: AnnotationModule | None = None


class LargeDoc(Shape):
    """A protocol, an analysis plan or a consent form."""

    type_abbrev: str | None = None
    has_protocol: bool | None = None
    has_sap: bool | None = None
    has_icf: bool | None = None
    label: str | None = None
    date: str | None = None
    upload_date: str | None = None
    filename: str | None = None
    size: Int | None = None


class LargeDocuments(Shape):
    """``largeDocumentModule``."""

    no_sap: bool | None = None
    large_docs: tuple[LargeDoc, ...] = ()


class Documents(Shape):
    """``documentSection``."""

    large_document_module: LargeDocuments | None = None


class Mesh(Shape):
    """A descriptor."""

    id: str | None = None
    term: str | None = None


class Browse(Shape):
    """``conditionBrowseModule`` and ``interventionBrowseModule``."""

    meshes: tuple[Mesh, ...] = ()
    ancestors: tuple[Mesh, ...] = ()
    browse_leaves: Raw = ABSENT  # the registry's former browse tree (until 2025); no row holds it
    browse_branches: Raw = ABSENT


class FirstMcpInfo(Shape):
    """When the registry's first major comments were posted."""

    post_date_struct: DateStruct | None = None


class SubmissionInfo(Shape):
    """One round of submitted results: released, taken back, sent back with comments."""

    release_date: str | None = None
    unrelease_date: str | None = None
    unrelease_date_unknown: bool | None = None
    reset_date: str | None = None
    mcp_release_n: Int | None = None


class SubmissionTracking(Shape):
    """Results under the registry's review."""

    estimated_results_first_submit_date: str | None = None
    first_mcp_info: FirstMcpInfo | None = None
    submission_infos: tuple[SubmissionInfo, ...] = ()


class MiscInfo(Shape):
    """``miscInfoModule``."""

    version_holder: str | None = None
    removed_countries: tuple[str, ...] = ()
    submission_tracking: SubmissionTracking | None = None
    model_predictions: Raw = ABSENT  # of the 2023 beta; no row holds it


class Derived(Shape):
    """``derivedSection``: what the registry computes."""

    misc_info_module: MiscInfo | None = None
    condition_browse_module: Browse | None = None
    intervention_browse_module: Browse | None = None


class Study(Shape):
    """One record."""

    protocol_section: Protocol | None = None
    results_section: Results | None = None
    annotation_section: Annotation | None = None
    document_section: Documents | None = None
    derived_section: Derived | None = None
    has_results: bool | None = None


# --- the parts of the results that become rows ---


class Analysis(Shape):
    """A statistical test."""

    param_type: str | None = None
    param_value: str | None = None
    statistical_method: str | None = None
    statistical_comment: str | None = None
    p_value: str | None = None
    p_value_comment: str | None = None
    ci_pct_value: str | None = None
    ci_lower_limit: str | None = None
    ci_upper_limit: str | None = None
    estimate_comment: str | None = None
    group_description: str | None = None
    other_analysis_description: str | None = None
    group_ids: tuple[str, ...] = ()


class Denominator(Shape):
    """How many were looked at, by group."""

    units: str | None = None
    counts: Raw = ABSENT


class OutcomeMeasure(Shape):
    """A measured outcome."""

    type: str | None = None
    title: str | None = None
    description: str | None = None
    population_description: str | None = None
    reporting_status: str | None = None
    param_type: str | None = None
    dispersion_type: str | None = None
    unit_of_measure: str | None = None
    time_frame: str | None = None
    groups: Raw = ABSENT
    denoms: tuple[Denominator, ...] = ()
    classes: Raw = ABSENT
    analyses: tuple[Analysis, ...] = ()


class OutcomeMeasures(Shape):
    """``outcomeMeasuresModule``."""

    outcome_measures: tuple[OutcomeMeasure, ...] = ()


class EventGroup(Shape):
    """Harms in one group."""

    id: str | None = None
    title: str | None = None
    description: str | None = None
    deaths_num_affected: Int | None = None
    deaths_num_at_risk: Int | None = None
    serious_num_affected: Int | None = None
    serious_num_at_risk: Int | None = None
    other_num_affected: Int | None = None
    other_num_at_risk: Int | None = None


class AdverseEvents(Shape):
    """``adverseEventsModule``, without the single events."""

    event_groups: tuple[EventGroup, ...] = ()


class LimitationsAndCaveats(Shape):
    """What the sponsor says against its own results."""

    description: str | None = None


class MoreInfo(Shape):
    """``moreInfoModule``, without agreements and the person to ask."""

    limitations_and_caveats: LimitationsAndCaveats | None = None
