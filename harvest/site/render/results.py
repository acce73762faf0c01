"""Posted results in short: one small table for each outcome, from the registry's own structure."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

MOST_ROWS = 12
"""Rows of a table; the rest is at the registry."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A posted outcome; ``rows`` are (heading, a figure for each group), ``left_out`` the rest."""

    type: str
    title: str
    time_frame: str
    figure: str
    groups: tuple[str, ...]
    analysed: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    left_out: int
    p_values: tuple[str, ...]


def outcomes(rows: Iterable[sqlite3.Row], analyses: Iterable[sqlite3.Row]) -> list[Outcome]:
    """Outcomes from rows of ``result_outcomes``, with the p values of ``result_analyses``."""
    tested: dict[int, list[str]] = {}
    for analysis in analyses:
        if analysis["p_value"]:
            method = f" ({analysis['method']})" if analysis["method"] else ""
            sign = "" if analysis["p_value"][:1] in "<>=" else "= "
            tested.setdefault(analysis["outcome_position"], []).append(
                f"p {sign}{analysis['p_value']}{method}"
            )
    return [_outcome(row, tuple(tested.get(row["position"], ()))) for row in rows]


def _outcome(row: sqlite3.Row, p_values: tuple[str, ...]) -> Outcome:
    groups = [(str(g.get("id")), str(g.get("title") or "")) for g in _parsed(row["groups"])]
    found = list(_figures(_parsed(row["values"]), [id_ for id_, _ in groups]))
    analysed = {str(p.get("groupId")): p.get("value") for p in _parsed(row["participants"])}
    dispersion = (row["dispersion_type"] or "").replace("_", " ").lower()
    kind = ", ".join(part for part in (row["param_type_label"], dispersion) if part)
    figure = " · ".join(part for part in (kind, row["unit"]) if part)
    return Outcome(
        type=row["type_label"] or "",
        title=row["title"] or "",
        time_frame=row["time_frame"] or "",
        figure=figure,
        groups=tuple(title for _, title in groups),
        analysed=tuple(str(analysed.get(id_) or "") for id_, _ in groups),
        rows=tuple(found[:MOST_ROWS]),
        left_out=max(0, len(found) - MOST_ROWS),
        p_values=p_values,
    )


def _parsed(text: str | None) -> list[dict[str, Any]]:
    return _objects(json.loads(text)) if text else []


def _objects(found: object) -> list[dict[str, Any]]:
    """The objects of a list; what else a record may have in its place shows nothing."""
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _figures(
    classes: list[dict[str, Any]], groups: list[str]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    for class_ in classes:
        for category in _objects(class_.get("categories")):
            titles = (class_.get("title"), category.get("title"))
            heading = ": ".join(str(title) for title in titles if title)
            by_group = {str(m.get("groupId")): m for m in _objects(category.get("measurements"))}
            yield heading, tuple(_figure(by_group.get(group, {})) for group in groups)


def _figure(measurement: dict[str, Any]) -> str:
    text = str(measurement.get("value") or "")
    low, high = measurement.get("lowerLimit"), measurement.get("upperLimit")
    if measurement.get("spread"):
        text += f" ± {measurement['spread']}"
    elif low and high:
        text += f" ({low} to {high})"
    return text
