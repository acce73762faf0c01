"""What is measured and when: outcome scales with their time points."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from harvest.evidence.facets.schedule import COUNTS, DAYS, UNIT, as_number
from harvest.evidence.reading.cues import Cue
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import OutcomeText, Passage, RecordText
from harvest.evidence.reading.vocabulary import Hit, vocabulary

_OF_CELLS_BEFORE = re.compile(
    r"(?:cell(?:ular)?|neuron(?:al)?|pro|programmed|hepatocyte|graft|islet|bacterial|"
    r"cancer[- ]related|prolifer\w*(?:,| and|, and)|leading cause of|causes? of|"
    r"cytotox\w* and)[\s-]*$",
    re.IGNORECASE,
)
_OF_CELLS_AFTER = re.compile(
    r"\s*(?:(?:of|and \w+ of) (?:the )?(?:[\w-]+ ){0,3}(?:cells?|neurons?|hepatocytes|bacteria|"
    r"leuk\w+ stem)\b|(?:signal|pathway|gene|factor|motor neuron))",
    re.IGNORECASE,
)
_NEW_TUMOURS = re.compile(
    r"(?:.*\b(?:incidence|risk|develop\w*|occurrence|recurrence|rate) of\s*(?:\w+\s+)?$|"
    r"\s*(?:\(\w+\)\s*)?(?:incidence|occurrence|development|recurrence|risk))",
    re.IGNORECASE | re.DOTALL,
)
_LIVER = Cue(r"\bliver|hepat|cirrho|ascit|portal|biliary")
_LIVERS_OWN = {"stiffness", "histology", "encephalopathy", "fibrosis_markers", "SBP", "HRS"}
_IN_URINE = re.compile(
    r"\b(?:albumin|protein) ?(?:to|/|:|-) ?$|\b(?:urin\w+|micro|macro|spot)[\s-]*(?:\w+[\s-]+)?$",
    re.IGNORECASE,
)
_RATIO = re.compile(
    r"\s*(?:to|/|:|-)\s*(?:\w+\s+)?creatinine|\s*(?:excretion|creatinine ratio)", re.I
)
_PLATELET_PRODUCT = re.compile(r"[\s-]*(?:rich|based|lysate|derived|poor|transfusion)", re.I)


def outcome_scales(record: RecordText) -> tuple[Fact, ...]:
    """Scales and measurements, each with the days at which it is taken.

    A paper has no list of outcomes: what its abstract names is taken.
    """
    told = "\n".join(p.text for o in record.outcomes for p in (o.measure, o.description) if p)
    liver = any(_LIVER.search(passage.text) for passage in (*record.titles, *record.topics))
    facts = [
        fact for outcome in record.outcomes for fact in _of_outcome(outcome, told, liver=liver)
    ]
    if not record.outcomes:
        facts = [
            fact
            for passage in record.bodies
            for fact in _scales_in(passage, passage.text, liver=liver)
        ]
    merged: dict[str, Fact] = {}
    for fact in facts:
        first = merged.setdefault(fact.value, fact)
        if fact.days:
            merged[fact.value] = replace(first, days=tuple(sorted({*first.days, *fact.days})))
    return tuple(merged.values())


def _of_urine(text: str, hit: Hit) -> bool:
    before = text[max(0, hit.start - 40) : hit.start]
    return _IN_URINE.search(before) is not None or _RATIO.match(text, hit.end) is not None


def _scales_in(passage: Passage, whole: str, *, liver: bool) -> Iterator[Fact]:
    """Scales that a passage names; ``liver``: the study is about a disease of the liver."""
    named = vocabulary("outcome_scales")
    for hit in named.meant(passage.text, whole):
        if hit.code == "platelets" and _PLATELET_PRODUCT.match(passage.text, hit.end):
            continue
        if hit.code in {"albumin", "creatinine"} and _of_urine(passage.text, hit):
            continue
        if hit.code in _LIVERS_OWN and not liver and not _LIVER.search(passage.text):
            continue  # "elastography" of a tendon, "histology" of a knee
        if passage.field == "abstract" and _tells_of_no_outcome(passage.text, hit):
            continue
        span = passage.span(hit.start, hit.end)
        yield Fact("outcome_scale", hit.code, named.label(hit.code), span)


def _tells_of_no_outcome(text: str, hit: Hit) -> bool:
    """Whether an abstract names it of cells ("cell death"), as a cause or as the disease."""
    before, after = text[max(0, hit.start - 60) : hit.start], text[hit.end : hit.end + 60]
    if hit.code in {"survival", "mortality", "adverse_events"} and (
        _OF_CELLS_BEFORE.search(before) or _OF_CELLS_AFTER.match(after)
    ):
        return True
    if hit.code == "HCC":
        return _NEW_TUMOURS.search(before) is None and _NEW_TUMOURS.match(after) is None
    return False


def _of_outcome(outcome: OutcomeText, whole: str, *, liver: bool) -> Iterator[Fact]:
    days = tuple(
        sorted(
            {
                fact.low
                for passage in (outcome.time_frame, outcome.measure)
                if passage is not None
                for fact in time_points(passage)
                if fact.low is not None
            }
        )
    )
    for passage in (outcome.measure, outcome.description):
        if passage is not None:
            for fact in _scales_in(passage, whole, liver=liver):
                yield replace(fact, days=days) if days else fact


def outcome_times(record: RecordText) -> tuple[Fact, ...]:
    """Every time point of the outcomes, in days."""
    return first_of_each(
        [
            fact
            for outcome in record.outcomes
            if outcome.time_frame is not None
            for fact in time_points(outcome.time_frame)
        ]
    )


# --- when ---

_POINT = Cue(
    r"(?<![A-Za-z]-)(?P<list>\d+(?:\.\d+)?(?:\s*(?:,|and|or|&|/|,\s*and|to|-|–|~|\+)\s*(?:weeks?|"
    r"months?|"
    r"days?|years?)?\s*\d+(?:\.\d+)?)*"
    r"|\b(?:one|two|three|four|five|six|nine|twelve|half)\b)"
    rf"\s*-?\s*(?:th\s*)?{UNIT}\b"
)
_UNIT_FIRST = Cue(
    r"\b(?P<u>days?|weeks?|months?|years?|[DWM](?=\d))\s*(?P<list>\d+(?:\.\d+)?(?:\s*(?:,|and|"
    r"or|&|/|,\s*and)\s*\d+(?:\.\d+)?)*)"
)
_WINDOW = re.compile(
    r"(?:\bplus or minus|\+\s*/?\s*[-−–]|±|\bwithin a window of|\bwindow(?: period)? of)\s*$",
    re.IGNORECASE,
)
_WINDOWS_WORDS = 40  # letters that they take at the most
_AGE = re.compile(
    r"[\s,]*(?:post[\s-]?menstrual|post[\s-]?conception\w*|gestation\w*|corrected|adjusted|"
    r"of (?:corrected |gestational |post[\s-]?menstrual )?(?:age|life)\b|old\b|PMA\b|"
    r"(?:chronological|postnatal) age|of gestation)",
    re.IGNORECASE,
)
_WINDOW_AFTER = re.compile(r"\s*(?:window|visit window|interval window)\b", re.IGNORECASE)


class _Time(NamedTuple):
    """A time that a text names."""

    start: int
    end: int
    days: float
    formula: str


def _no_time(text: str, match: re.Match[str]) -> bool:
    """A window around a visit, or the age of a child."""
    before = text[: match.start()].rstrip()[-_WINDOWS_WORDS:]
    return (
        _WINDOW.search(before) is not None
        or _AGE.match(text, match.end()) is not None
        or _WINDOW_AFTER.match(text, match.end()) is not None
    )


def time_points(passage: Passage) -> tuple[Fact, ...]:
    """When something is measured: the days of every time named, a month counted as 30 days."""
    return first_of_each(
        [
            Fact("time_point", f"{t.days:g}", f"day {t.days:g}", passage.span(t.start, t.end),
                 t.days, t.days, "days", (t.days,), formula=t.formula)
            for t in _times(passage.text)
        ]
    )  # fmt: skip


@lru_cache(maxsize=512)  # many outcomes are measured at the same times
def _times(text: str) -> tuple[_Time, ...]:
    return tuple(_each_time(text))


def _each_time(text: str) -> Iterator[_Time]:
    for pattern in (_POINT, _UNIT_FIRST):
        for match in pattern.finditer(text):
            if _no_time(text, match):
                continue
            unit = match["u"][0].lower()
            if unit == "h" or (unit == "m" and match["u"].lower().startswith("min")):
                continue
            for number in re.findall(r"\d+(?:\.\d+)?|[a-z]+", match["list"], re.IGNORECASE):
                if number.lower() not in COUNTS and not number[0].isdigit():
                    continue
                factor = float(number) if number[0].isdigit() else as_number(number)
                days = factor * DAYS[unit]
                if 0 < days <= 36500:
                    told = f"{number} {match['u']}; a month is 30 days, a year 365"
                    yield _Time(match.start(), match.end(), days, told)
