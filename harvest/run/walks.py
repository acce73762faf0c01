"""Sources that walk in threads of their own, and the short way from them to the one writer.

Each walker hands what it finds to one queue, in which no more than a few pages of it wait: its next
answer is on its way while the last is stored, a slow neighbour does not hold it up, and memory
stays small.
"""

import queue
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from harvest.records import Event
from harvest.sources import Job, Source
from harvest.web import Stopped

QUEUED = 4  # events of one walker that wait for the writer: two pages, and how far it is after each
_POLL = 0.2  # seconds between looks at whether to stop

Walker = Callable[[Job], Iterator[Event]]


@dataclass(frozen=True, slots=True)
class Ended:
    """A walker has nothing more to report."""

    source: Source
    error: Exception | None
    beside: bool = False
    """Whether it accompanied the others"""


class Walks:
    """The walkers at work, and the queue that they report to."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[tuple[Event | Ended, threading.Semaphore | None]]
        self._events = queue.SimpleQueue()
        self._stop = threading.Event()
        self._left: Counter[bool] = Counter()  # by whether they accompany the others

    def begin(self, source: Source, walker: Walker, job: Job, *, beside: bool = False) -> None:
        """Let a walker walk from now on; ``beside`` the others, as long as there are any."""
        self._left[beside] += 1
        # A daemon: a run that is told to stop does not wait for an answer from a registry.
        threading.Thread(
            target=self._report, args=(source, walker, job, beside), daemon=True
        ).start()

    def until_ended(
        self, look_up: Callable[[], None], *, beside: bool = False
    ) -> Iterator[Event | Ended]:
        """What the walkers report, until all have ended; with ``beside`` those beside them as well.

        Whoever takes an event has dealt with it before the next one is given. ``look_up`` is called
        now and then, also while nothing is reported; what it raises ends the waiting.
        """
        while self._left[False] or (beside and self._left[True]):
            look_up()
            with suppress(queue.Empty):
                event, room = self._events.get(timeout=_POLL)
                if room is not None:
                    room.release()
                if isinstance(event, Ended):
                    self._left[event.beside] -= 1
                yield event

    def stop(self) -> None:
        """Let no walker report anything more."""
        self._stop.set()

    def _report(self, source: Source, walker: Walker, job: Job, beside: bool) -> None:
        """Walk, and put what is found into the queue, the end included."""
        error: Exception | None = None
        room = threading.Semaphore(QUEUED)
        try:
            for event in walker(job):
                if not self._wait_for(room):
                    return
                self._events.put((event, room))
        except Stopped:
            return  # nobody listens any more
        except Exception as caught:  # noqa: BLE001  # the main thread raises it again
            error = caught
        self._events.put((Ended(source, error, beside), None))

    def _wait_for(self, room: threading.Semaphore) -> bool:
        """Wait until one more may be put into the queue; False if the run is over."""
        while not self._stop.is_set():
            if room.acquire(timeout=_POLL):
                return True
        return False


class CalledFor:
    """Ids that stored records call for: from the writer to a walker that goes along with the run.

    To iterate is to wait for them: a set for each page that was stored, an empty one where nothing
    more is to come for a while, the end when nothing more will come.
    """

    def __init__(self) -> None:
        self._sets: queue.SimpleQueue[frozenset[str] | None] = queue.SimpleQueue()

    def __iter__(self) -> Iterator[frozenset[str]]:
        return iter(self._sets.get, None)

    def add(self, ids: Iterable[str]) -> None:
        """Hand on what a stored page calls for."""
        if found := frozenset(ids):
            self._sets.put(found)

    def pause(self) -> None:
        """Say that what was handed on so far is all for a while."""
        self._sets.put(frozenset())

    def end(self) -> None:
        """Say that nothing more will come."""
        self._sets.put(None)
