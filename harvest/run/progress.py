"""How far a run is, for someone who watches: what, how many of how many, how long still."""

import sys
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

from harvest.records import Progress


class Bars:
    """Progress bars on a terminal; nothing where there is none, or where quiet is asked for."""

    def __init__(self, *, quiet: bool) -> None:
        shown = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._display: _Display | None = _Display() if shown else None

    def __enter__(self) -> Self:
        """Show them."""
        if self._display:
            self._display.bars.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Leave them as they stand."""
        if self._display:
            self._display.bars.__exit__(kind, error, traceback)

    def show(self, event: Progress) -> None:
        """Move the bar of a walk."""
        if self._display:
            self._display.move(f"{event.source}: {event.label}", event.done, event.total)

    def step(self, label: str) -> AbstractContextManager[object]:
        """A step of unknown length, which is over when the context ends."""
        return _Step(self._display, label)


class _Display:
    """The bars themselves; the import waits until somebody watches."""

    def __init__(self) -> None:
        from rich import progress
        from rich.console import Console

        self.bars = progress.Progress(
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TimeElapsedColumn(),
            progress.TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._tasks: dict[str, progress.TaskID] = {}

    def move(self, label: str, done: int, total: int | None) -> None:
        if label not in self._tasks:
            self._tasks[label] = self.bars.add_task(label, total=total)
        self.bars.update(self._tasks[label], completed=done, total=total)


class _Step:
    def __init__(self, display: _Display | None, label: str) -> None:
        self._display = display
        self._label = label

    def __enter__(self) -> None:
        if self._display:
            self._display.move(self._label, 0, None)

    def __exit__(self, *exception: object) -> None:
        if self._display:
            self._display.move(self._label, 1, 1)
