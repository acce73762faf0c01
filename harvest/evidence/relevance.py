"""How near a record is to the topic, and why: told apart from one that merely mentions a word."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harvest.config import Concept, Topic
from harvest.evidence.facts import Fact
from harvest.evidence.passages import Passage, RecordText
from harvest.evidence.vocabulary import Vocabulary, synonyms

_FLOOR = 0.05  # what a concept counts that is not met at all
_FACETS = {"intr": ("product",), "cond": ("stage", "aetiology")}


@dataclass(frozen=True)
class Aim:
    """A concept of the topic, ready to be looked for."""

    name: str
    area: str
    words: Vocabulary
    mesh: Mapping[str, str]  # ui → name, with all narrower descriptors


@dataclass(frozen=True, slots=True)
class Relevance:
    """0 to 1, and a reason for each concept of the topic."""

    score: float
    reasons: tuple[str, ...]


def aims(topic: Topic, narrower: Mapping[str, Mapping[str, str]]) -> tuple[Aim, ...]:
    """The topic's concepts; ``narrower`` gives the descriptors at and below a MeSH name."""
    return tuple(_aim(concept, narrower) for concept in topic.concepts)


def _aim(concept: Concept, narrower: Mapping[str, Mapping[str, str]]) -> Aim:
    words = sorted({*concept.terms, *concept.mesh})
    plain = [" ".join(re.sub(r"[\[\]?~=\"|]", " ", word).split()) for word in words]
    mesh = {ui: name for word in concept.mesh for ui, name in narrower.get(word, {}).items()}
    return Aim(
        concept.name, concept.clinicaltrials, Vocabulary([synonyms(concept.name, plain)]), mesh
    )


def relevance(record: RecordText, facts: Sequence[Fact], topic: Sequence[Aim]) -> Relevance:
    """The geometric mean of how well each concept is met, by where it stands in the record."""
    score, reasons = 1.0, []
    for aim in topic:
        met, reason = _met(aim, record, facts)
        score *= max(met, _FLOOR) ** (1 / len(topic))
        reasons.append(f"{aim.name}: {reason}")
    return Relevance(round(score, 4), tuple(reasons))


def _met(aim: Aim, record: RecordText, facts: Sequence[Fact]) -> tuple[float, str]:
    for weight, passages in _places(record):
        for passage in passages:
            if hit := aim.words.first(passage.text):
                found = passage.text[hit.start : hit.end]
                return weight, f"“{found}” in {_readable(passage.field)}"
        if weight >= 0.9 and (fact := _fact(aim, facts)):
            return 0.95, f"{fact.label} (“{fact.span.text}” in {_readable(fact.span.field)})"
        if weight >= 0.8 and (ui := next((u for u in record.mesh if u in aim.mesh), None)):
            return 0.8, f"MeSH {aim.mesh[ui]}"
    return 0.0, "not met"


def _fact(aim: Aim, facts: Sequence[Fact]) -> Fact | None:
    facets = _FACETS.get(aim.area, ())
    return next(
        (
            fact
            for fact in facts
            if fact.facet in facets
            and fact.value != "G-CSF"
            and not fact.span.field.startswith(("eligibility", "abstract", "detailed", "brief_s"))
        ),
        None,
    )


def _places(record: RecordText) -> Sequence[tuple[float, Sequence[Passage]]]:
    names: list[Passage] = []
    texts: list[Passage] = []
    for arm in record.arms:
        for passage in arm.passages:
            (names if passage.field.endswith((".name", ".label")) else texts).append(passage)
    conditions = [p for p in record.topics if p.field.startswith("conditions")]
    keywords = [p for p in record.topics if not p.field.startswith("conditions")]
    measures = [o.measure for o in record.outcomes if o.measure]
    eligibility = [record.eligibility] if record.eligibility else []
    return (
        (1.0, [*record.titles, *conditions, *names]),
        (0.8, [*keywords, *texts]),
        (0.5, record.bodies),
        (0.2, [*eligibility, *measures]),
    )


def _readable(field: str) -> str:
    return re.sub(r"\[\d+\]", "", field).replace("_", " ").replace(".", " ")
