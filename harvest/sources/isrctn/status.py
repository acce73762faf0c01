"""Whether a study recruits: a word of its own above all, else what follows from its dates.

The registry works it out anew each day, so that it changes although nobody edited the record.
"""

from typing import NamedTuple

from harvest.sources.isrctn.study import Study

_OVERALL = "trialDesign/overallStatusOverride"
_RECRUITMENT = "participants/recruitmentStatusOverride"
_START = "participants/recruitmentStartStatusOverride"


class Status(NamedTuple):
    """The status, whether it is the day that says so, and the registry's word if it has one."""

    code: str | None
    by_dates: bool
    word: str | None = None


def status(study: Study) -> Status:
    """The status on the day on which the record was asked for; none where the day is not known."""
    for path in (_OVERALL, _RECRUITMENT, _START):
        if word := study.text(path):
            return Status(study.code("statuses", word, path), by_dates=False, word=word)
    if study.asked_on is None:
        return Status(None, by_dates=True)
    today = study.asked_on.isoformat()
    starts, stops, ends = (
        (study.text(path) or "")[:10]
        for path in (
            "participants/recruitmentStart",
            "participants/recruitmentEnd",
            "trialDesign/overallEndDate",
        )
    )
    if ends and ends < today:
        return Status("COMPLETED", by_dates=True)
    if starts and today < starts:
        return Status("NOT_YET_RECRUITING", by_dates=True)
    if stops and stops < today:
        return Status("ACTIVE_NOT_RECRUITING", by_dates=True)
    if starts and stops:
        return Status("RECRUITING", by_dates=True)
    return Status(None, by_dates=True)
