"""The shape of a time point: a day that a text names."""

from collections.abc import Iterator

from harvest.evidence.facets.shapes.places import Piece, in_first_part
from harvest.evidence.facets.times.reading import times
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.passages import RecordText
from harvest.facets import Facet


def time_points_of(record: RecordText, facet: Facet) -> tuple[Fact, ...]:
    """The days that are named in the first of the facet's ``parts`` that names any."""

    def find(piece: Piece) -> Iterator[Fact]:
        for time in times(piece.text, clock=False):
            if time.days >= 1:
                value = f"{time.days:g}"
                fact = piece.fact(facet, value, f"day {value}", time.start, time.end)
                yield Fact(
                    fact.facet, value, fact.label, fact.span, time.days, time.days, "days",
                    (time.days,), formula=time.formula,
                )  # fmt: skip

    return in_first_part(record, facet, find)
