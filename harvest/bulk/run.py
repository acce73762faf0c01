"""A whole run: what is due, read by any workers, and the row of each unit once it is there."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

from harvest.bulk import units
from harvest.bulk.addresses import Address
from harvest.bulk.manifest import Manifest, Row
from harvest.bulk.parse import Parsed, named, parse, read_by
from harvest.bulk.units import Unit
from harvest.errors import CannotCreate, HarvestError, NoPermission, StorageError
from harvest.run.lock import run_lock
from harvest.sources import Source


@dataclass(frozen=True, slots=True)
class Task:
    """A unit to be read, and what the lake has of it, as :func:`harvest.bulk.parse.parse` asks."""

    unit: Unit
    lake: Address
    read_by: str
    held: str | None


Workers = Callable[[Sequence[Task]], AbstractContextManager[Iterator[Parsed]]]
"""Reads units in any order, each once."""


@dataclass(slots=True)
class Summary:
    """What a run did: units read, those that were there already, and the files that failed."""

    read: int = 0
    there: int = 0
    records: int = 0
    quarantined: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    """File → why"""

    def line(self) -> str:
        """What it did, in one line."""
        said = f"{self.read:,} files read ({self.records:,} records), {self.there:,} unchanged"
        if self.quarantined:
            said += f", {self.quarantined:,} records in quarantine: see harvest bulk status"
        return said + (f", {len(self.failed):,} failed" if self.failed else "")

    def failures(self) -> list[str]:
        """Each file that can't be used, with the reason, in one line."""
        lines = []
        for file, why in sorted(self.failed.items()):
            folder, slash, name = file.rpartition("/")
            lines.append(f"{folder}{slash}{why}" if why.startswith(name) else f"{file}: {why}")
        return lines


def serially(tasks: Sequence[Task]) -> AbstractContextManager[Iterator[Parsed]]:
    """Reads the units in this process, one after the other."""
    return nullcontext(_tried(task) for task in tasks)


def _tried(task: Task) -> Parsed:
    try:
        return each_of(task)
    except OSError as error:
        return unreachable(task, error)


def each_of(task: Task) -> Parsed:
    """Read the unit of a task."""
    return parse(task.unit, task.lake, task.read_by, task.held)


def unreachable(task: Task, error: OSError) -> Parsed:
    """What came of a unit whose files, or the lake, could not be reached."""
    why = error.strerror or str(error) or type(error).__name__
    where = "" if isinstance(error, HarvestError) else f"{error.filename or task.lake.text}: "
    return Parsed(task.unit, None, f"{task.unit.told}: {where}{why}")


def run(
    lake: Address,
    inputs: Iterable[tuple[Source, Address]],
    workers: Workers,
    show: Callable[[str, int, int], None],
) -> Summary:
    """Bring the lake up to date with these folders, files and archives.

    ``show`` is told how far it is: the last file, how many are done, of how many.

    Raises UsageError where the inputs can't be told apart, AlreadyRunning where another run is at
    this lake, StorageError where the disk is full, and what ``workers`` raises.
    """
    summary = Summary()
    with ExitStack() as held:
        if lake.local:
            _make(Path(lake.path))
            held.enter_context(run_lock(Path(lake.path)))
        given = [(source, units.found(source, root)) for source, root in inputs]
        tasks: list[Task] = []
        manifests: dict[str, Manifest] = {}
        for source in dict.fromkeys(source.name for source, _ in given):
            manifests[source] = manifest = Manifest(lake, source)
            found = [each for of, each in given if of.name == source]
            by = read_by(named(source))
            for each in found:
                summary.failed |= each.bad
            wanted = units.distinct([unit for each in found for unit in each.units])
            _plan(manifest, wanted, frozenset().union(*(each.whole for each in found)))
            rows = manifest.rows()
            due = [task for unit in wanted if (task := _task(unit, lake, by, rows)) is not None]
            manifest.sweep()
            tasks += due
            summary.there += len(wanted) - len(due)
        try:
            if tasks:
                _read(tasks, manifests, workers, show, summary)
        except BaseException:
            with suppress(OSError, NoPermission):  # what ended the run may be that the lake is gone
                for manifest in manifests.values():
                    manifest.sweep()
            raise
        for manifest in manifests.values():
            _settle(manifest)
    return summary


def _task(unit: Unit, lake: Address, by: str, rows: dict[str, Row]) -> Task | None:
    """What has to be done for a unit; None where the lake is known to have just that."""
    row = rows.get(unit.name)
    same = row is not None and row.read_by == by
    if row is not None and same and unit.md5 == row.md5:
        return None
    held = row.md5 if row is not None and same and unit.md5 is None else None
    return Task(unit, lake, by, held)


def _read(
    tasks: Sequence[Task],
    manifests: dict[str, Manifest],
    workers: Workers,
    show: Callable[[str, int, int], None],
    summary: Summary,
) -> None:
    with workers(tasks) as results:
        for done, each in enumerate(results, 1):
            if each.full:
                raise StorageError(
                    f"{each.unit.told}: {each.problem}; free some space, then run again: what was "
                    "read before is kept"
                )
            if each.problem:
                summary.failed[each.unit.told] = each.problem
            elif each.row is None:
                summary.there += 1
            else:
                manifests[each.unit.source].put(each.row)
                summary.read += 1
                summary.records += each.row.records
                summary.quarantined += each.row.quarantined
            show(each.unit.told, done, len(tasks))


def _plan(manifest: Manifest, wanted: Sequence[Unit], whole: frozenset[str]) -> None:
    """Write down what there should be: of a whole download just that, of a series what comes on."""
    plan = {group: set(names) for group, names in manifest.plan().items() if group not in whole}
    for unit in wanted:
        plan.setdefault(unit.group, set()).add(unit.name)
    manifest.put_plan({group: sorted(names) for group, names in plan.items()})


def _settle(manifest: Manifest) -> None:
    """Drop what a whole download no longer has, once all that it has is there."""
    plan, rows = manifest.plan(), manifest.rows()
    for group, names in plan.items():
        if rows.keys() >= set(names):
            manifest.drop(
                name for name, row in rows.items() if row.group == group and name not in names
            )
    manifest.sweep()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except PermissionError:
        raise NoPermission(f"{folder}: no permission to make the lake there") from None
    except OSError as error:
        raise CannotCreate(f"{folder}: can't make the lake: {error.strerror}") from error
