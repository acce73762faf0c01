"""Dated administrative events: results on their way to posting, violations of the law."""

from harvest.rows import TrialEvent
from harvest.sources.clinicaltrials.reading.study_shapes import (
    Annotation,
    MiscInfo,
    SubmissionTracking,
    UnpostedAnnotation,
    ViolationAnnotation,
)
from harvest.sources.clinicaltrials.reading.values import Sheet, flag

_UNPOSTED = "annotationSection.annotationModule.unpostedAnnotation.unpostedEvents[]"
_VIOLATION = "annotationSection.annotationModule.violationAnnotation.violationEvents[]"
_TRACKING = "derivedSection.miscInfoModule.submissionTracking"


def events(sheet: Sheet, section: Annotation | None, misc: MiscInfo | None) -> list[TrialEvent]:
    """All events of a study, numbered from 1 in the order of the record."""
    rows: list[TrialEvent] = []
    module = section.annotation_module if section is not None else None
    if module is not None and module.unposted_annotation is not None:
        _unposted(rows, sheet, module.unposted_annotation)
    if module is not None and module.violation_annotation is not None:
        _violations(rows, sheet, module.violation_annotation)
    if misc is not None and misc.submission_tracking is not None:
        _submissions(rows, sheet, misc.submission_tracking)
    return rows


def _unposted(rows: list[TrialEvent], sheet: Sheet, annotation: UnpostedAnnotation) -> None:
    party = sheet.plain(annotation.unposted_responsible_party)
    for event in annotation.unposted_events:
        date = sheet.date(event.date, f"{_UNPOSTED}.date")
        unknown = flag(event.date_unknown)
        row = TrialEvent(
            sheet.nct_id, len(rows) + 1, "unposted", event.type, date, unknown, None, party, None
        )
        rows.append(row)
    if party and not annotation.unposted_events:
        row = TrialEvent(
            sheet.nct_id, len(rows) + 1, "unposted", None, None, None, None, party, None
        )
        rows.append(row)


def _violations(rows: list[TrialEvent], sheet: Sheet, annotation: ViolationAnnotation) -> None:
    """One row per date of a violation; one without a date if it has none."""
    for event in annotation.violation_events:
        description = sheet.markup(event.description)
        steps: list[tuple[str | None, str | None]] = [
            (step, sheet.date(text, f"{_VIOLATION}.{field}"))
            for step, field, text in (
                ("created", "creationDate", event.creation_date),
                ("issued", "issuedDate", event.issued_date),
                ("released", "releaseDate", event.release_date),
                ("posted", "postedDate", event.posted_date),
            )
            if text
        ]
        for step, date in steps or [(None, None)]:
            n = len(rows) + 1
            row = TrialEvent(
                sheet.nct_id, n, "violation", event.type, date, None, description, None, step
            )
            rows.append(row)


def _submissions(rows: list[TrialEvent], sheet: Sheet, tracking: SubmissionTracking) -> None:
    for info in tracking.submission_infos:
        for kind, field, text, unknown in (
            ("RELEASE", "releaseDate", info.release_date, None),
            ("UNRELEASE", "unreleaseDate", info.unrelease_date, info.unrelease_date_unknown),
            ("RESET", "resetDate", info.reset_date, None),
        ):
            if text or unknown is not None:
                date = sheet.date(text, f"{_TRACKING}.submissionInfos[].{field}")
                n = len(rows) + 1
                row = TrialEvent(
                    sheet.nct_id, n, "submission", kind, date, flag(unknown), None, None, None
                )
                rows.append(row)
    first = tracking.first_mcp_info.post_date_struct if tracking.first_mcp_info else None
    if first is not None:
        date = sheet.date(first.date, f"{_TRACKING}.firstMcpInfo.postDateStruct.date")
        n = len(rows) + 1
        rows.append(
            TrialEvent(sheet.nct_id, n, "comments_posted", first.type, date, None, None, None, None)
        )
