"""The topic's searches in PubMed's language, and each word of them alone."""

import re
from collections.abc import Iterator

from harvest.config import Concept, Search
from harvest.sources.pubmed.asking import NAME
from harvest.strategy import Alone, Strategy, distinct, syntax_warnings

_PHRASE = re.compile(r'"([^"]+)"\s*(?:\[([^\]]*)\])?')
_WORD = re.compile(r"[^\W_]+")
_BROKEN_UP_IN = frozenset(
    ("", "tiab", "title/abstract", "ti", "title", "tw", "text word", "all", "all fields")
)


def words(concept: Concept) -> Iterator[Alone]:
    """All words of a concept together, then each by itself."""
    yield Alone("", _alone(concept, _group(concept)))
    for text in _free(concept):
        yield Alone(text, _alone(concept, pubmed_term(text)))
    for name in distinct(concept.mesh):
        yield Alone(name, _alone(concept, _heading(name)), heading=True)


def _alone(concept: Concept, term: str) -> Strategy:
    return Strategy("", NAME, term, (("term", term),), (), groups=((concept.name, term),))


def render(search: Search, concepts: tuple[Concept, ...]) -> Strategy | None:
    """What a search asks PubMed; None where its text is for another source."""
    warnings: list[str] = []
    groups: list[tuple[str, str]] = []
    if text := search.texts.get(NAME):
        term = text
        warnings += syntax_warnings(term)
        warnings += _phrase_warnings(term)
    elif concepts:
        groups = [(concept.name, _group(concept)) for concept in concepts]
        term = _joined([text for _, text in groups], " AND ")
    else:
        return None
    warnings += _truncation_warnings(term)
    return Strategy(
        search.name, NAME, term, (("term", term),), tuple(warnings), groups=tuple(groups)
    )


def _group(concept: Concept) -> str:
    free = map(pubmed_term, _free(concept))
    headings = (_heading(name) for name in distinct(concept.mesh))
    return " OR ".join((*free, *headings))


def _free(concept: Concept) -> list[str]:
    return distinct((*concept.terms, *concept.own_terms(NAME)))


def _heading(name: str) -> str:
    return f'"{_unmarked(name)}"[MeSH Terms]'


def pubmed_term(text: str) -> str:
    """A word or phrase looked for in title, abstract and keywords as it stands.

    A quoted phrase that is missing from PubMed's phrase index would silently be broken up into its
    words and answer a broader question; a proximity search of distance 0 is not. Truncation does
    not go with proximity, so a truncated phrase stays a plain one.
    """
    plain = _unmarked(text)
    several = len(_WORD.findall(plain)) > 1
    return f'"{plain}"[tiab:~0]' if several and "*" not in plain else f'"{plain}"[tiab]'


def _unmarked(text: str) -> str:
    """The text without the marks that PubMed would read as syntax; it has no way to escape them."""
    return " ".join(re.sub(r'["\[\]]', " ", text).split())


def _phrase_warnings(term: str) -> Iterator[str]:
    for phrase, tag in _PHRASE.findall(term):
        if tag.strip().lower() in _BROKEN_UP_IN and len(phrase.split()) > 1 and "*" not in phrase:
            yield (
                f'"{phrase}": broken up into its words if it is missing from the phrase index; '
                f'write "{phrase}"[tiab:~0]'
            )


def _truncation_warnings(term: str) -> Iterator[str]:
    for word in re.findall(r"[^\s\"()\[\]]*\*", term):
        if len(word) <= 4:
            yield f"{word}: PubMed wants at least four letters before the *; write more of the word"


def _joined(groups: list[str], operator: str) -> str:
    return operator.join(f"({group})" for group in groups) if len(groups) > 1 else groups[0]
