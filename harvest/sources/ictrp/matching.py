"""Which rows of a full export are of the topic: those that meet all concepts of a search.

Looked at are the titles, conditions and interventions, as the portal's own search does.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache

from harvest.config import Concept, Config
from harvest.errors import UsageError

_LOOKED_AT = ("publictitle", "scientifictitle", "acronym", "conditions", "interventions")
_NO_WORD = re.compile(r"[^\w+]+")


def matcher(config: Config, name: str) -> Callable[[Mapping[str, str]], bool]:
    """Whether a row is of the topic. Raises UsageError for a topic without concepts to go by."""
    asked = [
        tuple(_words(config.topic.concept(each), name) for each in search.all)
        for search in config.searches
        if search.all
    ]
    if not asked:
        raise UsageError(
            "a full export is kept by the topic's concepts, and no search names any; import the "
            "file of a search that was made at the portal"
        )

    def matches(fields: Mapping[str, str]) -> bool:
        text = _plain(" ; ".join(fields.get(each, "") for each in _LOOKED_AT))
        return any(
            all(any(word in text for word in words) for words in together) for together in asked
        )

    return matches


def _words(concept: Concept, name: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for word in (*concept.terms, *concept.own_terms(name), *concept.mesh):
        plain = _plain(word.rstrip("*")).rstrip()
        if word.endswith("*"):
            found[plain] = None
        else:
            found |= dict.fromkeys((f"{plain} ", f"{plain}s "))
    return tuple(found)


def _plain(text: str) -> str:
    """Words in small letters, each between two blanks, hyphens and signs gone."""
    return f" {_NO_WORD.sub(' ', text.lower())} ".replace("  ", " ")


@cache
def words_of(text: str) -> str:
    """A search text without what makes no difference: case and blanks."""
    return " ".join(text.lower().split())
