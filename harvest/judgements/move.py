"""Brings what an older program kept in its own folder beside the configuration.

Until 0.2 the files stood in ``db/`` of the program, one set for all topics. They are copied:
another topic may want them too, and nobody writes into an installed program.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from harvest.errors import HarvestError, UsageError
from harvest.judgements.files import KINDS, SPONSORS, STUDIES, VERDICTS, Kind, Row, add, read_rows
from harvest.judgements.rows import correction, sponsor, study, verdict
from harvest.paths import DB

OLD = DB
"""Where the program of before kept them, and nothing is read any more."""
_INSIDE = (".", "db", "harvest/_shared/db", "_shared/db")


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of the rows of one file: brought here, here already, or here otherwise."""

    source: Path
    target: Path
    brought: int
    held: int
    conflicts: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A row, the question that it answers, and its answer."""

    row: Row
    asks: tuple[str, ...]
    says: object


def found_in(program: Path) -> Path:
    """The folder with files of judgements in or below the folder of a program.

    Raises UsageError if there is none.
    """
    for inside in _INSIDE:
        folder = program / inside
        if any((folder / kind.name).is_file() for kind in KINDS):
            return folder
    names = " or ".join(kind.name for kind in KINDS)
    raise UsageError(f"{program}: has no {names}, nor has its db folder; name the folder with them")


def move(source: Path, target: Path, facets: Collection[str]) -> list[Moved]:
    """Copy the rows of the folder ``source`` that answer what ``target`` says nothing of.

    All is read before anything is written; nothing that stands in ``target`` is changed. Raises
    UsageError if both are one folder, what reading raises, and what adding rows raises.
    """
    if source.exists() and target.exists() and source.samefile(target):
        raise UsageError(f"{source}: is the folder of the judgements itself; name another one")
    plans = [
        (kind, _compared(_read(source, kind, facets), _read(target, kind, facets)))
        for kind in KINDS
    ]
    done = []
    for kind, (new, held, conflicts) in plans:
        if new:
            add(target / kind.name, kind, new)
        if new or held or conflicts:
            paths = (source / kind.name, target / kind.name)
            done.append(Moved(*paths, len(new), held, conflicts))
    return done


def left_behind(target: Path, facets: Collection[str]) -> list[Path]:
    """The files in the program's folder that answer what ``target`` says nothing of.

    One that can't be read is among them: whoever moves it is told why. Raises what reading the
    files in ``target`` raises.
    """
    left = []
    for kind in KINDS:
        path = OLD / kind.name
        if not path.is_file():
            continue
        here = _read(target, kind, facets)
        try:
            new, _, _ = _compared(_read(OLD, kind, facets), here)
        except HarvestError:
            left.append(path)
        else:
            left += [path] if new else []
    return left


def no_longer_read(path: Path) -> str:
    """What to tell of a file in the program's folder."""
    return (
        f"{path}: judgements in the program's folder are not applied any more; "
        "`harvest judgements move` copies them beside the configuration"
    )


def _compared(
    theirs: Sequence[_Read], ours: Sequence[_Read]
) -> tuple[list[Row], int, tuple[Row, ...]]:
    """Rows of ``theirs`` that are new, how many stand in ``ours``, those that stand otherwise."""
    answers: dict[tuple[str, ...], list[object]] = defaultdict(list)
    for each in ours:
        answers[each.asks].append(each.says)
    new = [each.row for each in theirs if each.asks not in answers]
    known = [each for each in theirs if each.asks in answers]
    otherwise = tuple(each.row for each in known if each.says not in answers[each.asks])
    return new, len(known) - len(otherwise), otherwise


def _read(folder: Path, kind: Kind, facets: Collection[str]) -> list[_Read]:
    found = []
    for row in read_rows(folder / kind.name, kind):
        if kind is VERDICTS:
            found.append(_Read(row, *verdict(row)))
        elif kind is STUDIES:
            found.append(_Read(row, *study(row)))
        elif kind is SPONSORS:
            name, line = sponsor(row)
            found.append(_Read(row, (name,), line))
        else:
            record, fix = correction(row, facets)
            found.append(_Read(row, (*record, fix.facet), fix))
    return found
