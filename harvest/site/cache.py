"""Remembers what follows from the published file alone, for as long as that file is served.

The file never changes in place, so a figure that was worked out once stands until the next
publication: counts of a list without filters, the words of the vocabulary, what each saved query
finds.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from datasette.app import Datasette

from harvest.site.page import site
from harvest.site.serving.hotswap import Generation

T = TypeVar("T")

MOST = 2000
"""Values kept for one generation; those that nobody asked for the longest go first."""

_kept: WeakKeyDictionary[Generation, dict[Hashable, asyncio.Future[Any]]] = WeakKeyDictionary()


def once(
    datasette: Datasette,
    key: Hashable,
    work: Callable[[sqlite3.Connection], T],
    *,
    patient: bool = False,
) -> asyncio.Future[T]:
    """The value of ``work`` on the generation of this request, worked out at the first call.

    ``patient`` work may take seconds and has threads of its own.
    Awaited by several requests it is worked out once; one that was given up still ends. A failure
    is told to all that wait, and forgotten.
    """
    generation = site(datasette).database.generation
    kept = _kept.setdefault(generation, {})
    loop = asyncio.get_running_loop()
    future = kept.pop(key, None)
    if future is None or (not future.done() and future.get_loop() is not loop):
        future = loop.create_task(generation.run(work, patient=patient))
        future.add_done_callback(lambda done: _forget_failure(kept, key, done))
    kept[key] = future  # behind all others
    while len(kept) > MOST:
        kept.pop(next(iter(kept)))
    return cast("asyncio.Future[T]", _shielded(future))


def is_begun(datasette: Datasette, key: Hashable) -> bool:
    """Whether a value is worked out already, or just being so."""
    return key in _kept.get(site(datasette).database.generation, ())


def _shielded(future: asyncio.Future[Any]) -> asyncio.Future[Any]:
    shown = asyncio.shield(future) if not future.done() else _again(future)
    # A page that asks for two values and is ended by the first never awaits the second: whoever
    # awaits it is told of its failure, and the log is not told of it as one that nobody saw.
    shown.add_done_callback(_seen)
    return shown


def _again(done: asyncio.Future[Any]) -> asyncio.Future[Any]:
    """What was worked out, in another event loop or in this one, to be awaited in this one."""
    again: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    if done.cancelled():
        again.cancel()
    elif (error := done.exception()) is not None:
        again.set_exception(error)
    else:
        again.set_result(done.result())
    return again


def _seen(done: asyncio.Future[Any]) -> None:
    if not done.cancelled():
        done.exception()


def _forget_failure(
    kept: dict[Hashable, asyncio.Future[Any]], key: Hashable, done: asyncio.Future[Any]
) -> None:
    if (done.cancelled() or done.exception() is not None) and kept.get(key) is done:
        del kept[key]
