"""A round of mails: each reader who is due and for whom there is news gets one, nobody two.

Before a mail is handed over it is noted that it may have been delivered; once the server has
answered, what became of it. A mail of which nobody knows counts as delivered: rather one too few
than one twice.
"""

import itertools
import smtplib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from harvest.clock import Clock
from harvest.config import Subscriptions
from harvest.digest.compose import Digest, Listed, compose
from harvest.digest.deliver import FAULTS, connected, why
from harvest.digest.state import State
from harvest.errors import UpstreamUnavailable
from harvest.machine.crash_points import point
from harvest.subscriptions import mails
from harvest.subscriptions.book import Book, Reader
from harvest.subscriptions.following import watch
from harvest.subscriptions.handing import Fate, hand_over

_SLACK = timedelta(hours=2)
"""A round that begins a little earlier than the one before still finds its readers due."""


@dataclass(slots=True)
class Sent:
    """What a round did: mails taken, readers without news, refused, deleted, of unknown fate."""

    taken: int = 0
    nothing: int = 0
    refused: int = 0
    deleted: int = 0
    unknown: int = 0
    waiting: int = 0

    @property
    def told(self) -> str:
        """It in one line, in which nobody is named."""
        parts = [
            f"{self.taken} mail{'s' * (self.taken != 1)} sent",
            f"{self.nothing} without news",
            *([f"{self.refused} refused"] if self.refused else []),
            *([f"{self.deleted} deleted after refusals"] if self.deleted else []),
            *([f"{self.unknown} of unknown fate"] if self.unknown else []),
            *([f"{self.waiting} put off"] if self.waiting else []),
        ]
        return ", ".join(parts)


def first_state(connection: sqlite3.Connection) -> str:
    """What a reader knows who asks for news from now on."""
    newest = connection.execute("SELECT coalesce(max(id), 0) FROM changes").fetchone()[0]
    released = connection.execute(
        "SELECT id FROM upstream_changes WHERE released_on IS NOT NULL ORDER BY id"
    )
    return State(newest, {}, tuple(number for (number,) in released)).text


def send(
    subscriptions: Subscriptions,
    site: str,
    connection: sqlite3.Connection,
    listed: Listed,
    clock: Clock,
) -> Sent:
    """Send every reader who is due what is new. The caller lets one round run at a time.

    ``site`` is the public address. Raises UpstreamUnavailable where the mail server can't be
    reached or breaks off: whoever has no mail yet gets it with the next round.
    """
    done = Sent()
    with Book(subscriptions.path) as book:
        every = timedelta(days=subscriptions.every_days) - _SLACK
        due = _with_news(book, book.due(clock.now(), every), connection, listed, done)
        first = next(due, None)
        if first is None:
            return done
        reached = False
        try:
            with connected(subscriptions) as server:
                reached = True
                round_ = _Round(book, server, subscriptions.sender, site, clock, done)
                for news in itertools.chain([first], due):
                    round_.send(*news)
        except FAULTS as error:
            done.waiting += (not reached) + sum(1 for _ in due)
            raise UpstreamUnavailable(
                f"mail server {subscriptions.host}: {why(error)}; {done.told}; the next round "
                "sends the rest"
            ) from None
    return done


def _with_news(
    book: Book,
    readers: Iterable[Reader],
    connection: sqlite3.Connection,
    listed: Listed,
    done: Sent,
) -> Iterator[tuple[Reader, Digest, str]]:
    """The readers for whom there is news, the news, and what they know after it."""
    for reader in readers:
        state = State.of(reader.state)
        digest = compose(connection, watch(reader.follows), state, None, listed)
        after = state.after(digest).text
        if digest.empty:
            done.nothing += 1
            book.knows(reader, after)
        else:
            yield reader, digest, after


@dataclass(frozen=True, slots=True)
class _Round:
    book: Book
    server: smtplib.SMTP
    sender: str
    site: str
    clock: Clock
    done: Sent

    def send(self, reader: Reader, digest: Digest, after: str) -> None:
        """Hand over one mail, between the two notes of it."""
        now = self.clock.now()
        link = self.book.leave_link(reader, now)
        message = mails.of_news(
            digest, reader.follows, self.site, link, self.sender, reader.address, now
        )
        before = self.book.last_sent(reader)
        if not self.book.begin(reader, after, now):
            return  # who has left meanwhile gets none
        point("subscription mail begun")
        with self._not_taken(reader, before):
            fate = hand_over(self.server, self.sender, reader.address, message)
        point("subscription mail handed over")
        if fate is Fate.NOT_TAKEN:
            self.book.not_taken(reader, before)
            self.done.waiting += 1
        elif fate is Fate.REFUSED:
            self.done.refused += 1
            self.done.deleted += self.book.refused(reader)
        else:
            self.book.knows(reader, after)
            self.done.taken += fate is Fate.TAKEN
            self.done.unknown += fate is Fate.UNKNOWN
        if fate is Fate.UNKNOWN:
            raise smtplib.SMTPServerDisconnected

    @contextmanager
    def _not_taken(self, reader: Reader, before: str | None) -> Iterator[None]:
        try:
            yield
        except FAULTS:
            self.book.not_taken(reader, before)
            self.done.waiting += 1
            raise
