"""The topic's searches in the registry's form: lists of words, any of which may stand in a trial.

One question takes one such list. A search of several concepts asks for each by itself, and a trial
has to be in all the answers.
"""

import json
from collections.abc import Mapping

from harvest.config import Concept, Search
from harvest.strategy import Strategy, distinct

NAME = "ctis"
ANY = "containAny"
ALL = "containAll"


def render(search: Search, concepts: tuple[Concept, ...]) -> Strategy | None:
    """What a search asks the registry; None where its text is for another source."""
    warnings: list[str] = []
    groups: tuple[tuple[str, str], ...] = ()
    if text := search.texts.get(NAME):
        params: tuple[tuple[str, str], ...] = ((ALL, text),)
    elif concepts:
        groups = tuple(
            (concept.name, words) for concept in concepts if (words := _words(concept, warnings))
        )
        params = tuple((ANY, words) for _, words in groups)
    else:
        return None
    sent = " AND ".join(f"{name}={words}" for name, words in params)
    return Strategy(search.name, NAME, sent, params, tuple(warnings), groups)


def criteria(strategy: Strategy) -> list[Mapping[str, str]]:
    """The questions of a search, each as its ``searchCriteria``."""
    return [{name: words} for name, words in strategy.params]


def readable(asked: Mapping[str, str]) -> str:
    """A question as it is sent."""
    return json.dumps({"searchCriteria": dict(asked)}, ensure_ascii=False)


def _words(concept: Concept, warnings: list[str]) -> str:
    every = distinct((*concept.terms, *concept.own_terms(NAME), *concept.mesh))
    cut = [word for word in every if "*" in word or "," in word]
    if cut:
        warnings.append(
            f"{'; '.join(cut)}: left out, as CTIS parts words at commas and cuts none short"
        )
    words = [word for word in every if word not in cut]
    if not words:
        warnings.append(f"{concept.name}: no words are left for CTIS; add whole ones")
    return ", ".join(words)
