"""Numbers that a service does not know: remembered for a month, then asked for again."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from harvest.sources import Job

ASK_AGAIN = timedelta(days=30)

Days = Mapping[str, list[str]]
"""By day, the numbers that the service did not know when it was asked."""


def remembered(job: Job, cursor: str) -> Days:
    """What was noted of late under a cursor of the job's source; nothing with ``full``."""
    value = job.held.cursors.get(f"{job.source.name}/{cursor}")
    if value is None or job.full:
        return {}
    days: dict[str, list[str]] = json.loads(value)
    return {
        day: numbers
        for day, numbers in days.items()
        if job.today - ASK_AGAIN < date.fromisoformat(day) <= job.today
    }


def numbers(days: Days) -> frozenset[str]:
    """All numbers that are remembered."""
    return frozenset(number for noted in days.values() for number in noted)


def noted(days: Days, today: date, unknown: Iterable[str]) -> str:
    """The value of the cursor, with what is not known today."""
    day = today.isoformat()
    found = {**days, day: [*days.get(day, ()), *unknown]}
    kept = {day: sorted(set(listed)) for day, listed in sorted(found.items()) if listed}
    return json.dumps(kept, separators=(",", ":"))
