"""Signals that ask a run to stop, turned into an exception that unwinds it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_ASKED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(BaseException):
    """The process was asked to stop; like KeyboardInterrupt it is no error to recover from."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number

    @property
    def exit_code(self) -> int:
        """What a shell expects of a process that a signal ended."""
        return 128 + self.number


class Signals:
    """The signals of a process while a run is at work."""

    def __init__(self) -> None:
        self._deferring = False
        self._pending: int | None = None

    @contextmanager
    def deferred(self) -> Iterator[None]:
        """Within, a signal waits: for a short step that must not be left half done."""
        self._deferring = True
        try:
            yield
        finally:
            self._deferring = False
        if self._pending is not None:
            raise Interrupted(self._pending)

    def receive(self, number: int, frame: FrameType | None) -> None:
        """Handle a signal: raise Interrupted, now or when the short step is done."""
        del frame
        if not self._deferring:
            raise Interrupted(number)
        self._pending = number


@contextmanager
def interruptible() -> Iterator[Signals]:
    """Within, SIGINT, SIGTERM and SIGHUP raise Interrupted in the main thread.

    A transaction that is open then is undone on the way out. A signal that the process was started
    to ignore (as ``nohup`` does with SIGHUP) stays ignored. In another thread this does nothing.
    """
    signals = Signals()
    if threading.current_thread() is not threading.main_thread():
        yield signals
        return
    before = {number: signal.getsignal(number) for number in _ASKED}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, signals.receive)
    try:
        yield signals
    finally:
        for number, handler in before.items():
            if handler is not None:
                signal.signal(number, handler)
