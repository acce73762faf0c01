"""A fact read from a record's text: what it says, and the stretch of text that says it."""

from dataclasses import dataclass, replace

from harvest.evidence.reading.passages import Span


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a facet.

    ``value`` is a code of the facet's vocabulary or a number in its normal form; ``label`` is what
    people read. ``low`` and ``high`` are in ``unit``. ``flag`` names a doubt ("inferred …",
    "outside 1e5–1e7 cells/kg"); ``formula`` says how a number was made from the words.
    """

    facet: str
    value: str
    label: str
    span: Span
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    days: tuple[float, ...] = ()
    flag: str | None = None
    formula: str | None = None

    def at(self, span: Span) -> "Fact":
        """The same fact, said there; ``dataclasses.replace`` takes some times longer."""
        return Fact(
            self.facet,
            self.value,
            self.label,
            span,
            self.low,
            self.high,
            self.unit,
            self.days,
            self.flag,
            self.formula,
        )

    def flagged(self, flag: str) -> "Fact":
        """The same fact with a doubt."""
        return replace(self, flag=flag)


def first_of_each(facts: list[Fact]) -> tuple[Fact, ...]:
    """One fact a value: the first, as the fields stand in the order of how much they tell."""
    seen: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        seen.setdefault((fact.facet, fact.value), fact)
    return tuple(seen.values())
