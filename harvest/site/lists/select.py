"""The statements of a list, put together from files; every value is bound."""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from harvest.fulltext import match_expression
from harvest.queries import RELEVANT
from harvest.site.catalog import Holdings
from harvest.site.lists.asked import BEST, NEAREST, SORTS, Asked, Sort
from harvest.site.lists.facets import KEYS, STUDIES, Facet, facets
from harvest.site.page import statement

RANKED = 2_000
"""Records that are ranked by how well they match: of more that do, the newest; the others follow,
newest first. Words that so many records hold say little, and ranking costs most of a search."""

_IS_RELEVANT = "coalesce(r.relevance, 1) >= ?"


class Statement(NamedTuple):
    """SQL and the values that it binds."""

    sql: str
    bound: tuple[object, ...]


def sorts(asked: Asked, held: Holdings) -> tuple[Sort, ...]:
    """The orders that a list offers, the usual one first."""
    return (
        *((BEST,) if asked.words else ()),
        *SORTS[asked.kind],
        *((NEAREST,) if asked.kind in held.ranked else ()),
    )


def order_of(asked: Asked, held: Holdings) -> Sort:
    """The order that a list asks for, or the usual one."""
    offered = sorts(asked, held)
    return next((sort for sort in offered if sort.name == asked.sort), offered[0])


def leaves_out(asked: Asked, held: Holdings) -> bool:
    """Whether the list leaves out what only touches the topic: not where words are searched."""
    return asked.kind in held.ranked and not (asked.everything or asked.words or asked.removed)


def by_study(asked: Asked) -> bool:
    """Whether the list shows each study once, not each of its registrations."""
    return asked.kind == "trials" and asked.show == "studies"


def page(asked: Asked, held: Holdings) -> Statement:
    """The ids of one page of the list."""
    return _ordered(asked, held, asked.size, (asked.page - 1) * asked.size)


def whole(asked: Asked, held: Holdings) -> Statement:
    """Every id of the list, in its order."""
    return _ordered(asked, held, -1, 0)


def total(asked: Asked, held: Holdings) -> Statement:
    """How many studies and how many registrations the list has: one row of both."""
    ids = _ids(asked, held)
    return Statement(statement("lists/total").format(ids=ids.sql), ids.bound)


def matching(asked: Asked) -> Statement:
    """The rowids of the records that hold the words, as one text."""
    sql = statement("lists/rowids").format(ids=f"SELECT rowid {_found(asked)}")
    return Statement(sql, (match_expression(asked.words),))


def linked(asked: Asked) -> Iterator[Statement]:
    """The same of those that have what is chosen, for each facet that lists do not show."""
    for having in _having(asked, [facet for facet in facets(asked.kind) if not facet.shown]):
        ids = statement("lists/linked").format(
            table=asked.kind, key=KEYS[asked.kind], having=having.sql
        )
        yield Statement(statement("lists/rowids").format(ids=ids), having.bound)


def _having(asked: Asked, those: Iterable[Facet]) -> Iterator[Statement]:
    """The ids of the records that have what is chosen: of each facet, of some of them together."""
    together: dict[str, list[Facet]] = {}
    for facet in those:
        if not (values := asked.values(facet.name)):
            continue
        if facet.together:
            together.setdefault(facet.together, []).append(facet)
            continue
        sql = statement("lists/having").format(relation=facet.relation)
        yield Statement(sql, (json.dumps(values),))
    for group in together.values():
        parts = [statement("lists/part").format(relation=facet.relation) for facet in group]
        yield Statement(
            statement("lists/parts").format(parts=" INTERSECT ".join(parts)),
            tuple(json.dumps(asked.values(facet.name)) for facet in group),
        )


def ranked(asked: Asked, first: int) -> Statement:
    """The same of those that hold the words, from one rowid on, the best match first."""
    ids = f"SELECT rowid {_found(asked)} AND rowid >= ? ORDER BY rank, rowid DESC"
    return Statement(
        statement("lists/rowids").format(ids=ids), (match_expression(asked.words), first)
    )


def _found(asked: Asked) -> str:
    return f"FROM {asked.kind}_fts WHERE {asked.kind}_fts MATCH ?"


def counts(
    asked: Asked, held: Holdings, only: tuple[str, ...] | None = None
) -> Iterator[Statement]:
    """Statements of (facet, value, records): what each value would leave, were it chosen too.

    Of the facets that are shown, or ``only`` of some. The first statement also tells how many
    studies and registrations the whole list has, under no facet. Each facet that narrows the list
    has a statement of its own, in which it does not: its other values are what could be chosen
    instead.
    """
    shown = [
        facet
        for facet in facets(asked.kind)
        if facet.shown and (only is None or facet.name in only)
    ]
    yield _counting(asked, held, [facet for facet in shown if not asked.values(facet.name)])
    for facet in shown:
        if asked.values(facet.name):
            yield _counting(asked.with_values(facet.name, ()), held, [facet])


def _counting(asked: Asked, held: Holdings, those: Iterable[Facet]) -> Statement:
    ids = _ids(asked, held)
    counted = "study" if by_study(asked) else "id"
    parts = [
        statement("lists/count").format(name=facet.name, relation=facet.relation, counted=counted)
        for facet in those
    ]
    sql = statement("lists/counts").format(ids=ids.sql, facets="".join(parts))
    return Statement(sql, ids.bound)


def _ordered(asked: Asked, held: Holdings, limit: int, offset: int) -> Statement:
    sort = order_of(asked, held)
    order, by = sort.sql, tuple[object, ...]()
    if sort is BEST:
        order = statement("lists/best").format(found=_found(asked))
        by = (match_expression(asked.words), RANKED - 1)
    if asked.everything and asked.kind in held.ranked and not asked.words:
        order, by = f"{_IS_RELEVANT} DESC, {order}", (RELEVANT,)
    if by_study(asked):
        of_studies = _filled("lists/page_of_studies", asked, held, ranked=sort is BEST, order=order)
        return Statement(of_studies.sql, (*by, *of_studies.bound, limit, offset))
    ids = _ids(asked, held, ranked=sort is BEST)
    sql = statement("lists/page").format(ids=ids.sql, order=order)
    return Statement(sql, (*ids.bound, *by, limit, offset))


def _ids(asked: Asked, held: Holdings, *, ranked: bool = False) -> Statement:
    return _filled("lists/ids", asked, held, ranked=ranked)


def _filled(name: str, asked: Asked, held: Holdings, *, ranked: bool, order: str = "") -> Statement:
    """A statement over the records of a list; it binds what decides which records these are."""
    table = asked.kind
    conditions = [f"r.removed_on IS {'NOT ' if asked.removed else ''}NULL"]
    bound: list[object] = []
    source = f"{table} AS r"
    if asked.words:
        if ranked:
            source = f"{table}_fts JOIN {table} AS r ON r.rowid = {table}_fts.rowid"
            conditions.insert(0, f"{table}_fts MATCH ?")
        else:
            conditions.insert(0, statement("lists/matching").format(table=table))
        bound.append(match_expression(asked.words))
    if leaves_out(asked, held):
        conditions.append(_IS_RELEVANT)
        bound.append(RELEVANT)
    for having in _having(asked, facets(asked.kind)):
        conditions.append(statement("lists/chosen").format(key=KEYS[table], having=having.sql))
        bound += having.bound
    sql = statement(name).format(
        key=KEYS[table],
        study=STUDIES[table],
        source=source,
        conditions=" AND ".join(conditions),
        order=order,
    )
    return Statement(sql, tuple(bound))
