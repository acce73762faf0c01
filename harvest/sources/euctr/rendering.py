"""The topic's searches in the register's language: phrases in quotes, AND, OR and brackets.

Words without quotes would all have to stand in a trial, whatever is written between them.
"""

from urllib.parse import urlencode

from harvest.config import Concept, Search
from harvest.strategy import Strategy, distinct, syntax_warnings

NAME = "euctr"
LONGEST_ADDRESS = 6_000
"""Characters of an encoded query that surely get through; the register answers GET alone."""


def render(search: Search, concepts: tuple[Concept, ...]) -> Strategy | None:
    """What a search asks the register; None where its text is for another source."""
    warnings: list[str] = []
    if text := search.texts.get(NAME):
        query = text
        warnings += syntax_warnings(text)
    elif concepts:
        groups = [group for concept in concepts if (group := _group(concept, warnings))]
        query = " AND ".join(groups)
    else:
        return None
    length = len(urlencode((("query", query),)))
    if length > LONGEST_ADDRESS:
        warnings.append(
            f"an address of {length:,} characters may be too long for the register, which surely "
            f"takes {LONGEST_ADDRESS:,}; shorten the lists or split the search in two"
        )
    return Strategy(search.name, NAME, f"query={query}", (("query", query),), tuple(warnings))


def _group(concept: Concept, warnings: list[str]) -> str:
    words: list[str] = []
    short: list[str] = []
    for word in distinct((*concept.terms, *concept.own_terms(NAME), *concept.mesh)):
        (short if "*" in word else words).append(word.replace('"', " ").strip())
    if short:
        warnings.append(
            f"{', '.join(short)}: left out, as the register knows no shortened words; list them "
            "whole"
        )
    if not words:
        warnings.append(f"{concept.name}: no words are left for the register; add whole ones")
        return ""
    return "({})".format(" OR ".join(f'"{word}"' for word in words))
