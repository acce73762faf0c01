"""Values that are computed once for a publication: a failure is told to those who wait, once.

Relies on Datasette.
"""

import asyncio
import gc
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from harvest.publish import publish
from harvest.site.app import make
from harvest.site.cache import once
from harvest.site.page import site as site_of
from tests.helpers.bases.work_base import filled


@pytest.fixture
def site(tmp_path: Path) -> Datasette:
    config = filled(tmp_path, 1, 1)
    publish(config)
    return make(config)


def _fails(connection: sqlite3.Connection) -> object:
    return connection.execute("SELECT a_column_of_later FROM trials").fetchall()


def _complaints(site: Datasette, asked: Any) -> list[str]:
    """What the event loop logs of a page that is made by ``asked``."""
    logged: list[str] = []

    async def page() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: logged.append(str(context["message"])))
        with site_of(site).database.generation.in_use():
            await asked()
        gc.collect()
        await asyncio.sleep(0)

    asyncio.run(page())
    return logged


def test_a_failure_that_a_page_no_longer_waits_for_is_not_logged_as_never_seen(
    site: Datasette,
) -> None:
    async def asked() -> None:
        first, second = once(site, "first", _fails), once(site, "second", _fails)
        with pytest.raises(sqlite3.OperationalError, match="a_column_of_later"):
            await first
        await asyncio.wait([second])

    assert _complaints(site, asked) == []


def test_everyone_who_waits_is_told_of_the_failure_and_the_next_asks_again(site: Datasette) -> None:
    calls: list[int] = []

    def works_later(connection: sqlite3.Connection) -> object:
        calls.append(1)
        return _fails(connection) if len(calls) == 1 else "found"

    async def asked() -> None:
        both = once(site, "key", works_later), once(site, "key", works_later)
        told = await asyncio.gather(*both, return_exceptions=True)
        assert [type(each) for each in told] == [sqlite3.OperationalError] * 2
        assert await once(site, "key", works_later) == "found"

    assert _complaints(site, asked) == []
    assert len(calls) == 2
