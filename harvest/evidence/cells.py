"""What was given: the cells' tissue, the product, whose cells they were, and the route."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from harvest.evidence.context import GIVEN, cell_arms, collects, names_cells, own_sentences
from harvest.evidence.facts import Facet, Fact, first_of_each
from harvest.evidence.passages import Passage, RecordText, sentences
from harvest.evidence.vocabulary import Hit, vocabulary

_GENERAL = {"MSC", "SC", "MNC"}  # cell types without their tissue
_JOIN_WITHIN = 60  # characters between a tissue and the cells made from it
_PORTAL_VEIN_ITSELF = re.compile(
    r"^\s*(?:thrombo|embol|hypertens|patency|pressure|flow|diameter|doppler|system shunt|obstruct|"
    r"invasion|branch involvement|cavernom)",
    re.IGNORECASE,
)
_PATENT = re.compile(
    r"(?:patent|thrombosis (?:of|in)(?: the)?|patency of(?: the)?)\s*$", re.IGNORECASE
)


class Stretch(NamedTuple):
    """A part of a field that may hold facts of the study itself."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.passage.text[self.start : self.end]

    def fact(self, facet: Facet, value: str, label: str, start: int, end: int) -> Fact:
        """A fact found at start to end of this stretch."""
        return Fact(facet, value, label, self.passage.span(self.start + start, self.start + end))


class Told:
    """Where a study says what it gives, in tiers: the first tier that answers is believed.

    First titles, interventions and arms; then what summary or abstract say of this study; then what
    they say without saying of whom; then topics, which name a thing without saying it was given.
    """

    def __init__(self, record: RecordText) -> None:
        self.record = record
        self._made: list[list[Stretch]] = []

    def tiers(self, limit: int = 4) -> Iterator[list[Stretch]]:
        """The tiers, each made when it is first asked for."""
        makers = (self._given, self._own, self._either, self._topics)
        for number, make in enumerate(makers[:limit]):
            if number == len(self._made):
                self._made.append(make())
            yield self._made[number]

    def _given(self) -> list[Stretch]:
        arms = [passage for arm in cell_arms(self.record) for passage in arm.passages]
        return [
            Stretch(passage, start, end)
            for passage in (*self.record.titles, *arms)
            for start, end in sentences(passage.text)
        ]

    def _own(self) -> list[Stretch]:
        return self._sentences(either=False)

    def _either(self) -> list[Stretch]:
        return self._sentences(either=True)

    def _sentences(self, *, either: bool) -> list[Stretch]:
        return [
            Stretch(passage, start, end)
            for passage in self.record.bodies
            for start, end, sentence in own_sentences(passage, either=either)
            if names_cells(sentence)
        ]

    def _topics(self) -> list[Stretch]:
        return [Stretch(passage, 0, len(passage.text)) for passage in self.record.topics]


def cell_sources(told: Told) -> tuple[Fact, ...]:
    """The tissue that the cells come from; from the product's name where only that is given."""
    sources = vocabulary("cell_sources")
    for tier in told.tiers():
        facts = [
            stretch.fact("cell_source", hit.code, sources.label(hit.code), hit.start, hit.end)
            for stretch in tier
            for hit in sources.find(stretch.text)
            if not _about_a_transplant_history(stretch.text, hit)
        ]
        facts += _implied(tier, "source", "cell_source")
        if facts:
            return first_of_each(facts)
    return _collected_from(told.record)


def _collected_from(record: RecordText) -> tuple[Fact, ...]:
    """What an outcome tells of how the cells were won ("bone marrow aspiration related …")."""
    sources = vocabulary("cell_sources")
    facts = []
    for outcome in record.outcomes:
        for passage in (outcome.measure, outcome.description):
            for hit in sources.find(passage.text) if passage else ():
                if passage and collects(passage.text[hit.end : hit.end + 25]):
                    stretch = Stretch(passage, 0, len(passage.text))
                    label = sources.label(hit.code)
                    fact = stretch.fact("cell_source", hit.code, label, hit.start, hit.end)
                    facts.append(fact.flagged("inferred from how cells are collected"))
    return first_of_each(facts)


def _about_a_transplant_history(text: str, hit: Hit) -> bool:
    """ "bone marrow transplantation", "bone marrow suppression": a history, not a cell source."""
    after = text[hit.end : hit.end + 25].lower()
    return re.match(r"\s*(?:suppress|toxic|failure|biops|depress|examination)", after) is not None


def _implied(tier: list[Stretch], column: str, facet: Facet) -> list[Fact]:
    """What a brand's vocabulary row says of it, flagged as inferred."""
    products = vocabulary("products")
    named = vocabulary("cell_sources" if facet == "cell_source" else "donors")
    facts = []
    for stretch in tier:
        for hit in products.find(stretch.text):
            term = products.terms[hit.code]
            value = term.extra[column]
            if value and term.extra["donor"]:
                fact = stretch.fact(facet, value, named.label(value), hit.start, hit.end)
                facts.append(fact.flagged(f"inferred from the product {term.label}"))
    return facts


def products(told: Told) -> tuple[Fact, ...]:
    """The cell product; G-CSF only where no cells are given (else it is mobilisation)."""
    general: list[Fact] = []
    for tier in told.tiers():
        facts = [fact for stretch in tier for fact in _products_of(stretch)]
        cells = [fact for fact in facts if fact.value != "G-CSF"]
        specific = [fact for fact in cells if fact.value not in _GENERAL]
        if general:
            specific = _refined(general, specific)
        if specific:
            return first_of_each(_without_general(specific, cells))
        if facts and not cells and not general:
            return first_of_each(facts)
        general = general or cells
    return first_of_each([fact for fact in general if fact.value != "SC"] or general)


def _refined(general: list[Fact], specific: list[Fact]) -> list[Fact]:
    """Of what a weaker tier names, that which only says more exactly what a stronger one named."""
    kinds = {fact.value for fact in general} & {"MSC", "MNC"} or {"SC"}
    terms = vocabulary("products").terms
    return [
        fact for fact in specific if kinds & {*terms[fact.value].extra["cell"].split("|")} - {""}
    ]


def _without_general(specific: list[Fact], cells: list[Fact]) -> list[Fact]:
    """Drop a general name where a more specific one of the same kind is given."""
    names = {fact.value for fact in specific}
    kept = [fact for fact in specific if fact.value != "BM-SC" or names == {"BM-SC"}]
    if not any("MSC" in name for name in names) and not _brands(names):
        kept += [fact for fact in cells if fact.value == "MSC"]
    return kept


def _brands(names: set[str]) -> set[str]:
    terms = vocabulary("products").terms
    return {name for name in names if terms[name].extra["donor"]}


def _products_of(stretch: Stretch) -> Iterator[Fact]:
    """Products named in a stretch; a tissue and a cell type near each other are one product."""
    vocab = vocabulary("products")
    text = stretch.text
    tissues = vocabulary("cell_sources").find(text)
    for hit in vocab.find(text):
        joined = _joined(hit, tissues, text)
        code, start, end = joined or (hit.code, hit.start, hit.end)
        yield stretch.fact("product", code, vocab.label(code), start, end)


def _joined(hit: Hit, tissues: list[Hit], text: str) -> tuple[str, int, int] | None:
    candidates = []
    for term in vocabulary("products").terms.values():
        if not term.extra["cell"] or hit.code not in term.extra["cell"].split("|"):
            continue
        for tissue in tissues:
            if tissue.code != term.extra["source"]:
                continue
            start, end = min(tissue.start, hit.start), max(tissue.end, hit.end)
            gap = text[min(tissue.end, hit.end) : max(tissue.start, hit.start)]
            if len(gap) <= _JOIN_WITHIN and not re.search(r"[;:]|\bplus\b|\+", gap):
                candidates.append((len(gap), term.code, start, end))
    return min(candidates)[1:] if candidates else None


def donors(told: Told, sources: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Autologous or allogeneic as stated; by inference (and flagged so) from the tissue."""
    named = vocabulary("donors")
    tissues = {fact.value for fact in sources}
    for number, tier in enumerate(told.tiers()):
        facts = [
            stretch.fact("donor", hit.code, named.label(hit.code), hit.start, hit.end)
            for stretch in tier
            if number == 0 or not _of_other_cells(stretch.text, tissues)
            for hit in named.find(stretch.text)
        ]
        facts = facts or _implied(tier, "donor", "donor")
        if facts:
            return first_of_each(facts)
    terms = vocabulary("cell_sources").terms
    inferred = [
        Fact("donor", donor, named.label(donor), fact.span, flag=f"inferred from {fact.label}")
        for fact in sources
        if (donor := terms[fact.value].extra["donor"])
    ]
    return first_of_each(inferred)


def _of_other_cells(sentence: str, tissues: set[str]) -> bool:
    """Whether a sentence speaks of cells of another tissue than the study's."""
    named = {hit.code for hit in vocabulary("cell_sources").find(sentence)}
    return bool(tissues) and bool(named) and not named & tissues


def routes(told: Told, given: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """How the cells were given. "PV" is never expanded; subcutaneous is G-CSF's route only."""
    named = vocabulary("routes")
    only_gcsf = [fact.value for fact in given] == ["G-CSF"]
    for number, tier in enumerate(told.tiers()):
        facts = [
            stretch.fact("route", hit.code, named.label(hit.code), hit.start, hit.end)
            for stretch in tier
            for hit in named.find(stretch.text)
            if _is_route(stretch.text, hit, number, only_gcsf)
        ]
        if facts:
            return first_of_each(facts)
    return ()


def _is_route(text: str, hit: Hit, tier: int, only_gcsf: bool) -> bool:
    before, after = text[: hit.start], text[hit.end :]
    if hit.code in {"subcutaneous", "oral"}:
        return only_gcsf and hit.code == "subcutaneous"
    if hit.code == "portal_vein" and (_PORTAL_VEIN_ITSELF.match(after) or _PATENT.search(before)):
        return False
    if re.search(r"\b(?:immunoglobulin|antibiotic|contrast|saline|albumin)\b", after[:40], re.I):
        return False
    if tier == 0:
        return not (collects(text) and "femoral" in text[hit.start : hit.end].lower())
    return GIVEN.search(text) is not None
