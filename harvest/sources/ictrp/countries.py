"""Countries by our names, whatever WHO calls them."""

import re
from functools import cache

from harvest.paths import DB
from harvest.vocabularies import entries


def country(name: str) -> str | None:
    """Our name of a country; None for what is none, or may be two.

    ``Iran (Islamic Republic of)`` and ``Korea, Republic of`` are countries, ``Africa`` is none.
    """
    known = _known()
    return known.get(_key(name)) or known.get(_key(re.sub(r"\s*\([^)]*\)", "", name)))


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.lower()))


@cache
def _known() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for each in entries(DB / "vocabularies" / "countries.csv", "names"):
        for name in (each.label, *filter(None, each.more["names"].split("|"))):
            found.setdefault(_key(name), set()).add(each.label)
    return {key: next(iter(labels)) for key, labels in found.items() if len(labels) == 1}
