"""Whose cells were given, and from which tissue."""

import re

from harvest.evidence.facets.cells_named import SCAFFOLD
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.sentences import collects
from harvest.evidence.reading.tiers import Stretch, Told
from harvest.evidence.reading.vocabulary import Hit, vocabulary


def cell_sources(told: Told, given: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The tissue that the cells come from; from the product's name where only that is given."""
    sources = vocabulary("cell_sources")
    kinds = {fact.value for fact in given}
    forming = bool(kinds & _BLOOD_FORMING)
    for tier in told.tiers():
        facts = [
            stretch.fact("cell_source", hit.code, sources.label(hit.code), hit.start, hit.end)
            for stretch in tier
            for hit in sources.meant(stretch.text, stretch.passage.text)
            if not _about_a_transplant_history(stretch.text, hit, forming)
            and not SCAFFOLD.match(stretch.text, hit.end)
        ]
        facts += _implied(tier, "source", "cell_source")
        if facts:
            return first_of_each(facts)
    # where cells of the blood are given, marrow is taken to look for the disease
    return () if kinds & {"CAR-T", "T-cell", "immune-effector"} else _collected_from(told.record)


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


_BEFORE = re.compile(
    r"\b(?:following|after|prior to|before|undergo\w*|underwent|post)\W+(?:[\w-]+\W+){0,4}$",
    re.IGNORECASE,
)
_TRANSPLANTED = re.compile(r"[\s/\w-]{0,45}?(?:transplant|\bHSCT|\bBMT)", re.IGNORECASE)


def _about_a_transplant_history(text: str, hit: Hit, forming: bool) -> bool:
    """ "after a marrow transplant", "bone marrow suppression": a history, not a cell source."""
    earlier = _BEFORE.search(text[: hit.start][-60:]) and _TRANSPLANTED.match(text, hit.end)
    if earlier and not forming:
        return True
    after = text[hit.end : hit.end + 25].lower()
    return (
        re.match(r"\s*(?:suppress|toxic|failure|biops|depress|examination|stimulat)", after)
        is not None
    )


def _implied(tier: list[Stretch], column: str, facet: str) -> list[Fact]:
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


_TRANSPLANT = re.compile(  # of blood-forming cells: mostly the patients' history
    r"[\s\-]*(?:\(\S{1,14}\)\s*)?(?:[\w-]+\s+){0,2}?"
    r"(?:ha?emato\w*|ha?emopo\w*|HSCT|HCT|SCT|BMT|(?:blood|bone)[ -](?:or |and )?(?:bone )?marrow|"
    r"stem[ -]cells?|marrow)[\s\w-]{0,25}?(?:transplant\w*|HSCT|HCT|SCT|BMT|graft\w*)|"
    r"[\s\-]*(?:HSCT|HCT|SCT|BMT|transplant\w*)\b",
    re.IGNORECASE,
)
_OTHER_GRAFT = re.compile(  # other things of one's own, or of another person
    r"[\s\-]*(?:[\w-]+\s+){0,2}?(?:bone[ -]?(?:graft|chip|block|substitute)\w*|skin graft\w*|"
    r"split[- ]thickness|iliac|tendon|patellar|collagen|atellocollagen|chondrogenesis|matrix|"
    r"membrane|serum|plasma|platelet\w*|PRP|fibrin|red blood|"
    r"blood transfusion|reconstruction|kidney|renal|liver transplant|organ|scaffold|dermis|tenon|"
    r"vein graft|"
    r"saphenous|vaccine)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|without|never)\b[^.;,]{0,20}$", re.IGNORECASE)
_BLOOD_FORMING = {"HSC", "BM-SC", "PBMC", "CD34+", "SC", "T-cell", "CAR-T", "immune-effector"}


def _of_the_product(text: str, hit: Hit, given: set[str]) -> bool:
    """Whether the donor that is named is that of the product, not of a graft or a transplant."""
    if _OTHER_GRAFT.match(text, hit.end) or _DENIED.search(text[: hit.start]):
        return False
    return bool(given & _BLOOD_FORMING) or _TRANSPLANT.match(text, hit.end) is None


def donors(told: Told, sources: tuple[Fact, ...], given: tuple[Fact, ...] = ()) -> tuple[Fact, ...]:
    """Autologous or allogeneic as stated; by inference (and flagged so) from the tissue."""
    named = vocabulary("donors")
    products_ = {fact.value for fact in given}
    tissues = {fact.value for fact in sources}
    for number, tier in enumerate(told.tiers()):
        facts = [
            stretch.fact("donor", hit.code, named.label(hit.code), hit.start, hit.end)
            for stretch in tier
            if number == 0 or not _of_other_cells(stretch.text, tissues)
            for hit in named.find(stretch.text)
            if _of_the_product(stretch.text, hit, products_)
        ]
        facts = facts or _implied(tier, "donor", "donor")
        if facts:
            beside = _inferred(sources) if len(tissues) > 1 else []
            return first_of_each([*facts, *beside])
    return first_of_each(_inferred(sources))


def _inferred(sources: tuple[Fact, ...]) -> list[Fact]:
    """The donors that tissues tell: a cord is another person's."""
    named, terms = vocabulary("donors"), vocabulary("cell_sources").terms
    return [
        Fact("donor", donor, named.label(donor), fact.span, flag=f"inferred from {fact.label}")
        for fact in sources
        if (donor := terms[fact.value].extra["donor"])
    ]


def _of_other_cells(sentence: str, tissues: set[str]) -> bool:
    """Whether a sentence speaks of cells of another tissue than the study's."""
    named = {hit.code for hit in vocabulary("cell_sources").find(sentence)}
    return bool(tissues) and bool(named) and not named & tissues
