"""A search as many registries read it: phrases in quotes, joined by AND, OR and brackets.

Without quotes a registry looks for the words one by one, and may read those between them as words.
"""

from urllib.parse import urlencode

from harvest.config import Concept, Search
from harvest.strategy import Strategy, distinct, syntax_warnings

LONGEST_ADDRESS = 6_000
"""Characters of an encoded query that surely get through where a registry answers GET alone."""


def in_phrases(
    search: Search,
    concepts: tuple[Concept, ...],
    source: str,
    title: str,
    parameter: str,
    *,
    field: str = "",
    only: str = "",
) -> Strategy | None:
    """What a search asks a source; None where its text is for another one.

    ``title`` is the registry's name in warnings, ``parameter`` that of the query as it is sent;
    ``field`` is written before each phrase, ``only`` is what every record has to meet besides.
    """
    warnings: list[str] = []
    if text := search.texts.get(source):
        query = f"{only} AND ({text})" if only else text
        warnings += syntax_warnings(text)
    elif concepts:
        groups = [_group(concept, source, title, field, warnings) for concept in concepts]
        query = " AND ".join(filter(None, (only, *groups)))
    else:
        return None
    params = ((parameter, query),)
    if (length := len(urlencode(params))) > LONGEST_ADDRESS:
        warnings.append(
            f"makes an address of {length:,} characters, more than the {LONGEST_ADDRESS:,} that "
            "surely get through; shorten the lists or split the search in two"
        )
    return Strategy(search.name, source, f"{parameter}={query}", params, tuple(warnings))


def _group(concept: Concept, source: str, title: str, field: str, warnings: list[str]) -> str:
    every = distinct((*concept.terms, *concept.own_terms(source), *concept.mesh))
    short = [word for word in every if "*" in word]
    if short:
        warnings.append(
            f"{', '.join(short)}: left out, as {title} knows no shortened words; list them whole"
        )
    words = [word.replace('"', " ").strip() for word in every if word not in short]
    if not words:
        warnings.append(f"{concept.name}: no words are left for {title}; add whole ones")
        return ""
    return "({})".format(" OR ".join(f'{field}"{word}"' for word in words))
