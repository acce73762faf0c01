"""Facets judged against reviews' hand-made tables, by what each trial's own record says.

A review may know more than the record (it read the paper) or less. So a gold value counts only if
the record speaks of it at all; that is asked with broad cues of their own, not with the
vocabularies under test, which could not miss what they don't know.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from harvest.evidence.facets.all import everything
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.passages import RecordText
from harvest.facets import Facet, Gold, facets

Verdict = Literal["agrees", "silent", "differs", "missed", "wrong"]
"""``silent``: the record does not state the gold value, and nothing is claimed.
``differs``: the record states something else than the review; for a person, not counted.
``missed``: it states it, and nothing was found. ``wrong``: something else was found."""


def measured() -> list[tuple[Facet, Gold]]:
    """The facets that a column of the gold table judges, in the order of the report."""
    found = [(facet, facet.gold) for facet in facets() if facet.gold]
    return sorted(found, key=lambda pair: pair[1].place)


_DOSE_CUE = r"[x×X*]\s*10|10\s*\^|10\s*[Ee]\d|\d[eE]\+?\d|million|log\s*10"
_MARROW_CUE = r"\d\s*ml\b[^.]{0,60}marrow|marrow[^.]{0,80}\d\s*ml\b"
_DOSE = re.compile(
    r"(\d+(?:\.\d+)?(?:e\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?(?:e\d+)?))?\s*(/kg|cells/kg|cells|ml)?"
)


@dataclass(frozen=True)
class Judgement:
    """One facet of one trial, judged."""

    figure: str
    trial: str
    gold: str
    found: tuple[Fact, ...]
    verdict: Verdict
    note: str = ""


def judge(rows: Iterable[Mapping[str, str]], records: Mapping[str, RecordText]) -> list[Judgement]:
    """Judge every filled cell of the gold table whose trial's record is at hand."""
    judgements = []
    for row in rows:
        record = records.get(row["nct_id"])
        if record is None:
            continue
        facts, _ = everything(record)
        for facet, gold in measured():
            if said := (row.get(gold.column) or "").strip():
                judgements.append(_judge(facet, gold, said, record, facts))
    return judgements


def _judge(
    facet: Facet, gold: Gold, said: str, record: RecordText, facts: Sequence[Fact]
) -> Judgement:
    found = tuple(fact for fact in facts if fact.facet in {facet.name, *gold.also})
    text = "\n".join(record.fields.values())
    if gold.cues:
        verdict, note = _judge_terms(facet, gold, said, found, text)
    else:
        verdict, note = _judge_dose(said, found, text)
    return Judgement(gold.figure, record.id, said, found, verdict, note)


def _judge_terms(
    facet: Facet, gold: Gold, said: str, found: Sequence[Fact], text: str
) -> tuple[Verdict, str]:
    values = {fact.value for fact in found}
    named = {fact.value for fact in found if fact.facet == facet.name}
    rest, asked = said, {}
    for pattern, value, cue in gold.cues:
        if re.search(pattern, rest, re.IGNORECASE):
            asked[value] = cue
            rest = re.sub(pattern, " ", rest, flags=re.IGNORECASE)
    exactly = {value: values & set(exact) for value, exact in gold.general}
    for value, met in exactly.items():
        if value in asked and len(asked) > 1 | bool(met):
            asked.pop(value)
    if not asked:
        return "differs", "the review's words are not known"
    if asked.keys() <= exactly.keys() and any(exactly[value] for value in asked):
        return "agrees", f"more exactly: {', '.join(sorted(values))}"
    stated = {
        value
        for value, cue in asked.items()
        if value in values or re.search(cue, text, re.IGNORECASE)
    }
    if stated and stated <= values:
        more = sorted(named - asked.keys())
        return "agrees", f"the record says besides: {', '.join(more)}" if more else ""
    if stated:
        return ("wrong" if named else "missed"), f"not found: {', '.join(sorted(stated - values))}"
    if any(fact.facet == facet.name and not fact.flag for fact in found):
        return "differs", "the record does not say so"
    return "silent", "not stated in the record"


def _gold_doses(gold: str) -> list[tuple[float, float, str | None]]:
    doses = []
    for low, high, unit in _DOSE.findall(re.sub(r"\([^)]*\)", " ", gold)):
        first, last = float(low), float(high or low)
        if last >= 1e3 and first < 1e3:  # "0.5-1e6"
            first *= 10.0 ** int(f"{last:e}".partition("e")[2])
        if last < 1e3 and unit != "ml":
            continue
        doses.append((first, last, {"/kg": "cells/kg", "ml": "ml of marrow"}.get(unit, unit)))
    cells = [dose for dose in doses if dose[2] != "ml of marrow"]  # "1e6/kg, /30 ml": in so much
    return [(low, high, unit or None) for low, high, unit in cells or doses]


def _judge_dose(gold: str, found: Sequence[Fact], text: str) -> tuple[Verdict, str]:
    asked = _gold_doses(gold)
    if not asked:
        return "differs", "the review's dose can't be read as a number"
    if all(_has_dose(found, *dose) for dose in asked):
        return "agrees", ""
    if any(_stated(text, *dose) for dose in asked):
        return ("wrong" if found else "missed"), ""
    if found or re.search(_DOSE_CUE, text):
        return "differs", "the record states another dose than the review"
    return "silent", "no dose in the record"


def _stated(text: str, low: float, high: float, unit: str | None) -> bool:
    """Whether a text writes one end of a dose in any way that people write it.

    A bare "1" is in every text: the number counts only with its power of ten.
    """
    if unit == "ml of marrow":
        return re.search(_MARROW_CUE, text, re.IGNORECASE) is not None and any(
            re.search(rf"(?<![\d.]){end:g}(?![\d.])", text) for end in {low, high}
        )
    return any(re.search(form, text, re.IGNORECASE) for end in {low, high} for form in _forms(end))


def _forms(value: float) -> Iterator[str]:
    """Patterns of a large number: 1 × 10^7, 10x106, 1E7, 10 million, 10,000,000."""
    power = int(f"{value:e}".partition("e")[2])
    for less in range(3):
        head = rf"(?<![\d.,]){re.escape(f'{value / 10 ** (power - less):g}')}(?:[.,]0+)?"
        yield (
            rf"{head}(?:[\s\d.–-]|to|or|and)*\W{{0,3}}[x×*·•]\W{{0,3}}10\D{{0,5}}0?"
            rf"{power - less}(?!\d)"
        )
        yield rf"{head}\s*e\+?0?{power - less}(?!\d)"
    if value < 1e9:
        yield rf"(?<![\d.,]){re.escape(f'{value / 1e6:g}')}(?:[.,]0+)?[\s-]*million"
    yield r"(?<![\d.,])" + f"{value:,.0f}".replace(",", "[,. ]?") + r"(?!\d)"
    if f"{value:e}".startswith("1.000"):
        yield rf"(?<![\d.])10\s*\^?\W{{0,3}}{power}(?!\d)"


def _has_dose(found: Sequence[Fact], low: float, high: float, unit: str | None) -> bool:
    same = [f for f in found if f.low is not None and f.high is not None and unit in {None, f.unit}]
    bounds = [(fact.low or 0.0, fact.high or 0.0) for fact in same]
    if bounds:
        bounds.append((min(b[0] for b in bounds), max(b[1] for b in bounds)))
    return any(_close(first, low) and _close(last, high) for first, last in bounds)


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 0.02 * max(abs(a), abs(b))


def spans_hold(record: RecordText, facts: Iterable[Fact]) -> list[Fact]:
    """Facts whose words are not what stands at their place in their field."""
    return [
        fact
        for fact in facts
        if record.fields.get(fact.span.field, "")[fact.span.start : fact.span.end] != fact.span.text
        or not fact.span.text.strip()
    ]
