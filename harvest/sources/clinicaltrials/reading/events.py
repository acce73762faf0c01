"""Dated administrative events: results on their way to posting, violations of the law.

A record tells of submitted results in two places, ``unpostedEvents`` and ``submissionTracking``,
and may do so in both: here they are one history in the order of time, each event once.
"""

from collections.abc import Iterable
from typing import NamedTuple

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
    """All events of a study, numbered from 1: the history of its results, then the others."""
    module = section.annotation_module if section is not None else None
    tracking = misc.submission_tracking if misc is not None else None
    unposted = module.unposted_annotation if module is not None else None
    told = list(_unposted(sheet, unposted)) if unposted is not None else []
    tracked = list(_submissions(sheet, tracking)) if tracking is not None else []
    rows = [row._replace(position=n) for n, row in enumerate(_one_history(told, tracked), start=1)]
    if module is not None and module.violation_annotation is not None:
        _violations(rows, sheet, module.violation_annotation)
    if tracking is not None:
        _comments(rows, sheet, tracking)
    return rows


class _Placed(NamedTuple):
    """An event with the date that places it, its own or the last before it, and that last one."""

    when: str
    after: str
    row: TrialEvent


def _one_history(told: list[TrialEvent], tracked: list[TrialEvent]) -> list[TrialEvent]:
    """Both tellings in the order of time; an event of the second that the first has is left out."""
    placed = list(_placed(told))
    free = list(placed)
    for event in _placed(tracked):
        same = next((each for each in free if _same(each, event)), None)
        if same is None:
            placed.append(event)
        else:
            free.remove(same)
    return [each.row for each in sorted(placed, key=lambda each: each.when)]


def _placed(rows: Iterable[TrialEvent]) -> Iterable[_Placed]:
    when = ""
    for row in rows:
        after, when = when, row.date or when
        yield _Placed(when, after, row)


def _same(one: _Placed, other: _Placed) -> bool:
    """Whether two tellings are of one event; without a date it is known by what it follows."""
    if one.row.type != other.row.type:
        return False
    if one.row.date and other.row.date:
        return one.row.date == other.row.date
    return one.after == other.after


def _unposted(sheet: Sheet, annotation: UnpostedAnnotation) -> Iterable[TrialEvent]:
    party = sheet.plain(annotation.unposted_responsible_party)
    for event in annotation.unposted_events:
        date = sheet.date(event.date, f"{_UNPOSTED}.date")
        unknown = flag(event.date_unknown)
        yield TrialEvent(sheet.nct_id, 0, "unposted", event.type, date, unknown, None, party, None)
    if party and not annotation.unposted_events:
        yield TrialEvent(sheet.nct_id, 0, "unposted", None, None, None, None, party, None)


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


def _submissions(sheet: Sheet, tracking: SubmissionTracking) -> Iterable[TrialEvent]:
    for info in tracking.submission_infos:
        for kind, field, text, unknown in (
            ("RELEASE", "releaseDate", info.release_date, None),
            ("UNRELEASE", "unreleaseDate", info.unrelease_date, info.unrelease_date_unknown),
            ("RESET", "resetDate", info.reset_date, None),
        ):
            if text or unknown:
                date = sheet.date(text, f"{_TRACKING}.submissionInfos[].{field}")
                yield TrialEvent(
                    sheet.nct_id, 0, "submission", kind, date, flag(unknown), None, None, None
                )


def _comments(rows: list[TrialEvent], sheet: Sheet, tracking: SubmissionTracking) -> None:
    first = tracking.first_mcp_info.post_date_struct if tracking.first_mcp_info else None
    if first is not None:
        date = sheet.date(first.date, f"{_TRACKING}.firstMcpInfo.postDateStruct.date")
        n = len(rows) + 1
        rows.append(
            TrialEvent(sheet.nct_id, n, "comments_posted", first.type, date, None, None, None, None)
        )
