"""``harvest snapshot``: the published site as static pages in one file, to send to somebody.

The real site is asked for its pages, as a browser would ask it, and each answer is kept with links
that lead from file to file. Its clock stands at the moment of the publication, so that one
publication gives the same file, whenever it is made.
"""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from harvest.clock import Clock, FixedClock
from harvest.config import Config
from harvest.errors import CannotCreate, NoPermission, UsageError
from harvest.machine.output import write
from harvest.packs.folders import using
from harvest.publish.read import open_published
from harvest.site.app import make
from harvest.snapshot.bundle import bundle
from harvest.snapshot.walk import Walk

ENDING = ".zip"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was made: ``pages`` that a reader opens, ``bytes`` of the file.

    ``lost`` are addresses that the site refused, as they took too long: links to them are left out.
    """

    pages: int
    bytes: int
    lost: tuple[str, ...] = ()


def snapshot(
    config: Config,
    file: Path,
    *,
    sample: bool = False,
    told: Callable[[int, int], None] = lambda done, known: None,
) -> Snapshot:
    """Write what is published as static pages to ``file``: whole, or not at all.

    ``told`` hears how many addresses have been asked for, and how many are known of.

    Raises UsageError for another ending than ``.zip``, CannotCreate or NoPermission where the file
    can't be made there, StorageError if nothing that can be served is published.
    """
    if file.suffix.lower() != ENDING:
        raise UsageError(f"{file}: a snapshot is a ZIP file; give a name that ends in {ENDING}")
    _must_be_writable(file)
    with using(config.topic.packs), TemporaryDirectory(prefix="harvest-snapshot-") as folder:
        publication = Path(folder, "evidence.db")
        open_published(config).close()
        shutil.copyfile(config.publish.path, publication)
        with closing(sqlite3.connect(publication)) as connection:
            clock = _moment(connection)
        site = make(_still(config, publication), sample=sample, clock=clock, still=True)
        walk = Walk(site, publication, Path(folder, "pages"), told)
        try:
            body = asyncio.run(_made(walk))
        finally:
            site.get_database("evidence").current.close()
    write(file, body)
    return Snapshot(walk.pages, len(body), tuple(sorted(walk.lost)))


async def _made(walk: Walk) -> bytes:
    return await bundle(await walk.whole())


def _still(config: Config, publication: Path) -> Config:
    """A configuration for pages without an address, that nobody can write to."""
    return replace(
        config,
        publish=replace(config.publish, path=publication),
        serve=replace(config.serve, base_url=None, public_sql="off"),
        subscriptions=None,
    )


def _must_be_writable(file: Path) -> None:
    """Say before minutes of work what would be said after them."""
    folder = file.resolve().parent
    if file.is_dir():
        raise CannotCreate(f"{file}: is a folder; give the name of a file")
    if not folder.is_dir():
        raise CannotCreate(f"{folder}: no such folder; make it, or choose another")
    if not os.access(folder, os.W_OK):
        raise NoPermission(f"{folder}: no permission to write there; choose another folder")


def _moment(connection: sqlite3.Connection) -> Clock:
    [published_at] = connection.execute("SELECT published_at FROM publication").fetchone()
    return FixedClock(datetime.fromisoformat(published_at).astimezone(UTC))
