"""The index of a list in memory tells exactly what the statements on the file tell.

Relies on Datasette.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Literal

import numpy as np
import pytest
from datasette.app import Datasette

from harvest.site.app import make
from harvest.site.catalog import Holdings, holdings
from harvest.site.lists import answer, select
from harvest.site.lists.asked import Asked
from harvest.site.lists.facets import Kind, facets
from harvest.site.lists.index import _FEW, Column, Index, _places_of, build
from tests.helpers.bases.rich_base import build as published
from tests.helpers.registries import several

KINDS: tuple[Kind, ...] = ("trials", "articles")
SHOWN: tuple[Literal["studies", "registrations"], ...] = ("studies", "registrations")


@pytest.fixture(scope="module", params=[published, several.build])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Datasette]:
    made = make(request.param(tmp_path_factory.mktemp("index")))
    yield made
    made.get_database("evidence").close()


@pytest.fixture(scope="module")
def held(site: Datasette) -> Holdings:
    return asyncio.run(_holdings(site))


async def _holdings(site: Datasette) -> Holdings:
    return await holdings(site)


@pytest.fixture(scope="module")
def connection(site: Datasette) -> Iterator[sqlite3.Connection]:
    path = site.get_database("evidence").path
    opened = sqlite3.connect(f"file:{path}?immutable=1", uri=True)
    yield opened
    opened.close()


def filters(kind: Kind, index: Index) -> Iterator[Asked]:
    """No filter, every value of every facet, and every pair of values of different facets."""
    values = [(name, value) for name, column in index.columns.items() for value in column.values]
    yield Asked(kind)
    for name, value in values:
        yield Asked(kind, chosen=((name, (value,)),))
    for (one, first), (other, second) in combinations(values, 2):
        if one == other:
            yield Asked(kind, chosen=((one, (first, second)),))
        else:
            yield Asked(kind, chosen=((one, (first,)), (other, (second,))))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("words", ["", "cells"])
def test_figures_and_pages_equal_those_of_the_file(
    connection: sqlite3.Connection, held: Holdings, kind: Kind, everything: bool, words: str
) -> None:
    index = build(kind, held)(connection)
    seen = 0
    for filtered, show in product(filters(kind, index), SHOWN[: 2 if kind == "trials" else 1]):
        asked = replace(filtered, words=words, everything=everything, show=show)
        by_index = answer._counted(asked, held, None, index)(connection)
        assert by_index == answer._figures(asked, held, None)(connection), asked
        seen += by_index.total
    assert seen


@pytest.mark.parametrize("kind", KINDS)
def test_pages_in_every_order_equal_those_of_the_file(
    connection: sqlite3.Connection, held: Holdings, kind: Kind
) -> None:
    index = build(kind, held)(connection)
    assert len(index.orders) > 1
    for sort, everything, page, show in product(index.orders, (False, True), (1, 2, 3), SHOWN):
        asked = Asked(kind, sort=sort, everything=everything, page=page, most=2, show=show)
        by_file = [row[0] for row in connection.execute(*select.page(asked, held))]
        assert index.page(asked, held, answer._fetcher(connection)) == by_file, asked


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ranked", [1, 2, 2_000])
def test_what_matches_best_comes_first_and_of_very_many_the_newest_are_ranked(
    connection: sqlite3.Connection,
    held: Holdings,
    kind: Kind,
    ranked: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(select, "RANKED", ranked)
    index = build(kind, held)(connection)
    for words, page, show in product(("cells", "cirrhosis OR aspirin", "no"), (1, 2), SHOWN):
        asked = Asked(kind, words=words, page=page, most=3, show=show)
        by_file = [row[0] for row in connection.execute(*select.page(asked, held))]
        assert index.page(asked, held, answer._fetcher(connection)) == by_file, asked
    if ranked == 1:
        newest = [index.ids[place] for place in np.flatnonzero(~index.removed)[::-1]]
        asked = Asked(kind, words="cells", show="registrations")
        listed = index.page(asked, held, answer._fetcher(connection))
        assert listed == [id_ for id_ in newest if id_ in listed]


def test_words_are_looked_up_once(connection: sqlite3.Connection, held: Holdings) -> None:
    index = build("trials", held)(connection)
    asked_for: list[select.Statement] = []

    def fetch(wanted: select.Statement) -> str | None:
        asked_for.append(wanted)
        return answer._fetcher(connection)(wanted)

    words = Asked("trials", words="cells")
    first = index.page(words, held, fetch)
    assert len(asked_for) == 2  # which they are, and how well each matches
    for asked in (words, replace(words, page=2), words.toggled("country", "China")):
        index.page(asked, held, fetch)
    assert len(asked_for) == 2
    assert index.page(words, held, fetch) == first != []


def test_a_facet_that_is_only_linked_to_narrows_too(
    connection: sqlite3.Connection, held: Holdings
) -> None:
    index = build("trials", held)(connection)
    hidden = next(f for f in facets("trials") if f.name == "sponsor")
    assert not hidden.shown
    for (name,) in connection.execute("SELECT DISTINCT name FROM sponsors").fetchall():
        asked = Asked("trials", chosen=(("sponsor", (name,)), ("country", ("China",))))
        by_index = answer._counted(asked, held, None, index)(connection)
        assert by_index == answer._figures(asked, held, None)(connection)


def test_values_that_nothing_has_leave_nothing(
    connection: sqlite3.Connection, held: Holdings
) -> None:
    index = build("trials", held)(connection)
    asked = Asked("trials", chosen=(("status", ("no such status",)),))
    told = answer._counted(asked, held, None, index)(connection)
    assert (told.total, told.left_out) == (0, 0)
    assert told.counts is not None
    assert told.counts["status"]  # what could be chosen instead
    assert "country" not in told.counts


def test_what_was_removed_is_counted_by_itself(
    connection: sqlite3.Connection, held: Holdings
) -> None:
    index = build("trials", held)(connection)
    asked = Asked("trials", removed=True)
    by_index = answer._counted(asked, held, None, index)(connection)
    assert by_index == answer._figures(asked, held, None)(connection)


def test_the_site_answers_from_the_index_once_it_is_read(
    site: Datasette, held: Holdings, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_china = Asked("trials", chosen=(("country", ("China",)),))

    async def wait_and_ask() -> tuple[answer.Figures, answer.Figures]:
        while answer._known(site, "trials", held) is None:
            await asyncio.sleep(0.01)
        by_file = answer._figures(in_china, held, None)(connection)
        monkeypatch.setattr(answer, "_figures", None)  # the file is not counted any more
        return await answer.figures(site, in_china), by_file

    by_index, by_file = asyncio.run(wait_and_ask())
    assert by_index == by_file
    assert by_index.total >= 3


def test_places_are_those_of_the_rowids_whether_some_are_missing_or_not() -> None:
    for rowids in ([5, 6, 7], [5, 7, 9]):
        there = np.array(rowids, dtype=np.int64)
        assert _places_of(f"{rowids[2]},{rowids[0]}", there).tolist() == [2, 0]
        assert _places_of(None, there).tolist() == []


@pytest.mark.parametrize("size", [1, 7, 64, 1_001])
def test_a_facet_of_few_values_is_counted_as_one_of_many(size: int) -> None:
    rng = np.random.default_rng(size)
    few = {f"value {code}": code for code in range(5)}
    many = few | {f"other {code}": code for code in range(5, _FEW + 1)}
    records = rng.integers(0, size, 3 * size).astype(np.int32)
    pairs = np.unique(np.stack([records, rng.integers(0, 4, 3 * size)]), axis=1).astype(np.int32)
    by_bits, by_pairs = (Column.of(values, *pairs, size) for values in (few, many))
    assert by_bits.bits is not None
    assert by_pairs.bits is None
    for share in (0, 0.1, 0.5, 1):
        among = rng.random(size) < share
        assert by_bits.counts(among) == by_pairs.counts(among)
        assert sum(by_bits.counts(among).values()) == among[pairs[0]].sum()
