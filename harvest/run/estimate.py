"""How long the rest of a first harvest will take, said once as soon as that can be told."""

from collections.abc import Callable, Collection
from math import ceil

from harvest.records import Progress
from harvest.sources.pubmed.asking import NAME

Say = Callable[[str], None]

_AFTERWARDS = 1.2
"""What follows the papers of the searches (papers that trials call for, the last definitions, the
evidence), as a share of the time that those take."""


def nothing(sentence: str) -> None:
    """Say nothing."""


class Estimate:
    """Watches how fast the papers of the searches come, by far the most of what is waited for.

    ``searches`` are the names of the searches; without any nothing is said.
    """

    def __init__(self, searches: Collection[str], say: Say) -> None:
        self._searches = searches
        self._say = say
        self._first: tuple[float, int] | None = None
        self._told = False

    def see(self, event: Progress, now: float) -> None:
        """Take note of how far a walk is, at ``now`` in seconds of a monotonic clock."""
        if self._told or event.source != NAME or event.label not in self._searches:
            return
        if self._first is None and event.total is not None and event.done < event.total:
            self._first = now, event.done
        elif self._first is not None and event.total is not None:
            then, done = self._first
            came = event.done - done
            if came > 0:
                self._told = True
                seconds = (event.total - event.done) * (now - then) / came * _AFTERWARDS
                self._say(f"{event.total:,} papers, with their definitions: {_about(seconds)}.")


def _about(seconds: float) -> str:
    if seconds < 60:
        return "less than a minute to go"
    minutes = ceil(seconds / 60)
    return f"about {minutes} minute{'s' if minutes > 1 else ''} to go"
