"""The sponsors of the work database rolled up, as the statements of ``db/public`` read them."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator

from harvest.slugs import slug
from harvest.sponsors import Sponsor, rolled_up
from harvest.sponsors.rolling import Lines, members

_NAMES = """
SELECT name, count(*)
FROM (
    SELECT name, trial_id FROM work.sponsors UNION SELECT lead_sponsor, trial_id FROM work.trials
)
WHERE name IS NOT NULL
GROUP BY name
"""
_TABLES = (
    "CREATE TEMP TABLE sponsor_name (name, sponsor, slug, rule, reason, parent, parent_rule, "
    "parent_reason, rolled_up)",
    "CREATE TEMP TABLE sponsor_member (sponsor, slug, name, member)",
)


def load(db: sqlite3.Connection, lines: Lines) -> None:
    """Roll up the sponsors of the attached work database by the topic's ``lines``.

    Raises ConfigError where lines lead round in a circle.
    """
    for statement in _TABLES:
        db.execute(statement)
    sponsors = rolled_up(dict(db.execute(_NAMES).fetchall()), lines)
    slugs = addresses(sponsors)
    db.executemany(
        "INSERT INTO temp.sponsor_name VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _rows(sponsors, slugs)
    )
    db.executemany("INSERT INTO temp.sponsor_member VALUES (?, ?, ?, ?)", _members(sponsors, slugs))


def _rows(sponsors: Iterable[Sponsor], slugs: dict[str, str]) -> Iterator[tuple[str | None, ...]]:
    every = {each.name: each for each in sponsors}
    for each in every.values():
        outermost = each
        while outermost.parent:
            outermost = every[outermost.parent]
        above = (each.parent or None, each.rule or None, each.reason or None, outermost.name)
        for name in each.names:
            why = (name.rule or None, name.reason or None)
            yield (name.name, each.name, slugs[each.name], *why, *above)


def _members(
    sponsors: Iterable[Sponsor], slugs: dict[str, str]
) -> Iterator[tuple[str, str, str, str | None]]:
    of = members(sponsors)
    for each in sponsors:
        for name in each.names:
            yield each.name, slugs[each.name], name.name, None
        for member in of.get(each.name, ()):
            for name in member.names:
                yield each.name, slugs[each.name], name.name, member.name


def addresses(sponsors: Iterable[Sponsor]) -> dict[str, str]:
    """Each sponsor in addresses; of several whose letters there would be the same, one has it.

    The others get a sum of their own letters behind it, which stays while others come and go.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for each in sorted(sponsors, key=lambda each: (not each.name.isascii(), each.name)):
        short = slug(each.name)
        if short in taken:
            short = f"{short}-{hashlib.sha256(each.name.encode()).hexdigest()[:8]}"
        taken.add(short)
        found[each.name] = short
    return found
