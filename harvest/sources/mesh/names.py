"""Whether names are those of descriptors; asked of MeSH itself, not of what happens to be held."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from harvest.config.reader import nearest
from harvest.sources.mesh.asking import ask, looked_up, names_query
from harvest.sources.mesh.reading import UI, local, plain_name
from harvest.web import Door

_WITHDRAWN = "MeSH has withdrawn the descriptor of that name; name another"
MOST_NAMES = 40
"""Names in one question: some 2 kB of address."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that is no descriptor's; ``text`` says what it is instead, or may have meant."""

    name: str
    text: str


def doubtful(door: Door, names: Iterable[str]) -> list[Doubt]:
    """The names that MeSH does not have as they stand, but for capitals; those unknown looked up.

    One request for some forty names, up to three for each that is not found. Raises what the door
    raises.
    """
    wanted = list(dict.fromkeys(names))
    doubts = []
    for start in range(0, len(wanted), MOST_NAMES):
        asked = wanted[start : start + MOST_NAMES]
        found: dict[str, set[str]] = {}
        for row in ask(door, names_query(asked))[0]:
            if UI.fullmatch(local(row.get("d", ""))):
                found.setdefault(row["asked"], set()).add(row["name"])
        doubts += [
            Doubt(name, text)
            for name in asked
            if (text := _other(name, found[name]) if name in found else _unknown(door, name))
        ]
    return doubts


def _other(name: str, labels: set[str]) -> str:
    """What is to be said of a name that is a descriptor's, or a synonym of one; mostly nothing."""
    if name in labels:
        return ""
    label = min(labels)
    return _WITHDRAWN if plain_name(label) != label else f"another name of {label}; write {label}"


def _unknown(door: Door, name: str) -> str:
    """What a name that MeSH does not have may have meant; "" if only its capitals differ."""
    words = sorted(re.findall(r"\w+", name), key=len, reverse=True) or [name]
    begins = words[0][: max(4, len(words[0]) // 2)]
    for match, text in (("contains", name), ("contains", words[0]), ("startswith", begins)):
        labels = {label.lower(): label for label in looked_up(door, text, match)}
        if name.lower() in labels:
            return ""
        if name.lower() in map(str.lower, map(plain_name, labels.values())):
            return _WITHDRAWN
        if guess := nearest(name, labels):
            return f"MeSH has no descriptor of that name; did you mean {labels[guess]}?"
    return "MeSH has no descriptor of that name, nor one like it; look it up in the MeSH browser"
