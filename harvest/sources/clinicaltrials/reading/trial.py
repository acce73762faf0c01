"""The row of the study itself."""

from harvest.rows import Trial
from harvest.sources.clinicaltrials.reading import protocol_shapes as shapes
from harvest.sources.clinicaltrials.reading.reference_shapes import IpdSharingStatement
from harvest.sources.clinicaltrials.reading.results import limitations
from harvest.sources.clinicaltrials.reading.study_shapes import (
    Derived,
    MiscInfo,
    Study,
    SubmissionTracking,
)
from harvest.sources.clinicaltrials.reading.values import Sheet, flag, joined

ENROLLMENT_SENTINEL = 99_999_999
ENROLLMENT_LIMIT = 10_000_000
"""No trial enrols so many; the registry holds counts of up to 188 million, typed in error. A study
that only observes may read the records of so many."""

STUDY_PAGE = "https://clinicaltrials.gov/study/"
REGISTRY = "nct"
"""Its code in ``db/vocabularies/registries.csv``."""

_NO_DATE = shapes.DateStruct()


def trial_row(
    sheet: Sheet,
    study: Study,
    protocol: shapes.Protocol,
    derived: Derived,
) -> Trial:
    """``protocolSection`` in one row, with what else a study has once."""
    nct_id, plain, markup, common = sheet.nct_id, sheet.plain, sheet.markup, sheet.common
    identification = protocol.identification_module or shapes.Identification()
    status = protocol.status_module or shapes.StatusModule()
    organization = identification.organization or shapes.Organization()
    access = status.expanded_access_info or shapes.ExpandedAccessInfo()
    sponsorship = protocol.sponsor_collaborators_module or shapes.SponsorCollaborators()
    lead = sponsorship.lead_sponsor or shapes.SponsorShape()
    party = sponsorship.responsible_party or shapes.ResponsibleParty()
    oversight = protocol.oversight_module or shapes.Oversight()
    description = protocol.description_module or shapes.Description()
    design = protocol.design_module or shapes.Design()
    info = design.design_info or shapes.DesignInfo()
    masking = info.masking_info or shapes.MaskingInfo()
    samples = design.bio_spec or shapes.BioSpec()
    enrollment = design.enrollment_info or shapes.EnrollmentInfo()
    count, enrollment_flag = _enrollment(enrollment.count, design.study_type)
    eligibility = protocol.eligibility_module or shapes.Eligibility()
    sharing = protocol.ipd_sharing_statement_module or IpdSharingStatement()
    misc = derived.misc_info_module or MiscInfo()
    tracking = misc.submission_tracking or SubmissionTracking()
    start = status.start_date_struct or _NO_DATE
    primary = status.primary_completion_date_struct or _NO_DATE
    completion = status.completion_date_struct or _NO_DATE
    posted = status.study_first_post_date_struct or _NO_DATE
    results_posted = status.results_first_post_date_struct or _NO_DATE
    delay_posted = status.disp_first_post_date_struct or _NO_DATE
    updated = status.last_update_post_date_struct or _NO_DATE

    return Trial(
        trial_id=nct_id,
        org_study_id=plain((identification.org_study_id_info or shapes.OrgStudyIdInfo()).id),
        brief_title=plain(identification.brief_title),
        official_title=plain(identification.official_title),
        acronym=plain(identification.acronym),
        status=status.overall_status,
        last_known_status=status.last_known_status,
        why_stopped=markup(status.why_stopped),
        delayed_posting=flag(status.delayed_posting),
        status_verified_date=sheet.date(
            status.status_verified_date, "protocolSection.statusModule.statusVerifiedDate"
        ),
        study_type=design.study_type,
        phase=joined(design.phases),
        enrollment=count,
        enrollment_type=enrollment.type,
        enrollment_flag=enrollment_flag,
        start_date=sheet.date(start.date, "protocolSection.statusModule.startDateStruct.date"),
        start_date_type=start.type,
        primary_completion_date=sheet.date(
            primary.date, "protocolSection.statusModule.primaryCompletionDateStruct.date"
        ),
        primary_completion_date_type=primary.type,
        completion_date=sheet.date(
            completion.date, "protocolSection.statusModule.completionDateStruct.date"
        ),
        completion_date_type=completion.type,
        first_submitted=sheet.date(
            status.study_first_submit_date, "protocolSection.statusModule.studyFirstSubmitDate"
        ),
        first_submitted_qc=sheet.date(
            status.study_first_submit_qc_date, "protocolSection.statusModule.studyFirstSubmitQcDate"
        ),
        first_posted=sheet.date(
            posted.date, "protocolSection.statusModule.studyFirstPostDateStruct.date"
        ),
        first_posted_type=posted.type,
        results_waived=flag(status.results_waived),
        results_first_submitted=sheet.date(
            status.results_first_submit_date, "protocolSection.statusModule.resultsFirstSubmitDate"
        ),
        results_first_submitted_qc=sheet.date(
            status.results_first_submit_qc_date,
            "protocolSection.statusModule.resultsFirstSubmitQcDate",
        ),
        results_first_posted=sheet.date(
            results_posted.date, "protocolSection.statusModule.resultsFirstPostDateStruct.date"
        ),
        results_first_posted_type=results_posted.type,
        disp_first_submitted=sheet.date(
            status.disp_first_submit_date, "protocolSection.statusModule.dispFirstSubmitDate"
        ),
        disp_first_submitted_qc=sheet.date(
            status.disp_first_submit_qc_date, "protocolSection.statusModule.dispFirstSubmitQcDate"
        ),
        disp_first_posted=sheet.date(
            delay_posted.date, "protocolSection.statusModule.dispFirstPostDateStruct.date"
        ),
        disp_first_posted_type=delay_posted.type,
        last_update_submitted=sheet.date(
            status.last_update_submit_date, "protocolSection.statusModule.lastUpdateSubmitDate"
        ),
        last_updated=sheet.date(
            updated.date, "protocolSection.statusModule.lastUpdatePostDateStruct.date"
        ),
        last_updated_type=updated.type,
        has_expanded_access=flag(access.has_expanded_access),
        expanded_access_nct_id=plain(access.nct_id),
        expanded_access_status=access.status_for_nct_id,
        lead_sponsor=common(lead.name),
        lead_sponsor_class=lead.agency_class,
        organization=common(organization.full_name),
        organization_class=organization.agency_class,
        responsible_party_type=party.type,
        responsible_party_name=plain(_both(party.investigator_full_name, party.old_name_title)),
        responsible_party_title=plain(party.investigator_title),
        responsible_party_affiliation=common(
            _both(party.investigator_affiliation, party.old_organization)
        ),
        brief_summary=markup(description.brief_summary),
        detailed_description=markup(description.detailed_description),
        has_dmc=flag(oversight.oversight_has_dmc),
        is_fda_regulated_drug=flag(oversight.is_fda_regulated_drug),
        is_fda_regulated_device=flag(oversight.is_fda_regulated_device),
        is_unapproved_device=flag(oversight.is_unapproved_device),
        is_us_export=flag(oversight.is_us_export),
        is_ppsd=flag(oversight.is_ppsd),
        fdaaa801_violation=flag(oversight.fdaaa801_violation),
        allocation=info.allocation,
        intervention_model=info.intervention_model,
        intervention_model_description=markup(info.intervention_model_description),
        primary_purpose=info.primary_purpose,
        masking=masking.masking,
        masking_description=markup(masking.masking_description),
        who_masked=joined(masking.who_masked),
        observational_model=info.observational_model,
        time_perspective=info.time_perspective,
        patient_registry=flag(design.patient_registry),
        target_duration=plain(design.target_duration),
        biospec_retention=samples.retention,
        biospec_description=markup(samples.description),
        expanded_access_types=_access_types(design.expanded_access_types),
        eligibility_criteria=markup(eligibility.eligibility_criteria),
        sex=eligibility.sex,
        gender_based=flag(eligibility.gender_based),
        gender_description=markup(eligibility.gender_description),
        minimum_age=common(eligibility.minimum_age),
        maximum_age=common(eligibility.maximum_age),
        std_ages=joined(eligibility.std_ages),
        healthy_volunteers=flag(eligibility.healthy_volunteers),
        study_population=markup(eligibility.study_population),
        sampling_method=eligibility.sampling_method,
        ipd_sharing=sharing.ipd_sharing,
        ipd_description=markup(sharing.description),
        ipd_info_types=joined(sharing.info_types),
        ipd_time_frame=markup(sharing.time_frame),
        ipd_access_criteria=markup(sharing.access_criteria),
        ipd_url=plain(sharing.url),
        limitations_caveats=markup(limitations(sheet, study.results_section)),
        has_results=_has_results(study, sheet),
        estimated_results_first_submitted=sheet.date(
            tracking.estimated_results_first_submit_date,
            "derivedSection.miscInfoModule.submissionTracking.estimatedResultsFirstSubmitDate",
        ),
        url=STUDY_PAGE + nct_id,
        registry=REGISTRY,
        nct_id=nct_id,
    )


def _both(text: str | None, old: str | None) -> str | None:
    """A text and its form before 2011; a record has one of them, and keeps both if it has both."""
    return f"{text}; {old}" if text and old else text or old


def _enrollment(count: int | None, study_type: str | None) -> tuple[int | None, str | None]:
    """The count, or None, with why a given one is not believed, or doubted."""
    if count is None:
        return None, None
    if count == ENROLLMENT_SENTINEL:
        return None, f"sentinel {count}"
    if 0 <= count <= ENROLLMENT_LIMIT:
        return count, None
    if count > 0 and study_type == "OBSERVATIONAL":
        return count, "unusually many, as the registry gives it"
    return None, f"not believable: {count}"


def _has_results(study: Study, sheet: Sheet) -> int:
    if study.has_results is None:
        sheet.notes.add("hasResults: missing", "")
        return int(study.results_section is not None)
    return int(study.has_results)


def _access_types(types: shapes.ExpandedAccessTypes | None) -> str | None:
    if types is None:
        return None
    return joined(
        [
            name
            for name, open_for in (
                ("INDIVIDUAL", types.individual),
                ("INTERMEDIATE", types.intermediate),
                ("TREATMENT", types.treatment),
            )
            if open_for
        ]
    )
