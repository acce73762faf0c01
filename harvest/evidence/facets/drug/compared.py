"""What the medicines of a study are compared with."""

from collections.abc import Iterator

from harvest.evidence.facets.drug.given import controls, drugs_given, name_of
from harvest.evidence.facets.drug.known import known_drugs
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.vocabulary import vocabulary

_ANOTHER = "active"
_IN_TITLES = frozenset({"placebo", "sham"})


def comparators(record: RecordText) -> tuple[Fact, ...]:
    """The comparators: as the arms for them say, else as the title does."""
    if record.kind == "trial" and not drugs_given(record):
        return ()
    return first_of_each(list(_in_arms(record))) or first_of_each(list(_in_titles(record)))


def _in_arms(record: RecordText) -> Iterator[Fact]:
    named = vocabulary("comparators")
    for passage in controls(record):
        for hit in named.find(passage.text):
            span = passage.span(hit.start, hit.end)
            yield Fact("comparator", hit.code, named.label(hit.code), span)
    arms = [arm for arm in record.arms if arm.role == "arm"]
    if any(arm.type == "EXPERIMENTAL" for arm in arms):
        for arm in arms:
            name = name_of(arm)
            if arm.type == "ACTIVE_COMPARATOR" and name and (known := known_drugs(name.text)):
                span = name.span(known[0].start, known[0].end)
                yield Fact("comparator", _ANOTHER, named.label(_ANOTHER), span)


def _in_titles(record: RecordText) -> Iterator[Fact]:
    named = vocabulary("comparators")
    for passage in record.titles:
        for hit in named.find(passage.text):
            if hit.code in _IN_TITLES:
                span = passage.span(hit.start, hit.end)
                yield Fact("comparator", hit.code, named.label(hit.code), span)
