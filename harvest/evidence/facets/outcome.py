"""What is measured and when: outcome scales with their time points, and a paper's sample size."""

import re
from collections.abc import Iterator
from dataclasses import replace

from harvest.evidence.facets.schedule import time_points
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import OutcomeText, Passage, RecordText, sentences
from harvest.evidence.reading.vocabulary import Hit, vocabulary

_UNITS = "one two three four five six seven eight nine"
_TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"  # from 10
)
_DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"  # from 20, by tens
_NUMERALS = {name: 1 + n for n, name in enumerate(_UNITS.split())} | {
    name: 10 + n for n, name in enumerate(_TEENS.split())
}
_TENS = {name: 20 + 10 * n for n, name in enumerate(_DECADES.split())}
_PEOPLE = (
    r"(?:patients?|participants|subjects|individuals|adults|children|women|men|volunteers|infants|"
    r"people|persons|recipients|cases|males|females|students|residents|survivors|veterans|"
    r"outpatients|inpatients|adolescents|neonates|newborns|smokers|pairs|dyads|girls|boys|workers|"
    r"households|eyes|couples|mothers|nurses|physicians|caregivers|parents)"
)
_SMALL = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS.split())}))?|(?:{'|'.join(_NUMERALS)}))"
)
_FIGURE = (
    rf"(?P<n>\d{{1,3}}(?:[,  ]\d{{3}})+|\d{{1,6}}|(?:a|{'|'.join(_UNITS.split())})[- ]hundred"
    rf"(?:[- ](?:and[- ])?{_SMALL})?|(?<!hundred[- ])(?<!hundred[- ]and[- ]){_SMALL})"
)
_QUALITY = r"(?:(?!\d+\b)[\w\-/+()%.,’']+\s+){0,6}?"
_RANDOMISED = re.compile(
    rf"\b{_FIGURE}\s+{_QUALITY}{_PEOPLE}\b\s*[^.;]{{0,80}}?\b(?:were|was|are|will be|underwent|"
    rf"completed)?\s*"
    r"(?:then\s+|randomly\s+|consecutively\s+|prospectively\s+|equally\s+)*"
    r"(?:randomi[sz]ed|enrol+ed|assigned|allocated|included|recruited|divided|treated|received|"
    r"studied|analy[sz]ed)",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"\b(?:randomi[sz]ed|enrol+ed|assigned|allocated|recruited|included|a total of|total of|"
    rf"sample (?:of|comprised)|consisted of|comprised|in|used for)\s+"
    rf"{_FIGURE}\s+{_QUALITY}{_PEOPLE}\b",
    re.IGNORECASE,
)
_N_EQUALS = re.compile(r"\b[Nn]\s*=\s*(?P<n>\d{1,3}(?:,\d{3})+|\d{2,6})\b")
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
_PLATELET_PRODUCT = re.compile(r"[\s-]*(?:rich|based|lysate|derived|poor|transfusion)", re.I)
_ASIDE = re.compile(r"\([^()]*\)")
_NOT_STUDIED = re.compile(
    r"screened|eligible|approached|invited|withdr|lost to|excluded|died", re.I
)


def outcome_scales(record: RecordText) -> tuple[Fact, ...]:
    """Scales and measurements, each with the days at which it is taken.

    A paper has no list of outcomes: what its abstract names is taken.
    """
    told = "\n".join(p.text for o in record.outcomes for p in (o.measure, o.description) if p)
    facts = [fact for outcome in record.outcomes for fact in _of_outcome(outcome, told)]
    if not record.outcomes:
        facts = [fact for passage in record.bodies for fact in _scales_in(passage, passage.text)]
    merged: dict[str, Fact] = {}
    for fact in facts:
        first = merged.setdefault(fact.value, fact)
        if fact.days:
            merged[fact.value] = replace(first, days=tuple(sorted({*first.days, *fact.days})))
    return tuple(merged.values())


def _scales_in(passage: Passage, whole: str) -> Iterator[Fact]:
    named = vocabulary("outcome_scales")
    for hit in named.meant(passage.text, whole):
        if hit.code == "platelets" and _PLATELET_PRODUCT.match(passage.text, hit.end):
            continue
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


def _of_outcome(outcome: OutcomeText, whole: str) -> Iterator[Fact]:
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
            for fact in _scales_in(passage, whole):
                yield replace(fact, days=days)


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


def _figure(word: str) -> int | None:
    plain = re.sub(r"[,  ]", "", word)
    if plain.isdigit():
        return int(plain)
    hundreds, found, rest = word.lower().partition("hundred")
    if found:
        over = _figure(re.sub(r"^[- ](?:and[- ])?", "", rest)) if rest else 0
        return None if over is None else 100 * _NUMERALS.get(hundreds.strip("- "), 1) + over
    parts = re.split(r"[- ]", word.lower())
    if len(parts) == 2 and parts[0] in _TENS and parts[1] in _NUMERALS:
        return _TENS[parts[0]] + _NUMERALS[parts[1]]
    if len(parts) == 1:
        return _NUMERALS.get(parts[0], _TENS.get(parts[0]))
    return None


def sample_size(record: RecordText) -> tuple[Fact, ...]:
    """How many people a paper's study has; nothing where the abstract is not plain about it.

    Of the sentences that count people as randomised, enrolled or treated, the largest number wins:
    arms are parts of it. People merely screened or lost are not counted.
    """
    best: Fact | None = None
    for passage in (*record.bodies, *record.titles):
        for start, end in sentences(passage.text):
            for fact in _sizes(passage, start, passage.text[start:end]):
                if best is None or (fact.low or 0) > (best.low or 0):
                    best = fact
        if best is not None:
            break
    return (best,) if best else ()


def _sizes(passage: Passage, start: int, sentence: str) -> Iterator[Fact]:
    plain = _ASIDE.sub(lambda aside: " " * len(aside.group()), sentence)
    for pattern in (_RANDOMISED, _OF, _N_EQUALS):
        for match in pattern.finditer(sentence if pattern is _N_EQUALS else plain):
            count = _figure(match["n"])
            if count is None or not 2 <= count <= 200_000:
                continue
            if 1900 <= count <= 2030 and "," not in match["n"]:
                continue
            if pattern is not _RANDOMISED and _NOT_STUDIED.search(match.group()):
                continue
            span = passage.span(start + match.start("n"), start + match.end())
            yield Fact(
                "sample_size",
                str(count),
                f"n = {count}",
                span,
                float(count),
                float(count),
                "people",
            )
