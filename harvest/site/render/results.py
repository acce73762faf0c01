"""Posted results in short: one small table for each outcome, from the registry's own structure."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

MOST_ROWS = 12
"""Rows of a table; the rest is at the registry."""

_SIGNS = "<>=≤≥≦≧~≈"
_STATED = re.compile(rf"[Pp]\s*(?:-?\s*value)?\s*(?=[{_SIGNS}])")
_NO_KIND = frozenset({None, "OTHER", "SUPERIORITY_OR_OTHER", "SUPERIORITY_OR_OTHER_LEGACY"})
PEOPLE = "Participants"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one group; ``of`` is how many it is of, where that is its row's own."""

    text: str
    comment: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A posted outcome; ``rows`` are (heading, a figure for each group), ``left_out`` the rest.

    ``analysed`` holds for all rows whose figures do not say otherwise.
    """

    type: str
    title: str
    time_frame: str
    figure: str
    groups: tuple[str, ...]
    analysed: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Figure, ...]], ...]
    left_out: int
    tests: tuple[str, ...]


def outcomes(rows: Iterable[sqlite3.Row], analyses: Iterable[sqlite3.Row]) -> list[Outcome]:
    """Outcomes from rows of ``result_outcomes``, with what ``result_analyses`` says of them."""
    tested: dict[int, list[sqlite3.Row]] = {}
    for analysis in analyses:
        tested.setdefault(analysis["outcome_position"], []).append(analysis)
    return [_outcome(row, tested.get(row["position"], [])) for row in rows]


def apart(groups: Sequence[tuple[str, str | None]]) -> tuple[str, ...]:
    """Titles of (title, description); where one stands twice, its description tells it apart."""
    times = Counter(title for title, _ in groups)
    told = Counter(groups)
    return tuple(
        title
        if times[title] == 1
        else f"{title} ({description})"
        if description and told[title, description] == 1
        else f"{title} (group {n})"
        for n, (title, description) in enumerate(groups, start=1)
    )


def _outcome(row: sqlite3.Row, tests: Sequence[sqlite3.Row]) -> Outcome:
    groups = [
        (str(g.get("id")), str(g.get("title") or ""), str(g.get("description") or ""))
        for g in _parsed(row["groups"])
    ]
    ids = [id_ for id_, _, _ in groups]
    titles = apart([(title, description) for _, title, description in groups])
    units = row["units_analysed"] or PEOPLE
    denominators = _parsed(row["denominators"])
    counted = {str(p.get("groupId")): p.get("value") for p in _parsed(row["participants"])}
    analysed = _analysed(denominators, units, ids) or tuple(
        str(counted.get(id_) or "") for id_ in ids
    )
    dispersion = (row["dispersion_type"] or "").replace("_", " ").lower()
    found = list(_rows(_parsed(row["values"]), ids, units, analysed, dispersion))
    kind = ", ".join(part for part in (row["param_type_label"], dispersion) if part)
    return Outcome(
        type=row["type_label"] or "",
        title=row["title"] or "",
        time_frame=row["time_frame"] or "",
        figure=" · ".join(part for part in (kind, row["unit"]) if part),
        groups=titles,
        analysed=analysed,
        rows=tuple(found[:MOST_ROWS]),
        left_out=max(0, len(found) - MOST_ROWS),
        tests=tuple(_test(test, dict(zip(ids, titles, strict=True))) for test in tests),
    )


def _parsed(text: str | None) -> list[dict[str, Any]]:
    return _objects(json.loads(text)) if text else []


def _objects(found: object) -> list[dict[str, Any]]:
    """The objects of a list; what else a record may have in its place shows nothing."""
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _analysed(
    denominators: Sequence[dict[str, Any]], units: str, groups: Sequence[str]
) -> tuple[str, ...]:
    """How many of what were looked at in each group; empty where nothing is said."""
    counts = {
        str(each.get("units")): {
            str(count.get("groupId")): str(count.get("value") or "")
            for count in _objects(each.get("counts"))
        }
        for each in denominators
    }
    if not counts:
        return ()
    chosen = units if units in counts else next(iter(counts))
    people = counts.get(PEOPLE, {})
    return tuple(_of(counts[chosen].get(id_, ""), chosen, people.get(id_, "")) for id_ in groups)


def _of(number: str, units: str, people: str) -> str:
    if units == PEOPLE or not number:
        return number
    word = units if units[1:2].isupper() else units[:1].lower() + units[1:]
    return f"{number} {word}" + (f" of {people} participants" if people else "")


def _rows(
    classes: list[dict[str, Any]],
    groups: list[str],
    units: str,
    analysed: tuple[str, ...],
    dispersion: str,
) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """Each row; its figures name their denominators if any row's differ from the outcome's."""
    own = [_analysed(_objects(each.get("denoms")), units, groups) for each in classes]
    differ = any(each and each != analysed for each in own)
    for class_, counted in zip(classes, own, strict=True):
        of = (counted or analysed) if differ else ("",) * len(groups)
        for category in _objects(class_.get("categories")):
            titles = (class_.get("title"), category.get("title"))
            heading = ": ".join(str(title) for title in titles if title)
            by_group = {str(m.get("groupId")): m for m in _objects(category.get("measurements"))}
            yield (
                heading,
                tuple(
                    Figure(_figure(m, dispersion), str(m.get("comment") or ""), n)
                    for m, n in zip((by_group.get(g, {}) for g in groups), of, strict=True)
                ),
            )


def _figure(measurement: dict[str, Any], dispersion: str) -> str:
    text = str(measurement.get("value") or "")
    low, high = measurement.get("lowerLimit"), measurement.get("upperLimit")
    if spread := measurement.get("spread"):
        # A coefficient of variation or a range is no distance from the figure.
        deviation = not dispersion or "standard" in dispersion or "interval" in dispersion
        text += f" ± {spread}" if deviation else f" ({spread})"
    elif low or high:
        text += f" ({low or '?'} to {high or '?'})"
    return text


def p_value(text: str) -> str:
    """``p = 0.04``; a value that has a sign gets no second one, and words are no number."""
    bare = _STATED.sub("", text.strip(), count=1)
    if bare[:1] in _SIGNS:
        return f"p {bare}"
    return f"p = {bare}" if bare[:1].isdigit() or bare[:1] == "." else f"p: {bare}"


def _test(row: sqlite3.Row, titles: dict[str, str]) -> str:
    """A test in one line: groups, p value, estimate, and what kind of test it was."""
    said = []
    if row["p_value"]:
        said.append(p_value(row["p_value"]))
    if row["param_value"]:
        estimate = f"{row['param_type'] or 'estimate'} {row['param_value']}"
        sides = "one-sided " if row["ci_sides"] == "ONE_SIDED" else ""
        if row["ci_lower"] or row["ci_upper"]:
            level = f"{row['ci_pct']}% " if row["ci_pct"] else ""
            limits = f"{row['ci_lower'] or '?'} to {row['ci_upper'] or '?'}"
            estimate += f", {sides}{level}CI {limits}"
        said.append(estimate)
    kind = row["comparison_label"] if row["comparison"] not in _NO_KIND else None
    notes = "; ".join(
        part for part in (row["method"], kind and kind.lower(), row["p_value_comment"]) if part
    )
    text = "; ".join(said) + (f" ({notes})" if notes else "")
    compared = [titles[g] for g in (row["group_ids"] or "").split("|") if g in titles]
    return f"{' vs '.join(compared)}: {text}" if 1 < len(compared) < len(titles) else text
