"""Asks the site for every page that its own pages lead to, and keeps the answers in a folder."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from datasette.app import Datasette

from harvest.errors import StorageError
from harvest.queries import load
from harvest.site.context import site_of
from harvest.site.render.addresses import page_of
from harvest.site.serving.hotswap import Generation
from harvest.snapshot.places import DATABASE, LISTS, Left, Place, place
from harvest.snapshot.rewriting import addresses

_OK, _FAULT = 200, 500
_MOVED = (301, 302, 307, 308)
_MOST_MOVES = 5
_RECORDS = (
    "SELECT 'trial', trial_id FROM trials UNION ALL SELECT 'article', article_id FROM articles"
)
_START = ("/", "/search", *LISTS)


class Walk:
    """The pages of a site that serves one ``publication``, and where each address of it stands.

    ``at`` tells of each place whether it is a page; the answer lies there under ``folder``.
    ``lost`` are addresses that pages lead to and the site refused.
    """

    def __init__(
        self,
        site: Datasette,
        publication: Path,
        folder: Path,
        told: Callable[[int, int], None] = lambda *_: None,
    ) -> None:
        self.site = site
        self.publication = publication
        self.folder = folder
        self.at: dict[str, bool] = {}
        self.lost: set[str] = set()
        self._told = told
        self._moved: dict[str, str] = {}
        self._defaults = {
            query.slug: [
                (name, "" if value is None else str(value))
                for name, value in query.values({}).items()
            ]
            for query in load()
        }

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(self.at.values())

    @property
    def generation(self) -> Generation:
        """The publication that the pages are of."""
        of = site_of(self.site)
        if of is None:
            raise LookupError("not a site of harvest")
        return of.database.generation

    def file(self, path: str) -> Path:
        """The file of an answer, as the site gave it."""
        return self.folder / path

    async def whole(self) -> "Walk":
        """Ask for everything; returns itself."""
        with self.generation.in_use():
            waiting = [*_START, *self._records()]
            known = set(waiting)
            done = 0
            while waiting:
                for found in sorted(await self.take(waiting.pop())):
                    at = self._place(found)
                    if isinstance(at, Place) and at.address not in known:
                        known.add(at.address)
                        waiting.append(at.address)
                done += 1
                self._told(done, len(known))
        return self

    def found(self, address: str) -> Place | Left:
        """Where an address stands that a page leads to."""
        at = self._place(address)
        for _ in range(_MOST_MOVES):
            if isinstance(at, Left) or at.address not in self._moved:
                break
            at = self._place(self._moved[at.address])
        is_there = isinstance(at, Left) or at.path in self.at or at.path == DATABASE
        return at if is_there else Left.BUT_NOT_ITS_TEXT

    def _place(self, address: str) -> Place | Left:
        return place(address, self._defaults)

    def _records(self) -> list[str]:
        """The page of every record: no list leads to those of low relevance as it stands."""
        with closing(sqlite3.connect(f"{self.publication.as_uri()}?mode=ro", uri=True)) as db:
            return [page_of(kind, key) for kind, key in db.execute(_RECORDS)]

    async def take(self, address: str) -> set[str]:
        """Keep the answer to an address; the addresses that it leads to.

        Raises StorageError where the site fails: a snapshot has every page, or is not made.
        """
        at = self._place(address)
        if isinstance(at, Left) or at.path == DATABASE:
            return set()
        answer = await self.site.client.get(address, follow_redirects=False)
        if answer.status_code in _MOVED:
            self._moved[at.address] = answer.headers["location"]
            return {answer.headers["location"]}
        if answer.status_code >= _FAULT:
            raise StorageError(
                f"{address}: the page can't be made; see the log, and run `harvest publish` if the "
                "file was published by an earlier version"
            )
        if answer.status_code != _OK:
            self.lost.add(address)
            return set()
        is_page = answer.headers["content-type"].startswith("text/html")
        file = self.folder / at.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(answer.content)
        self.at[at.path] = is_page
        return addresses(answer.text) if is_page else set()
