"""The statements of a list, put together from files; every value is bound."""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from harvest.site.fts import match_expression
from harvest.site.holdings import Holdings
from harvest.site.lists.asked import BEST, NEAREST, SORTS, Asked, Sort
from harvest.site.lists.facets import Facet, Kind, facets
from harvest.site.page import statement

RELEVANT = 0.5
"""Relevance from which a list shows a record unasked."""

KEYS: dict[Kind, str] = {"trials": "nct_id", "articles": "pmid"}

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


def page(asked: Asked, held: Holdings) -> Statement:
    """The ids of one page of the list."""
    return _ordered(asked, held, asked.size, (asked.page - 1) * asked.size)


def whole(asked: Asked, held: Holdings) -> Statement:
    """Every id of the list, in its order."""
    return _ordered(asked, held, -1, 0)


def total(asked: Asked, held: Holdings) -> Statement:
    """How many records the list has."""
    ids = _ids(asked, held)
    return Statement(statement("lists/total").format(ids=ids.sql), ids.bound)


def not_indexed(asked: Asked, held: Holdings) -> Statement | None:
    """The rowids that meet the words and the facets which are not shown; None if none is asked."""
    shown = {facet.name for facet in facets(asked.kind) if facet.shown}
    others = tuple((name, values) for name, values in asked.chosen if name not in shown)
    if not asked.words and not others:
        return None
    return _ids(asked.changed(chosen=others, everything=True), held, key="rowid")


def counts(
    asked: Asked, held: Holdings, only: tuple[str, ...] | None = None
) -> Iterator[Statement]:
    """Statements of (facet, value, records): what each value would leave, were it chosen too.

    Of the facets that are shown, or ``only`` of some. The first statement also tells how many
    records the whole list has, under no facet. Each facet that narrows the list has a statement of
    its own, in which it does not: its other values are what could be chosen instead.
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
    parts = [
        statement("lists/count").format(name=facet.name, relation=facet.relation) for facet in those
    ]
    sql = statement("lists/counts").format(ids=ids.sql, facets="".join(parts))
    return Statement(sql, ids.bound)


def _ordered(asked: Asked, held: Holdings, limit: int, offset: int) -> Statement:
    sort = order_of(asked, held)
    ids = _ids(asked, held, ranked=sort is BEST)
    order, bound = sort.sql, ids.bound
    if asked.everything and asked.kind in held.ranked and not asked.words:
        order, bound = f"{_IS_RELEVANT} DESC, {order}", (*bound, RELEVANT)
    sql = statement("lists/page").format(ids=ids.sql, order=order)
    return Statement(sql, (*bound, limit, offset))


def _ids(
    asked: Asked, held: Holdings, *, ranked: bool = False, key: str | None = None
) -> Statement:
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
    for facet in facets(asked.kind):
        if values := asked.values(facet.name):
            conditions.append(
                statement("lists/chosen").format(key=KEYS[table], relation=facet.relation)
            )
            bound.append(json.dumps(values))
    sql = statement("lists/ids").format(
        key=key or KEYS[table], source=source, conditions=" AND ".join(conditions)
    )
    return Statement(sql, tuple(bound))
