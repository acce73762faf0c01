"""What one registry says of a study, as it is compared with what another says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NOTHING: Mapping[str, int] = MappingProxyType({})
OF_A_PART = frozenset({"ctis", "eudract"})
"""Registries that ask when a study began in their countries, often later than elsewhere."""
_NO_CELLS: Mapping[str, frozenset[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Registration:
    """One record. Nothing of it must be known but its number, its registry and a title.

    Dates are as the record has them, ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; phase, design and
    sex are codes of our vocabularies, several joined by ``|``; ages are ``18 Years``.
    """

    id: str
    registry: str
    titles: tuple[str, ...] = ()  # public, scientific
    acronym: str | None = None
    sponsors: tuple[str, ...] = ()  # the one that leads first
    size: int | None = None
    size_type: str | None = None  # ACTUAL, ESTIMATED
    start: str | None = None
    end: str | None = None  # of the primary outcome, else of all
    countries: frozenset[str] = frozenset()
    officials: tuple[str, ...] = ()  # folded surnames
    conditions: tuple[str, ...] = ()
    interventions: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()  # primary ones
    phase: str | None = None
    allocation: str | None = None
    masking: str | None = None
    sex: str | None = None
    minimum_age: str | None = None
    maximum_age: str | None = None
    cells: Mapping[str, frozenset[str]] = field(default_factory=lambda: _NO_CELLS)
    """Facet → codes, of the facets that speak against a pair where they differ"""
    codes: tuple[str, ...] = ()  # the sponsor's own numbers, squeezed
    words: Mapping[str, int] = field(default_factory=lambda: _NOTHING)  # stems of the whole record
    study: str = ""
    """Of those that their numbers join the same; empty: joined with none"""

    @property
    def joined(self) -> str:
        """What stands for all registrations that are known to be one study with this."""
        return self.study or self.id
