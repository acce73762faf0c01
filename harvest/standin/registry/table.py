"""Studies as the trial registry's CSV: its 30 columns, multiple values joined by ``|``."""

import csv
import io
from collections.abc import Iterable

from harvest.standin.corpora.corpus import Study
from harvest.standin.corpora.pieces import pieces, values

COLUMNS: dict[str, tuple[str, ...]] = {
    "NCT Number": ("NCTId",),
    "Study Title": ("BriefTitle",),
    "Study URL": (),
    "Acronym": ("Acronym",),
    "Study Status": ("OverallStatus",),
    "Brief Summary": ("BriefSummary",),
    "Study Results": ("HasResults",),
    "Conditions": ("Condition",),
    "Interventions": ("InterventionType", "InterventionName"),
    "Primary Outcome Measures": ("PrimaryOutcomeMeasure",),
    "Secondary Outcome Measures": ("SecondaryOutcomeMeasure",),
    "Other Outcome Measures": ("OtherOutcomeMeasure",),
    "Sponsor": ("LeadSponsorName",),
    "Collaborators": ("CollaboratorName",),
    "Sex": ("Sex",),
    "Age": ("StdAge",),
    "Phases": ("Phase",),
    "Enrollment": ("EnrollmentCount",),
    "Funder Type": ("LeadSponsorClass",),
    "Study Type": ("StudyType",),
    "Study Design": ("DesignAllocation", "DesignInterventionModel", "DesignMasking"),
    "Other IDs": ("OrgStudyId", "SecondaryId"),
    "Start Date": ("StartDate",),
    "Primary Completion Date": ("PrimaryCompletionDate",),
    "Completion Date": ("CompletionDate",),
    "First Posted": ("StudyFirstPostDate",),
    "Results First Posted": ("ResultsFirstPostDate",),
    "Last Update Posted": ("LastUpdatePostDate",),
    "Locations": ("LocationFacility", "LocationCity", "LocationCountry"),
    "Study Documents": ("LargeDocLabel",),
}


class InvalidColumn(Exception):
    """A name that is no column's."""


def rows(studies: Iterable[Study], columns: Iterable[str], *, header: bool) -> str:
    """CSV text of these studies; the order of the columns is the registry's, not the asker's."""
    asked = list(columns)
    for name in asked:
        if name not in COLUMNS:
            raise InvalidColumn(name)
    chosen = [name for name in COLUMNS if not asked or name in asked]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow(chosen)
    for study in studies:
        writer.writerow([_cell(study, name) for name in chosen])
    return out.getvalue()


def _cell(study: Study, column: str) -> str:
    if column == "Study URL":
        (nct_id,) = values(study, pieces()["NCTId"].steps)
        return f"https://clinicaltrials.gov/study/{nct_id}"
    groups = [list(values(study, pieces()[name].steps)) for name in COLUMNS[column]]
    width = max(map(len, groups))
    listed = [
        ": ".join(str(group[place]) for group in groups if place < len(group))
        for place in range(width)
    ]
    return "|".join(listed)
