"""The history of a trial's results on their way to being posted, and what it says of a deadline.

Submitted (RELEASE), returned by the registry for correction (RESET, 42 CFR 11.64(b)), or taken back
by the sponsor (UNRELEASE). The last event decides where the results are; a submission that was
taken back counts as never made.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from harvest import dates

Event = tuple[str, str | None]
"""A code of ``event_types`` and its date, None where the registry says that it is unknown."""

Standing = Literal["none", "in review", "returned"]

_STANDINGS: dict[str, Standing] = {"RELEASE": "in review", "RESET": "returned"}
_WORDS = {"RESET": "returned after quality control", "UNRELEASE": "cancelled by the sponsor"}


def standing(events: Sequence[Event]) -> Standing:
    """Where results are by their history, oldest event first."""
    return _STANDINGS.get(events[-1][0], "none") if events else "none"


def told(events: Sequence[Event], due: date | None) -> str:
    """The history in words, with whether the first submission that stands was in time."""
    first = _first_standing(events)
    parts, submitted = [], False
    for n, (kind, day) in enumerate(events):
        words = _WORDS.get(kind, "submitted again" if submitted else "submitted")
        submitted = submitted or kind == "RELEASE"
        text = f"{words} {dates.in_words(day) if day else '(date unknown)'}"
        if n == first and due is not None:
            text += _timely(day, due)
        parts.append(text)
    if standing(events) != "in review":
        parts.append("not submitted again")
    return ", ".join(parts)


def listed(events: Sequence[Event]) -> str:
    """The history as the record gives it: ``submitted 2022-02-01, returned 2022-03-01``."""
    words = {"RELEASE": "submitted", "RESET": "returned", "UNRELEASE": "cancelled"}
    return ", ".join(f"{words.get(kind, kind)} {day or '(date unknown)'}" for kind, day in events)


def _first_standing(events: Sequence[Event]) -> int | None:
    """The place of the first submission that the sponsor did not take back."""
    following = [kind for kind, _ in events[1:]] + [""]
    return next(
        (
            n
            for n, ((kind, _), after) in enumerate(zip(events, following, strict=True))
            if kind == "RELEASE" and after != "UNRELEASE"
        ),
        None,
    )


def _timely(day: str | None, due: date) -> str:
    submitted = dates.parse(day or "")
    if submitted is None:
        return ""
    if submitted.earliest > due:
        return " (after the due date)"
    return f" (in time: due {dates.in_words(due.isoformat())})"
