"""Whose cells were given, and from which tissue."""

import re

from harvest.evidence.facets.product import products
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.sentences import collects
from harvest.evidence.reading.tiers import Stretch, Told
from harvest.evidence.reading.vocabulary import Hit, vocabulary


def cell_sources(told: Told) -> tuple[Fact, ...]:
    """The tissue that the cells come from; from the product's name where only that is given."""
    sources = vocabulary("cell_sources")
    for tier in told.tiers():
        facts = [
            stretch.fact("cell_source", hit.code, sources.label(hit.code), hit.start, hit.end)
            for stretch in tier
            for hit in sources.meant(stretch.text, stretch.passage.text)
            if not _about_a_transplant_history(stretch.text, hit)
        ]
        facts += _implied(tier, "source", "cell_source")
        if facts:
            return first_of_each(facts)
    return _collected_from(told.record) if not _given_t_cells(told) else ()


def _given_t_cells(told: Told) -> bool:
    """Whether cells of the blood are given; marrow is then taken to look for the disease."""
    return bool({fact.value for fact in products(told)} & {"CAR-T", "T-cell", "immune-effector"})


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
