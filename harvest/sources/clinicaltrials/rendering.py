"""The topic's searches in the registry's language, and each word of them alone."""

from collections.abc import Iterator
from urllib.parse import urlencode

from harvest.config import Area, Concept, Search
from harvest.sources.clinicaltrials.asking import NAME
from harvest.sources.clinicaltrials.essie import Alternatives, Expression, different, essie_term
from harvest.sources.clinicaltrials.essie import sent as one_line
from harvest.strategy import Alone, Strategy, distinct, syntax_warnings

LONGEST_ADDRESS = 6_000
"""Characters of an encoded query that surely fit: the registry answers GET only, and an address
that is too long gets a 414."""


def words(concept: Concept) -> Iterator[Alone]:
    """All words of a concept together, then each by itself; one that the registry takes for the
    same as another comes once."""
    whole = _terms(concept, [])
    if not whole:
        return
    yield Alone("", _alone(concept, whole))
    left = set(whole)
    terms = [(text, False) for text in distinct(concept.terms)]
    terms += [(text, False) for text in distinct(concept.own_terms(NAME))]
    terms += [(name, True) for name in distinct(concept.mesh)]
    for text, heading in terms:
        if (term := essie_term(text)) in left:
            left.remove(term)
            yield Alone(text, _alone(concept, (term,)), heading)


def _alone(concept: Concept, terms: tuple[str, ...]) -> Strategy:
    expression = Expression((Alternatives(concept.area, terms),))
    params = expression.params
    return Strategy("", NAME, one_line(params), params, (), own=expression)


def render(search: Search, concepts: tuple[Concept, ...]) -> Strategy | None:
    """What a search asks the registry; None where its text is for another source."""
    warnings: list[str] = []
    expression: Expression | None = None
    if text := search.texts.get(NAME):
        params: tuple[tuple[str, str], ...] = (("query.term", text),)
        warnings += syntax_warnings(text)
    elif concepts:
        areas: tuple[Area, ...] = ("cond", "intr", "text", "term")
        asked = [
            Alternatives(area, terms)
            for area in areas
            for concept in concepts
            if concept.area == area and (terms := _terms(concept, warnings))
        ]
        expression = Expression(tuple(asked))
        params = expression.params
    else:
        return None
    length = len(urlencode(params))
    if length > LONGEST_ADDRESS:
        warnings.append(
            f"makes an address of {length:,} characters, more than the {LONGEST_ADDRESS:,} that "
            "surely get through; shorten the lists or split the search in two"
        )
    sent = one_line(params)
    return Strategy(search.name, NAME, sent, params, tuple(warnings), own=expression)


def _terms(concept: Concept, warnings: list[str]) -> tuple[str, ...]:
    """A concept's words, MeSH names among them, each once; empty if there are none."""
    every = distinct((*concept.terms, *concept.own_terms(NAME), *concept.mesh))
    cut = [word for word in every if "*" in word]
    if cut:
        warnings.append(
            f"{', '.join(cut)}: left out, as ClinicalTrials.gov knows no truncation; it finds word "
            "forms by itself, so list one whole word too"
        )
    whole = [word for word in every if word not in cut]
    if not whole:
        warnings.append(f"{concept.name}: no words are left for ClinicalTrials.gov; add whole ones")
    return tuple(essie_term(word) for word in different(whole))
