"""The bundled synthetic sample: sixty trials, nine more elsewhere, a hundred and ten papers.

It has a year of changes, is written as of one year and can be had as of any other: with ``ends``,
all its dates are moved so that its last data came out on that day.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

from harvest.standin.corpora.corpus import Corpus, Fixed
from harvest.standin.sample.happenings import Expected
from harvest.standin.sample.moving import Moved, moved
from harvest.standin.sample.portal import FILE, exported
from harvest.standin.sample.topics import STATES, TOPICS, topics
from harvest.standin.sample.year import EPOCHS, MASS_CHANGES, STAMPS, MassChange, year
from harvest.standin.sample.year import expected_events as written_events

_LAST = datetime.fromisoformat(STAMPS[-1])
AGES = tuple(_LAST.date() - datetime.fromisoformat(stamp).date() for stamp in STAMPS)
"""How long before the last state each state was."""


def sample(epoch: int | None = None, *, ends: date | None = None) -> Corpus:
    """The sample through its year of twelve states, or one of them alone; ``ends`` as above."""
    corpus = year() if ends is None else _moved(_days(ends))
    return corpus if epoch is None else Fixed((corpus.state(epoch),))


def other_topics(*, ends: date | None = None) -> Corpus:
    """Made-up records of two more topics, in two states: those of the sample's last two months."""
    return topics() if ends is None else Moved(topics(), _days(ends))


def last_data(now: datetime) -> date:
    """The day of the last data that a registry which puts them out each morning has put out."""
    return (now - timedelta(hours=_LAST.hour, minutes=_LAST.minute + 1)).date()


def expected_events(epoch: int, *, ends: date | None = None) -> tuple[Expected, ...]:
    """What must be told of the step to this epoch; nothing of the first, which is the baseline."""
    days = 0 if ends is None else _days(ends)
    return tuple(
        replace(
            event,
            old=None if event.old is None else moved(event.old, days),
            new=None if event.new is None else moved(event.new, days),
        )
        for event in written_events(epoch)
    )


def _days(ends: date) -> int:
    return (ends - _LAST.date()).days


@cache
def _moved(days: int) -> Corpus:
    return Moved(year(), days)


__all__ = [
    "AGES",
    "EPOCHS",
    "FILE",
    "MASS_CHANGES",
    "STAMPS",
    "STATES",
    "TOPICS",
    "Expected",
    "MassChange",
    "expected_events",
    "exported",
    "last_data",
    "other_topics",
    "sample",
]
