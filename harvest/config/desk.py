"""The section ``[desk]``: who decides which records a review includes, and for which reasons."""

from dataclasses import dataclass, field

from harvest.config.reader import Table, quoted

KEYS = ("reasons", "people", "reviewers", "site", "publish_counts")
REASONS = (
    "wrong population",
    "wrong intervention",
    "wrong comparator",
    "wrong outcome",
    "wrong study design",
    "wrong publication type",
    "no full text",
    "duplicate",
)
"""Reasons to exclude a record where the topic has no list of its own."""
_IN_LISTS = ',;|"{}\\'
"""What parts reasons and names in the files of other programs."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who decides and why records are excluded.

    ``people`` are those who decide each record independently; whoever else decides it settles their
    conflict. ``reviewers`` is how many must have decided a record, 1 or 2; None: 2 as soon as there
    is a second person. With ``site`` decisions are made on the site, too;
    with ``publish_counts`` everybody may see the numbers of the flow, without records.
    """

    reasons: tuple[str, ...] = REASONS
    people: tuple[str, ...] = field(default=(), repr=False)
    reviewers: int | None = None
    site: bool = False
    publish_counts: bool = False


def read_desk(root: Table) -> Desk:
    """What the section says. Raises ConfigError naming the key."""
    table = root.table("desk", KEYS)
    reasons = _words(table, "reasons")
    people = _words(table, "people")
    reviewers = table.whole("reviewers", 1, 1, 2) if "reviewers" in table.values else None
    if reviewers == 2 and len(people) == 1:
        table.wrong("people", "names one person only, and reviewers = 2; name both or neither")
    return Desk(
        reasons or REASONS,
        people,
        reviewers,
        table.flag("site", False),
        table.flag("publish_counts", False),
    )


def _words(table: Table, key: str) -> tuple[str, ...]:
    words = table.texts(key, _IN_LISTS, "other programs part lists there; leave it out")
    seen: set[str] = set()
    for word in words:
        if word.casefold() in seen:
            table.wrong(key, f"{quoted(word)} is there twice; take one out")
        seen.add(word.casefold())
    return words
