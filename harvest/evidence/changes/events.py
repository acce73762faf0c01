"""What a change means: one vocabulary of events over the field changes of trials and papers."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from harvest import dates, identifiers
from harvest.changes import Change
from harvest.evidence.changes.diff import FieldChange, columns_of, diff
from harvest.records import Record

_STOPPED = frozenset({"TERMINATED", "WITHDRAWN", "SUSPENDED"})
_MOVED = {
    "start_date": "start_moved",
    "primary_completion_date": "primary_completion_moved",
    "completion_date": "completion_moved",
}
_OFTEN_QUIET = frozenset(
    {
        *("last_updated", "last_update_submitted", "last_updated_type", "status_verified_date"),
        *("date_revised", "date_completed", "indexing_method"),
    }
)
"""Fields that only say that the record was touched: a change of these alone is no change."""


def between(old: Record, new: Record) -> list[Change]:
    """The events that lead from one state of a record to the next."""
    changes = [c for c in diff(old, new) if c.field not in _OFTEN_QUIET]
    if new.kind == "trial":
        return list(_trial_events(old, new, changes))
    return list(_article_events(old, new, changes))


def value(record: Record, column: str) -> str | None:
    """A field of the record's own row, as text."""
    table = "trials" if record.kind == "trial" else "articles"
    row = record.tables[table][0]
    found = row[columns_of(record.kind, table).index(column)]
    return None if found is None else str(found)


def _trial_events(old: Record, new: Record, changes: list[FieldChange]) -> Iterator[Change]:
    updated = value(new, "last_update_submitted") or value(new, "last_updated")
    # A status may flip without an update: then the registry gives no date for it.
    if value(old, "last_update_submitted") == updated and value(old, "last_updated") == value(
        new, "last_updated"
    ):
        updated = None
    for event in (
        *_each(changes, _own_field, old, new),
        *_outcomes(changes, old, new),
        *_sites(changes, old, new),
        *_each(changes, _listed, old, new),
    ):
        yield replace(event, happened_on=event.happened_on or updated)


def _each(
    changes: Iterable[FieldChange],
    read: Callable[[FieldChange, Record, Record], Change | None],
    old: Record,
    new: Record,
) -> Iterator[Change]:
    for change in changes:
        if (event := read(change, old, new)) is not None:
            yield event


def _plain(event: str, change: FieldChange) -> Change:
    field = change.field if change.item is None else f"{change.table}.{change.field}"
    note = change.item if change.field not in ("added", "removed") else None
    return Change(event, field, change.old, change.new, note=note)


def _own_field(change: FieldChange, old: Record, new: Record) -> Change | None:
    if change.table != "trials":
        return None
    reader = _TRIAL_FIELDS.get(change.field)
    if reader is not None:
        return reader(change, old, new)
    return _plain("edited", change)


def _status(change: FieldChange, _: Record, new: Record) -> Change:
    if change.new in _STOPPED:
        return replace(_plain("stopped", change), note=value(new, "why_stopped"))
    return _plain("status", change)


def _why_stopped(change: FieldChange, old: Record, new: Record) -> Change | None:
    # The reason belongs to the event that stopped it, if that is in the same step.
    told = value(new, "status") in _STOPPED and value(old, "status") != value(new, "status")
    return None if told else _plain("edited", change)


def _moved(change: FieldChange, old: Record, new: Record) -> Change:
    event = _plain(_MOVED[change.field], change)
    before, after = (dates.parse(text or "") for text in (change.old, change.new))
    if before is None or after is None:
        return replace(event, note="date given" if before is None else "date withdrawn")
    bounds = dates.days_between(before, after)
    if bounds.least <= 0 <= bounds.most and before.precision != after.precision:
        return replace(event, event="edited", note="given more or less precisely, not moved")
    if before.precision != after.precision:
        return replace(event, note=f"by {bounds.least} to {bounds.most} days")
    days = (after.earliest - before.earliest).days
    unit = "" if after.precision == "day" else f", known to the {after.precision} only"
    return replace(
        event, days=days, note=f"{abs(days)} days {'later' if days > 0 else 'earlier'}{unit}"
    )


def _date_type(change: FieldChange, old: Record, new: Record) -> Change | None:
    # That an estimate became actual is news only where the date itself stayed.
    field = change.field.removesuffix("_type")
    return _plain("edited", change) if value(old, field) == value(new, field) else None


def _enrollment(change: FieldChange, old: Record, new: Record) -> Change:
    if value(new, "enrollment_type") == "ACTUAL":
        return _plain("enrollment_actual", change)
    if change.old is None or change.new is None:
        return _plain("edited", change)
    event = "enrollment_raised" if int(change.new) > int(change.old) else "enrollment_cut"
    difference = int(change.new) - int(change.old)
    return replace(_plain(event, change), note=f"{difference:+d}")


def _enrollment_type(change: FieldChange, old: Record, new: Record) -> Change | None:
    if change.new != "ACTUAL":
        return _plain("edited", change)
    if value(old, "enrollment") != value(new, "enrollment"):
        return None  # told by the number
    count = value(new, "enrollment")
    return Change("enrollment_actual", "enrollment", count, count, note="as planned")


def _results(change: FieldChange, _: Record, new: Record) -> Change:
    posted = change.new == "1"
    event = _plain("results_posted" if posted else "results_withdrawn", change)
    return replace(event, happened_on=value(new, "results_first_posted") if posted else None)


def _of_results(change: FieldChange, old: Record, new: Record) -> Change | None:
    # What comes and goes with the results as a whole is told by them.
    told = value(old, "has_results") != value(new, "has_results")
    return None if told else _plain("edited", change)


def _phase(change: FieldChange, *_: Record) -> Change:
    return _plain("phase", change)


def _sponsor(change: FieldChange, *_: Record) -> Change:
    return _plain("sponsor", change)


def _quiet(*_: object) -> None:
    """The field goes with another one that tells the event."""
    return


_TRIAL_FIELDS: Mapping[str, Callable[[FieldChange, Record, Record], Change | None]] = {
    "status": _status,
    "why_stopped": _why_stopped,
    "last_known_status": _quiet,
    **dict.fromkeys(_MOVED, _moved),
    **{f"{field}_type": _date_type for field in _MOVED},
    "enrollment": _enrollment,
    "enrollment_type": _enrollment_type,
    "phase": _phase,
    "lead_sponsor": _sponsor,
    "has_results": _results,
    "limitations_caveats": _of_results,
    "results_first_posted": _quiet,
    "results_first_posted_type": _quiet,
    "results_first_submitted": _quiet,
    "results_first_submitted_qc": _quiet,
}


def _outcomes(changes: list[FieldChange], old: Record, new: Record) -> Iterator[Change]:
    """Primary outcomes; whether the trial had begun by then is what makes an edit matter."""
    timing = _timing(old, new)
    for change in changes:
        if change.table != "outcomes":
            continue
        if not (change.item or "").startswith("primary"):
            yield _plain("edited", change)
            continue
        event = {"added": "primary_outcome_added", "removed": "primary_outcome_dropped"}.get(
            change.field, "primary_outcome_edited"
        )
        plain = _plain(event, change)
        notes = (timing, _other_rank(change, changes), plain.note)
        yield replace(plain, note="; ".join(part for part in notes if part))


def _other_rank(change: FieldChange, changes: list[FieldChange]) -> str | None:
    """Whether a primary outcome came from, or went to, the secondary or other ones."""
    _, _, measure = (change.item or "").partition(", ")
    opposite = {"added": "removed", "removed": "added"}.get(change.field)
    for other in changes:
        if other.table == "outcomes" and other.field == opposite:
            rank, _, name = (other.item or "").partition(", ")
            if rank != "primary" and name == measure:
                return f"{'was' if change.field == 'added' else 'is now'} {rank}"
    return None


def _timing(old: Record, new: Record) -> str | None:
    start = dates.parse(value(old, "start_date") or "")
    moment = dates.parse(value(new, "last_update_submitted") or value(new, "last_updated") or "")
    if start is None or moment is None:
        return None
    bounds = dates.days_between(start, moment)
    if bounds.least > 0:
        return "after the start"
    return "before the start" if bounds.most < 0 else "about the start"


def _sites(changes: list[FieldChange], old: Record, new: Record) -> Iterator[Change]:
    before, after = _countries(old), _countries(new)
    for country in sorted(after - before):
        yield Change("country_added", "locations.country", None, country)
    for country in sorted(before - after):
        yield Change("country_removed", "locations.country", country, None)
    for change in changes:
        if change.table == "locations":
            event = {"added": "site_added", "removed": "site_removed"}.get(change.field, "edited")
            yield _plain(event, change)


def _countries(record: Record) -> set[str]:
    at = columns_of("trial", "locations").index("country")
    return {str(row[at]) for row in record.tables.get("locations", ()) if row[at]}


def _listed(change: FieldChange, _: Record, new: Record) -> Change | None:
    if change.table in ("trials", "outcomes", "locations"):
        return None
    if change.table == "trial_ids" and change.item and _is_own(change.item, new):
        return None  # a submission is counted up: what it changed is told by its field
    if change.table == "arms":
        event = {"added": "arm_added", "removed": "arm_removed"}.get(change.field, "arm_edited")
        return _plain(event, change)
    if change.table == "sponsors" and change.field in ("added", "removed"):
        # The lead sponsor is a field of the trial; here only collaborators are news.
        return None if (change.item or "").startswith("lead") else _plain("sponsor", change)
    if change.table == "officials":
        return _plain("official", change)
    if change.table == "trial_references" and change.field == "added":
        return _plain("reference_added", change)
    if change.table == "result_sections" and change.field in ("added", "removed"):
        return None  # told by the results as a whole
    return _plain("edited", change)


def _is_own(item: str, record: Record) -> bool:
    """Whether a number is the record's own, spelt with the count of its submissions."""
    _, _, number = item.rpartition(", ")
    return identifiers.key(number) == record.id


_INTEGRITY = {"retracted": "retracted", "concern": "concern", "corrected": "corrected"}
_MARKS = frozenset({"corrections", "article_types"})


def _article_events(old: Record, new: Record, changes: list[FieldChange]) -> Iterator[Change]:
    marked = value(old, "integrity") != value(new, "integrity")
    for change in changes:
        event = "edited"
        if change.field == "integrity":
            event = _INTEGRITY.get(change.new or "", "edited")
        elif marked and (change.field == "retracted" or change.table in _MARKS):
            continue  # told by the mark on the paper
        yield replace(_plain(event, change), happened_on=value(new, "date_revised"))
