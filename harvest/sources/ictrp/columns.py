"""The names that WHO's layouts give the fields of a trial, and the one name that we read each by.

Names are compared by their letters and digits alone: ``Date_registration3`` and ``Date
registration3`` are one. Contact persons are left out here already: nothing stored has them.
"""

import re

FULL = (
    *("TrialID", "SecondaryIDs", "public_title", "Scientific_title", "url"),
    *("Public_Contact_Firstname", "Public_Contact_Lastname", "Public_Contact_Address"),
    *("Public_Contact_Email", "Public_Contact_Tel", "Public_Contact_Affiliation"),
    *("Scientific_Contact_Firstname", "Scientific_Contact_Lastname"),
    *("Scientific_Contact_Address", "Scientific_Contact_Email", "Scientific_Contact_Tel"),
    *("Scientific_Contact_Affiliation", "study_type", "study_design", "phase"),
    *("Date_registration", "Date_enrollement", "Target_size", "Recruitment_status"),
    *("Primary_sponsor", "Secondary_sponsors", "Source_Support", "Countries", "Conditions"),
    *("Interventions", "Agemin", "Agemax", "Gender", "Inclusion_Criteria"),
    *("Exclusion_Criteria", "Primary_Outcome", "Secondary_Outcomes", "Bridging_flag"),
    *("Bridged_type", "Childs", "type_enrolment", "Retrospective_flag"),
    *("results_actual_enrollment", "results_url_link", "results_summary"),
    *("results_date_posted", "results_date_first_publication", "results_baseline_char"),
    *("results_participant_flow", "results_adverse_events", "results_outcome_measures"),
    *("results_url_protocol", "results_IPD_plan", "results_IPD_description"),
    *("results_date_completed", "results_yes_no", "Ethics_Status", "Ethics_Approval_Date"),
    *("Ethics_Contact_Name", "Ethics_Contact_Address", "Ethics_Contact_Phone"),
    "Ethics_Contact_Email",
)
"""The 62 columns of the full export, which has no header, in WHO's order (list of 2020-05-22)."""

_ALSO = {
    "webaddress": "url",
    "condition": "conditions",
    "hcfreetext": "conditions",
    "intervention": "interventions",
    "ifreetext": "interventions",
    "secondaryoutcome": "secondaryoutcomes",
    "secoutcome": "secondaryoutcomes",
    "primoutcome": "primaryoutcome",
    "secondaryid": "secondaryids",
    "secid": "secondaryids",
    "secondarysponsor": "secondarysponsors",
    "sponsorname": "secondarysponsors",
    "sourcename": "sourcesupport",
    "country2": "countries",
    "inclusionagemin": "agemin",
    "inclusionagemax": "agemax",
    "inclusiongender": "gender",
    "dateenrollment": "dateenrollement",
    "dateenrolment": "dateenrollement",
    "dateenrolement": "dateenrollement",
    "typeenrollment": "typeenrolment",
    "resultsactualenrolment": "resultsactualenrollment",
    "regname": "sourceregister",
    "sourceregistry": "sourceregister",
    "ethicsreviewstatus": "ethicsstatus",
    "ethicsreviewapprovaldate": "ethicsapprovaldate",
}
_PERSONS = re.compile(r"contact|firstname|middlename|lastname|telephone|email")

SEPARATED = frozenset({"countries", "secondaryids", "secondarysponsors", "sourcesupport"})
"""Fields whose several values stand between semicolons."""

KNOWN = (
    frozenset(re.sub("[^a-z0-9]", "", name.lower()) for name in FULL)
    | frozenset(_ALSO.values())
    | {"acronym", "lastrefreshedon", "exportdate", "internalnumber", "dateregistration3"}
    | {"prospectiveregistration", "otherrecords", "utrn", "keywords"}
)


def field(name: str) -> str | None:
    """What we read a column or element by; None for one about a contact person."""
    plain = re.sub("[^a-z0-9]", "", name.lower())
    return None if _PERSONS.search(plain) else _ALSO.get(plain, plain)
