"""Where a record tells of the medicines that it gives, and of what they are compared with."""

import re
from collections.abc import Iterator

from harvest.evidence.facets.drug.known import known_drugs
from harvest.evidence.reading.passages import Arm, Passage, RecordText
from harvest.evidence.reading.sentences import own_sentences

DRUGS = frozenset({"DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT", "GENETIC"})
"""Types of interventions that are medicines."""
_OTHERS = frozenset({"OTHER", "DIETARY_SUPPLEMENT", "PROCEDURE", ""})  # if they name a drug
CONTROLS = frozenset({"PLACEBO_COMPARATOR", "NO_INTERVENTION", "SHAM_COMPARATOR"})
"""Types of arms that get none."""
_DUMMY = re.compile(
    r"\b(?:placebo|sham|dummy|vehicle|sugar pills?)\b|"
    r"^\W*(?:normal |isotonic |0\.9 ?%\s*)?saline\b",
    re.IGNORECASE,
)

_GIVES = re.compile(r"\b(?:inject|infus|administer|swallow)", re.IGNORECASE)


def name_of(arm: Arm) -> Passage | None:
    """The name of an intervention, the label of an arm."""
    return arm.passages[0] if arm.passages else None


def is_dummy(text: str) -> bool:
    """Whether a name is that of a placebo: no drug is left of it without the word."""
    return _DUMMY.search(text) is not None and not re.search(r"(?:\+|/|\band\b|\bplus\b)", text)


def drugs_given(record: RecordText) -> list[Arm]:
    """The interventions of a trial that are medicines."""
    found = []
    for arm in record.arms:
        name = name_of(arm)
        if arm.role != "intervention" or name is None or is_dummy(name.text):
            continue
        if arm.type in DRUGS or (arm.type in _OTHERS and known_drugs(name.text)):
            found.append(arm)
    return found


def drug_texts(record: RecordText, *, plainly: bool) -> Iterator[tuple[Passage, int, str]]:
    """What tells of the medicines: their interventions and the arms that get them.

    Of a paper those of its own sentences that name one.
    """
    if record.kind == "article":
        for passage in record.bodies:
            for start, _, sentence in own_sentences(passage, either=not plainly):
                if known_drugs(sentence):
                    yield passage, start, sentence
        return
    given = drugs_given(record)
    if not given:
        return
    for arm in (*given, *(a for a in record.arms if a.role == "arm" and a.type not in CONTROLS)):
        for passage in arm.passages:
            if not passage.field.endswith(".other_names"):
                yield passage, 0, passage.text
    if not plainly:
        yield from _told_beside(record, given)


def _told_beside(record: RecordText, given: list[Arm]) -> Iterator[tuple[Passage, int, str]]:
    """Titles, and the sentences of the summary that name one of the medicines or tell of giving."""
    for title in record.titles:
        yield title, 0, title.text
    names = {arm.passages[0].text.casefold() for arm in given}
    for passage in record.bodies:
        for start, _, sentence in own_sentences(passage):
            told = sentence.casefold()
            gives = _GIVES.search(sentence) is not None
            if gives or known_drugs(sentence) or any(name in told for name in names):
                yield passage, start, sentence


def controls(record: RecordText) -> Iterator[Passage]:
    """The arms that are compared with: their labels and, of placebos, the interventions' names."""
    for arm in record.arms:
        name = name_of(arm)
        if name is None:
            continue
        if arm.role == "arm" and (arm.type in CONTROLS or arm.type == "ACTIVE_COMPARATOR"):
            yield from arm.passages
        elif arm.role == "intervention" and _DUMMY.search(name.text):
            yield name
