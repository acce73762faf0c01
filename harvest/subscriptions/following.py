"""What can be followed: the whole topic, a trial, a sponsor, a saved query or a list."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from harvest.digest.watch import Watch
from harvest.queries import find

Kind = Literal["topic", "trial", "sponsor", "query", "list"]
KINDS: tuple[Kind, ...] = ("topic", "trial", "sponsor", "query", "list")
LONGEST = 600


class Follow(NamedTuple):
    """One thing that is followed; ``key`` is a trial's number, a sponsor's slug, a query's, or
    the address of a list, empty for the whole topic.
    """

    kind: Kind
    key: str = ""


def watch(follows: Iterable[Follow], limit: int = 100) -> Watch:
    """What a reader who follows these is to be told of; a saved query that is gone is left out."""
    by_kind: dict[Kind, list[str]] = {kind: [] for kind in KINDS}
    for follow in follows:
        by_kind[follow.kind].append(follow.key)
    return Watch(
        path=Path(),
        trials=tuple(by_kind["trial"]),
        sponsors=tuple(by_kind["sponsor"]),
        queries=tuple(slug for slug in by_kind["query"] if find(slug)),
        lists=tuple(by_kind["list"]),
        whole=bool(by_kind["topic"]),
        limit=limit,
    )
