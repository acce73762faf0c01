"""Template filters: the registries of records, as pages name them."""

from collections.abc import Sequence

from harvest.identifiers import registry_of
from harvest.identifiers.about import About


def registry(number: str) -> str:
    """The registry of a trial, by its number."""
    found = registry_of(number)
    return found.title if found else "its registry"


def part(number: str, name: str) -> str:
    """What leads from a trial's page at its registry to the part ``name``; "" for the same page."""
    found = registry_of(number)
    return found.source.parts.get(name, "") if found and found.source else ""


def of_kind(sources: Sequence[About], kind: str) -> str:
    """The sources of records of a kind, for a sentence: ``A``, ``A or B``."""
    *most, last = [each.title for each in sources if kind in each.kinds] or ["its registry"]
    return f"{', '.join(most)} or {last}" if most else last
