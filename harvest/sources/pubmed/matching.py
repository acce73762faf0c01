"""The topic's searches as questions to the papers themselves, by the rules of PubMed.

As :mod:`harvest.sources.pubmed.rendering` has them: a phrase is its words side by side in any order
(``[tiab:~0]``), a shortened one (``*``) in its own; no word forms; a heading takes in those below.
"""

from harvest.config import Concept, Search
from harvest.records import Held
from harvest.sources import Below, Matching
from harvest.sources.matching import Alternatives, Field, Phrase, Question, words
from harvest.sources.numbers import trial_numbers
from harvest.sources.pubmed.asking import NAME
from harvest.sources.pubmed.fetch import changed_until
from harvest.strategy import distinct

TEXTS = (
    Field("articles", "title"),
    Field("articles", "vernacular_title"),
    Field("articles", "book_title"),
    Field("abstract_sections", "text"),
    Field("keywords", "keyword"),
)
"""What PubMed searches as title and abstract: keywords and abstracts in other languages too."""
NUMBERS = Field("databanks", "accession")
"""What it searches as secondary source number."""


def question(search: Search, concepts: tuple[Concept, ...], below: Below) -> Question | None:
    """What a search asks of a paper; None where its text is its own, in PubMed's language.

    ``below`` gives the names, in lower case, of a heading and of all below it.
    """
    if NAME in search.texts or not concepts:
        return None
    return Question(tuple(_alternatives(concept, below) for concept in concepts))


def _alternatives(concept: Concept, below: Below) -> Alternatives:
    asked = (_phrase(text) for text in distinct((*concept.terms, *concept.own_terms(NAME))))
    headings = frozenset[str]().union(*(below(name) for name in distinct(concept.mesh)))
    return Alternatives(tuple(each for each in asked if each.words), TEXTS, headings)


def _phrase(text: str) -> Phrase:
    found = tuple(words(text))
    shortened = "*" in text
    return Phrase(found, ordered=shortened or len(found) < 2, cut=text.rstrip().endswith("*"))


def naming(held: Held) -> Question | None:
    """What asks for the papers that name a held trial, in their data bank list or their text."""
    numbers = trial_numbers(held)
    if not numbers:
        return None
    phrases = tuple(Phrase(tuple(words(number))) for number in numbers)
    return Question((Alternatives(phrases, (*TEXTS, NUMBERS)),))


MATCHING = Matching(question, naming, changed_until)
