"""Where the boxes of the flow are, for the picture and the document alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from harvest.desk.flow.model import Arm, Flow, Included, Number

_PREVIOUS, _MAIN, _SIDE, _OTHER, _OTHER_SIDE = range(5)
IDENTIFIED, SCREENED, SOUGHT, ASSESSED, NEW, TOTAL = range(6)
Place = tuple[int, int]
"""Column and row."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a box: words, and the number that they are of; ``inner`` ones are set in."""

    words: str
    number: Number | None = None
    inner: bool = False

    @property
    def text(self) -> str:
        """The words, and the number behind them, between blanks at which no line ends."""
        if self.number is None:
            return self.words
        return f"{self.words} (n\u00a0=\u00a0{self.number.n:,})"


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the diagram."""

    column: int
    row: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The diagram: boxes, arrows between places, heads over columns, stages beside rows."""

    boxes: tuple[Box, ...]
    arrows: tuple[tuple[Place, Place], ...]
    heads: tuple[tuple[str, int, int], ...]
    stages: tuple[tuple[str, int], ...]


def grid(flow: Flow) -> Grid:
    """The diagram of a flow; arms in which there is nothing are left out."""
    boxes = list(_arm(flow.searches, _MAIN, "Records identified from:"))
    arrows: list[tuple[Place, Place]] = list(_arrows(_MAIN, (SCREENED, SOUGHT, ASSESSED)))
    which = "new studies" if flow.since else "studies"
    heads = [(f"Identification of {which} via databases and registers", _MAIN, _SIDE)]
    boxes.append(Box(_MAIN, NEW, _of(flow.new)))
    arrows.append(((_MAIN, ASSESSED), (_MAIN, NEW)))
    if any(each.n for each in flow.others.numbers()):
        boxes += _other(flow.others)
        arrows += [*_arrows(_OTHER, (SOUGHT, ASSESSED)), ((_OTHER, ASSESSED), (_MAIN, NEW))]
        heads.append((f"Identification of {which} via other methods", _OTHER, _OTHER_SIDE))
    if flow.previous is not None and flow.total is not None:
        boxes += [
            Box(_PREVIOUS, IDENTIFIED, _of(flow.previous)),
            Box(_MAIN, TOTAL, _of(flow.total)),
        ]
        arrows += [((_PREVIOUS, IDENTIFIED), (_MAIN, TOTAL)), ((_MAIN, NEW), (_MAIN, TOTAL))]
        heads.insert(0, ("Previous studies", _PREVIOUS, _PREVIOUS))
    stages = (("Identification", IDENTIFIED), ("Screening", SCREENED), ("Included", NEW))
    return Grid(tuple(boxes), tuple(arrows), tuple(heads), stages)


def _arm(arm: Arm, column: int, head: str) -> Iterator[Box]:
    yield Box(column, IDENTIFIED, _lines(head, arm.identified))
    yield Box(column + 1, IDENTIFIED, _lines("Records removed before screening:", arm.removed))
    yield Box(column, SCREENED, (_line(arm.screened),))
    yield Box(column + 1, SCREENED, (_line(arm.excluded), *_if(arm.undecided)))
    yield from _reports(arm, column)


def _other(arm: Arm) -> Iterator[Box]:
    """PRISMA has no screening by title here; who did it finds it among what was removed."""
    yield Box(_OTHER, IDENTIFIED, _lines("Records identified from:", arm.identified))
    aside = [each for each in (*arm.removed, arm.excluded, arm.undecided) if each.n]
    if aside:
        yield Box(_OTHER_SIDE, IDENTIFIED, _lines("Records removed before retrieval:", aside))
    yield from _reports(arm, _OTHER)


def _reports(arm: Arm, column: int) -> Iterator[Box]:
    yield Box(column, SOUGHT, (_line(arm.sought),))
    yield Box(column + 1, SOUGHT, (_line(arm.not_retrieved), *_if(arm.unassessed)))
    yield Box(column, ASSESSED, (_line(arm.assessed),))
    yield Box(column + 1, ASSESSED, _lines("Reports excluded:", arm.reasons))


def _arrows(column: int, below: tuple[int, ...]) -> Iterator[tuple[Place, Place]]:
    above = IDENTIFIED
    for row in below:
        yield (column, above), (column, row)
        above = row
    for row in (SCREENED, SOUGHT, ASSESSED):
        if row in below:
            yield (column, row), (column + 1, row)
    if SCREENED in below:
        yield (column, IDENTIFIED), (column + 1, IDENTIFIED)


def _of(included: Included) -> tuple[Line, ...]:
    return tuple(map(_line, included.numbers()))


def _lines(head: str, numbers: tuple[Number, ...] | list[Number]) -> tuple[Line, ...]:
    inner = tuple(Line(each.words, each, inner=True) for each in numbers)
    return (Line(head), *(inner or (Line("none", inner=True),)))


def _line(number: Number) -> Line:
    return Line(number.words, number)


def _if(number: Number) -> tuple[Line, ...]:
    return (_line(number),) if number.n else ()
