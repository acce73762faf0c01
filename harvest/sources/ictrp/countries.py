"""The countries of a trial as the registries list them for WHO."""

import re

from harvest.vocabularies.countries import country

_BETWEEN = re.compile(r"\s*([,/、，]|\band\b|&)\s*(?![^(]*\))")
_REGIONS = frozenset(
    {"africa", "asia", "asia except japan", "asia exept japan", "europe", "european union"}
    | {"north america", "south america", "latin america", "oceania", "middle east"}
)
"""What the form of UMIN asks for beside Japan; no countries."""
_JAPAN_ALONE = frozenset({"none japan only", "none other than japan", "none japan", "japan only"})


def countries(text: str) -> list[tuple[str, bool]]:
    """The countries that one item of a list names, and whether each is one that we know.

    Some registries put commas between them, which belong to many names too ("Korea, Republic
    of"): it is a list only where all of it is countries and parts of the world. Else it stays as
    it is.
    """
    if found := _one(text):
        return [(found, True)]
    pieces = _BETWEEN.split(text)
    listed: list[tuple[str, bool]] = []
    at = 0
    while at < len(pieces):
        for end in range(len(pieces), at, -2):
            part = "".join(_spaced(each) for each in pieces[at:end]).strip()
            known = _one(part)
            if known or (end == at + 1 and _plain(part) in _REGIONS):
                listed.append((known or part, known is not None))
                at = end + 1
                break
        else:
            return [(text, False)]
    return listed


def _one(text: str) -> str | None:
    return "Japan" if _plain(text) in _JAPAN_ALONE else country(text)


def _spaced(piece: str) -> str:
    return f"{piece} " if piece in {",", "，", "、"} else f" {piece} " if piece == "and" else piece


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
