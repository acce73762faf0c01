"""How near a record is to the topic, and why: told apart from one that merely mentions a word.

Each concept of the topic is weighed by what the record does with it: a condition that its title and
its conditions name is studied, one that only a criterion names is not; a therapy that an
intervention names is given. Of cells the facets know more than the words: a record that names cells
but gives none, or only G-CSF, meets a concept of cells in part.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from harvest.config import Concept, Topic
from harvest.evidence.facets.sizes.people import people_counted
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.passages import (
    Passage,
    RecordText,
    inclusion_end,
    sentences,
)
from harvest.evidence.reading.sentences import own_sentences
from harvest.evidence.reading.vocabulary import (
    Hit,
    Term,
    Vocabulary,
    synonyms,
    vocabulary,
    words_of,
)
from harvest.facets import facets

_STUDIED = 1.0  # named in a title, or given by an intervention
_LISTED = 0.9  # among the conditions, or in the text of an intervention
_INDEXED = 0.85  # by MeSH
_KEYWORD = 0.7
_GCSF_ALONE = 0.65
_TOLD = 0.75  # a sentence of its own tells it of its patients
_CAUSE = 0.6  # a sentence names the disease, and the title or a condition its cause
_NAMED = 0.4  # a sentence of its own names it, or a title names cells that nobody is given
_ASIDE = 0.25  # what is known from elsewhere
_CRITERION = 0.15  # who may take part, what is measured
_EXCLUDED = 0.05
_IN_TITLE = 0.55  # a paper whose title names what a search asks for stays in the lists
_WEAKEST = 0.75  # share of the weakest concept in the score; the mean of all has the rest

_DENIED = re.compile(r"\b(?:without|non|exclud\w*|except|other than)[\s-]*$", re.IGNORECASE)
_PATIENTS = re.compile(
    r"\b(?:patients?|subjects?|participants?|people|children|adults|individuals)\s+"
    r"(?:with|of|who (?:have|had)|suffering|having)\b[^.;]*$",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(r"\bexclu|\bwithout|\bnot eligible|ineligible", re.IGNORECASE)
_OTHER_ORGAN = re.compile(r"\b(?:renal|kidney|pulmonary|lung|cardiac)[\s-]*$", re.IGNORECASE)
_ORGAN = re.compile(
    r"\b(?:liver|hepatic|kidney|renal|organ|lung|heart|pancreas)[\s-]+(?:\w+[\s-]+)?"
    r"(?:transplant|graft)",
    re.IGNORECASE,
)
_OF_A_TUMOUR = re.compile(
    r"(?:cancer|tumou?r|leuk[a]?emi\w*|carcinoma|glioma|glioblastoma|melanoma|sarcoma|myeloma)"
    r"(?:[\s-]+(?:associated|initiating|derived|like))?[\s-]*$",
    re.IGNORECASE,
)
_IN_VITRO = re.compile(r"\b(?:in|ex)[ -](?:vitro|vivo)\b|\bcell cultures?\b", re.IGNORECASE)
_IN_PEOPLE = re.compile(
    r"\bin vivo\b|\b(?:and|to) (?:the )?(?:clinic\w*|phase)|\bclinical (?:trial|study|outcome)|"
    r"\bpatients? (?:were|was|will be|are) (?:treated|infused|injected|given)|\bphase (?:I|1|2)",
    re.IGNORECASE,
)
_ANY_CELLS = "SC"  # the code of stem cells and cell therapies of any kind


@dataclass(frozen=True)
class Aim:
    """A concept of the topic, ready to be looked for."""

    name: str
    area: str
    words: Vocabulary
    mesh: Mapping[str, str]  # ui → name, with all narrower descriptors
    codes: frozenset[tuple[str, str]] = frozenset()  # (facet, code) of the facets that it means

    @property
    def of_cells(self) -> bool:
        """Whether the concept is a cell therapy, of which the facets tell more than its words."""
        return any(facet == "product" and code != "G-CSF" for facet, code in self.codes)

    @property
    def of_the_liver(self) -> bool:
        """Whether the concept is a disease of the liver, as the facets know it."""
        return any(facet in {"stage", "aetiology"} for facet, _ in self.codes)


@dataclass(frozen=True)
class Sought:
    """The concepts of the topic, and which of them are asked for together (by place)."""

    aims: tuple[Aim, ...]
    together: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Relevance:
    """0 to 1, and a reason for each concept of the topic."""

    score: float
    reasons: tuple[str, ...]


class Met(NamedTuple):
    """How far a concept is met, and by what."""

    weight: float
    reason: str


def sought(topic: Topic, narrower: Mapping[str, Mapping[str, str]]) -> Sought:
    """The topic's concepts; ``narrower`` gives the descriptors at and below a MeSH name.

    A search asks for some concepts together; a record is as near as the nearest search makes it.
    Where no search names concepts, all are asked for together.
    """
    places = {concept.name: place for place, concept in enumerate(topic.concepts)}
    asked = [tuple(places[name] for name in names) for names in topic.asked]
    everything = tuple(range(len(topic.concepts)))
    aims = tuple(_aim(concept, narrower) for concept in topic.concepts)
    return Sought(aims, tuple(asked) or (everything,))


def _aim(concept: Concept, narrower: Mapping[str, Mapping[str, str]]) -> Aim:
    own = (word for words in concept.own.values() for word in words)
    words = sorted({*concept.terms, *own, *concept.mesh})
    plain = [" ".join(re.sub(r"[\[\]?~=\"|]", " ", word).split()) for word in words]
    mesh = {ui: name for word in concept.mesh for ui, name in narrower.get(word, {}).items()}
    codes = {
        (facet.name, hit.code)
        for facet in facets()
        if facet.concept and facet.concept == concept.area
        for word in plain
        for hit in words_of(facet).find(word)
    }
    return Aim(
        concept.name,
        concept.area,
        Vocabulary([synonyms(concept.name, plain)]),
        mesh,
        frozenset(codes),
    )


def relevance(record: RecordText, facts: Sequence[Fact], topic: Sought) -> Relevance:
    """The nearest search's score: mostly its weakest concept, and a little the mean of all."""
    met = [_met(aim, record, facts) for aim in topic.aims]
    score = max(
        (_together([met[n].weight for n in asked]) for asked in topic.together), default=1.0
    )
    titled = [_in_title(aim, record) for aim in topic.aims]
    if record.kind == "article" and any(
        asked and all(titled[n] for n in asked) for asked in topic.together
    ):
        score = max(score, _IN_TITLE)
    reasons = (f"{aim.name}: {one.reason}" for aim, one in zip(topic.aims, met, strict=True))
    return Relevance(round(score, 4), tuple(reasons))


def _in_title(aim: Aim, record: RecordText) -> bool:
    """Whether a title names the concept, and no cells of a tumour.

    Then no rule hides a paper from its own search; of a trial its arms say more.
    """
    for passage in record.titles:
        hit = _first(aim, passage.text)
        if hit and not (aim.of_cells and _OF_A_TUMOUR.search(passage.text[: hit.start])):
            return True
    return False


def _together(weights: Sequence[float]) -> float:
    if not weights:
        return 1.0
    return _WEAKEST * min(weights) + (1 - _WEAKEST) * sum(weights) / len(weights)


def _met(aim: Aim, record: RecordText, facts: Sequence[Fact]) -> Met:
    best = Met(0.0, "not met")
    named = any(map(aim.words.may_be_in, record.fields.values()))
    for weight, passage, start, end in _places(record, aim.area) if named else ():
        if weight <= best.weight:
            continue
        text = passage.text[start:end]
        if hit := _first(aim, text):
            if weight == _NAMED and aim.area != "intr" and _of_its_patients(text, hit):
                weight = _TOLD
            best = Met(weight, f"“{text[hit.start : hit.end]}” in {_readable(passage.field)}")
    if best.weight < _INDEXED and (ui := next((u for u in record.mesh if u in aim.mesh), None)):
        best = Met(_INDEXED, f"MeSH {aim.mesh[ui]}")
    if aim.of_cells:
        return _in_a_dish(record, facts, _given(aim, best, facts))
    return _of_patients(aim, best, record, facts)


def _first(aim: Aim, text: str) -> Hit | None:
    """The first place of a word that is not denied ("without cirrhosis", "renal cirrhosis")."""
    for hit in aim.words.find(text):
        before = text[max(0, hit.start - 30) : hit.start]
        if not _DENIED.search(before) and not (aim.of_the_liver and _OTHER_ORGAN.search(before)):
            return hit
    return None


def _of_its_patients(sentence: str, hit: Hit) -> bool:
    """Whether a sentence of the study's own says that it is about patients with the condition."""
    before = sentence[max(0, hit.start - 60) : hit.start]
    return _PATIENTS.search(before) is not None and _LEFT_OUT.search(sentence) is None


def _given(aim: Aim, best: Met, facts: Sequence[Fact]) -> Met:
    """A concept of cells: what the record gives decides, its words only how clearly it says so."""
    products = [fact for fact in facts if fact.facet == "product"]
    cells = [fact for fact in products if _means(aim, fact)]
    if cells:
        weight, fact = max(
            ((_clearly(fact.span.field, facts), fact) for fact in cells), key=lambda pair: pair[0]
        )
        said = f"{fact.label} (“{fact.span.text}” in {_readable(fact.span.field)})"
        return best if best.weight >= weight else Met(weight, said)
    if products and {fact.value for fact in products} == {"G-CSF"}:
        weight = min(best.weight, _GCSF_ALONE)
        return Met(weight, f"{best.reason}; G-CSF alone, no cells are given")
    if best.weight:
        return Met(min(best.weight, _NAMED), f"{best.reason}; no such cells are given")
    return best


def _in_a_dish(record: RecordText, facts: Sequence[Fact], met: Met) -> Met:
    """What a study in vitro meets of a therapy: it tells of cells that nobody is given."""
    if {fact.facet for fact in facts} & {"route", "dose", "infusions"}:
        return met
    titles = "\n".join(passage.text for passage in record.titles)
    told = "\n".join(passage.text for passage in (*record.titles, *record.bodies))
    if not _IN_VITRO.search(titles) and not (
        record.kind == "trial" and re.search(r"\bin[ -]vitro\b", told, re.IGNORECASE)
    ):
        return met
    if _IN_PEOPLE.search(told):
        return met
    return Met(min(met.weight, _NAMED), f"{met.reason}; in vitro, nobody is given the cells")


def _means(aim: Aim, fact: Fact) -> bool:
    """Whether a product is one that the concept means: stem cells of any kind, or just that one."""
    if fact.value == "G-CSF":
        return False
    codes = {code for facet, code in aim.codes if facet == "product"}
    kinds = {*_products()[fact.value].extra["cell"].split("|"), fact.value}
    return _ANY_CELLS in codes or bool(kinds & codes)


@cache
def _products() -> Mapping[str, Term]:
    return vocabulary("products").terms


def _clearly(field: str, facts: Sequence[Fact]) -> float:
    """How clearly a field tells that cells are given."""
    if field in {"title", "brief_title", "official_title"} or field.endswith((".name", ".label")):
        return _STUDIED
    if field.startswith(("arms", "interventions")):
        return _LISTED
    more = {fact.facet for fact in facts} & {"route", "dose", "donor", "infusions"}
    return _TOLD if len(more) > 1 or not field.startswith("abstract") else _NAMED + 0.1 * len(more)


def _of_patients(aim: Aim, best: Met, record: RecordText, facts: Sequence[Fact]) -> Met:
    """A condition: the facets may name it in other words; of organ recipients it is a history."""
    if aim.area == "cond" and best.weight < _TOLD:
        for fact in facts:
            if (fact.facet, fact.value) in aim.codes:
                weight = _LISTED if _is_plain(fact.span.field) else 0.0
                if record.kind == "article" and fact.span.field == "abstract":
                    weight = _TOLD if people_counted(record) else _NAMED + 0.1
                if weight > best.weight:
                    said = f"“{fact.span.text}” in {_readable(fact.span.field)}"
                    best = Met(weight, f"{fact.label} ({said})")
    if aim.of_the_liver and _ASIDE <= best.weight <= _NAMED:
        causes = (
            fact for fact in facts if fact.facet == "aetiology" and _is_plain(fact.span.field)
        )
        if cause := next(causes, None):
            said = f"“{cause.span.text}” in {_readable(cause.span.field)}"
            best = Met(_CAUSE, f"{best.reason}, and its cause {cause.label} ({said})")
    titles = " ".join(passage.text for passage in record.titles)
    if aim.area == "cond" and _ORGAN.search(titles) and _first(aim, titles) is None:
        weight = min(best.weight, _NAMED)
        return Met(weight, f"{best.reason}; the title is about the transplantation of an organ")
    return best


def _is_plain(field: str) -> bool:
    return field.startswith(("brief_title", "official_title", "title", "conditions", "arms"))


def _places(record: RecordText, area: str) -> Iterator[tuple[float, Passage, int, int]]:
    """(weight, passage, start, end) of every stretch, by what it tells of the study."""
    for passage in record.titles:
        yield _STUDIED, passage, 0, len(passage.text)
    for passage in record.topics:
        listed = passage.field.startswith("conditions") and area != "intr"
        yield _LISTED if listed else _KEYWORD, passage, 0, len(passage.text)
    for arm in record.arms:
        for passage in arm.passages:
            name = passage.field.endswith((".name", ".label"))
            weight = _KEYWORD if area == "cond" else _STUDIED if name else _LISTED
            yield weight, passage, 0, len(passage.text)
    for passage in record.bodies:
        border = inclusion_end(passage.text)
        for start, end, sentence in own_sentences(passage, either=record.kind == "article"):
            left_out = start >= border or _LEFT_OUT.search(sentence)
            yield _EXCLUDED if left_out else _NAMED, passage, start, end
        for start, end in sentences(passage.text[:border]):
            if not _LEFT_OUT.search(passage.text[start:end]):
                yield _ASIDE, passage, start, end
        yield _EXCLUDED, passage, border, len(passage.text)
    for outcome in record.outcomes:
        if outcome.measure:
            yield _CRITERION, outcome.measure, 0, len(outcome.measure.text)
    if record.eligibility:
        border = inclusion_end(record.eligibility.text)
        yield _CRITERION, record.eligibility, 0, border
        yield _EXCLUDED, record.eligibility, border, len(record.eligibility.text)


def _readable(field: str) -> str:
    return re.sub(r"\[\d+\]", "", field).replace("_", " ").replace(".", " ")
