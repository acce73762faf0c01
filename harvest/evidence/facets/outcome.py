"""What is measured and when: outcome scales with their time points."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from harvest.evidence.facets.times.reading import times
from harvest.evidence.reading.cues import Cue
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import OutcomeText, Passage, RecordText, Span
from harvest.evidence.reading.vocabulary import Hit, Vocabulary, words_of
from harvest.facets import facet

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


class When(NamedTuple):
    """A time of an outcome, in days; ``until`` where it is the end of the period that counts."""

    days: float
    until: bool
    span: Span
    formula: str


class Measured(NamedTuple):
    """An outcome: the scales that it names, and when it is measured."""

    kind: str
    position: int
    scales: tuple[Fact, ...]
    times: tuple[When, ...]

    @property
    def days(self) -> tuple[float, ...]:
        """The whole days from the first on, in their order: no baseline, and no hours."""
        return tuple(sorted({when.days for when in self.times if when.days >= 1}))


def measured(record: RecordText) -> tuple[Measured, ...]:
    """Every outcome of a trial, read: each scale belongs to the times of its own outcome."""
    told = "\n".join(p.text for o in record.outcomes for p in (o.measure, o.description) if p)
    liver = _is_of_the_liver(record)
    return tuple(
        Measured(
            outcome.kind,
            outcome.position,
            first_of_each(
                [
                    fact
                    for passage in (outcome.measure, outcome.description)
                    if passage is not None
                    for fact in _scales_in(passage, told, liver=liver)
                ]
            ),
            _times_of(outcome),
        )
        for outcome in record.outcomes
    )


def _is_of_the_liver(record: RecordText) -> bool:
    return any(_LIVER.search(passage.text) for passage in (*record.titles, *record.topics))


def _times_of(outcome: OutcomeText) -> tuple[When, ...]:
    """When an outcome is measured: by its time frame and name, else by what describes it.

    Only a time frame tells of a baseline: "change from baseline" is the name of a measurement.
    """
    found = list(_when(outcome.time_frame, clock=True))
    for passage in (outcome.measure, outcome.description):
        if passage is outcome.measure or not found:
            found += [when for when in _when(passage, clock=False) if when.days]
    first: dict[float, When] = {}
    for when in found:
        first.setdefault(when.days, when)
    return tuple(first.values())


def _when(passage: Passage | None, *, clock: bool) -> Iterator[When]:
    if passage is not None:
        for time in times(passage.text, clock=clock):
            yield When(time.days, time.until, passage.span(time.start, time.end), time.formula)


def outcome_scales(record: RecordText, outcomes: Sequence[Measured]) -> tuple[Fact, ...]:
    """Scales and measurements, each with the days at which it is taken.

    A paper has no list of outcomes: what its abstract names is taken.
    """
    facts = [
        replace(fact, days=outcome.days) if outcome.days else fact
        for outcome in outcomes
        for fact in outcome.scales
    ]
    if not record.outcomes:
        liver = _is_of_the_liver(record)
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


def time_points(outcomes: Sequence[Measured]) -> tuple[Fact, ...]:
    """Every day at which an outcome is measured, as its time frame has it."""
    return first_of_each(
        [
            Fact(
                "time_point", f"{when.days:g}", f"day {when.days:g}", when.span,
                when.days, when.days, "days", (when.days,), formula=when.formula,
            )
            for outcome in outcomes
            for when in outcome.times
            if when.days >= 1 and when.span.field.endswith(".time_frame")
        ]
    )  # fmt: skip


def _of_urine(text: str, hit: Hit) -> bool:
    before = text[max(0, hit.start - 40) : hit.start]
    return _IN_URINE.search(before) is not None or _RATIO.match(text, hit.end) is not None


def _scales() -> Vocabulary:
    """The scales of all packs in use."""
    described = facet("outcome_scale")
    return words_of(described) if described else Vocabulary(())


def _scales_in(passage: Passage, whole: str, *, liver: bool) -> Iterator[Fact]:
    """Scales that a passage names; ``liver``: the study is about a disease of the liver."""
    named = _scales()
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
