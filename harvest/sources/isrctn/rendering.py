"""The topic's searches in the registry's language: words in quotes, AND, OR and brackets."""

from urllib.parse import urlencode

from harvest.config import Concept, Search
from harvest.strategy import Strategy, distinct, syntax_warnings

NAME = "isrctn"
LONGEST_ADDRESS = 6_000
"""Characters of an encoded query that surely get through; the registry answers GET alone."""


def render(search: Search, concepts: tuple[Concept, ...]) -> Strategy | None:
    """What a search asks the registry; None where its text is for another source."""
    warnings: list[str] = []
    if text := search.texts.get(NAME):
        query = text
        warnings += syntax_warnings(text)
    elif concepts:
        groups = [group for concept in concepts if (group := _group(concept, warnings))]
        query = " AND ".join(groups)
    else:
        return None
    if (length := len(urlencode((("q", query),)))) > LONGEST_ADDRESS:
        warnings.append(
            f"makes an address of {length:,} characters, more than the {LONGEST_ADDRESS:,} that "
            "surely get through; shorten the lists or split the search in two"
        )
    return Strategy(search.name, NAME, f"q={query}", (("q", query),), tuple(warnings))


def _group(concept: Concept, warnings: list[str]) -> str:
    every = distinct((*concept.terms, *concept.own_terms(NAME), *concept.mesh))
    cut = [word for word in every if "*" in word]
    if cut:
        warnings.append(
            f"{', '.join(cut)}: left out, as a phrase is not cut short at ISRCTN; list whole words"
        )
    words = [word.replace('"', " ").strip() for word in every if word not in cut]
    if not words:
        warnings.append(f"{concept.name}: no words are left for ISRCTN; add whole ones")
        return ""
    quoted = " OR ".join(f'"{word}"' for word in words)
    return f"({quoted})"
