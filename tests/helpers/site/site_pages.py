"""A served base for tests of the site's pages: records with hostile texts, and changes."""

import asyncio
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from harvest.config import Config
from harvest.site.app import make
from tests.helpers.bases.work_base import NOW, THAT_DAY, article, execute, row, trial
from tests.helpers.clock import FakeClock

HOSTILE = "<script>alert(1)</script>"
FORMULA = "=cmd|' /C calc'!A0"
ONE, TWO, HARM = "NCT90000001", "NCT90000002", "NCT90000621"


_CHANGE = (
    "INSERT INTO changes (kind, record_id, event, field, old, new, note, days, happened_on,"
    " seen_at, run_id, origin, upstream) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_FACET = (
    'INSERT INTO facets (kind, id, position, facet, value, label, field, start, "end", evidence)'
    " VALUES ('trial', ?, ?, ?, ?, ?, 'brief_summary', 0, ?, ?)"
)


def hostile() -> list[tuple[str, tuple[object, ...]]]:
    """A trial and a paper whose every shown text is an attack."""
    return [
        *trial(621, brief_title=HOSTILE, acronym=FORMULA, lead_sponsor=FORMULA, why_stopped=HOSTILE,
               status="TERMINATED", brief_summary=f"{HOSTILE} {FORMULA}"),
        row("outcomes", HARM, "secondary", 0, measure=FORMULA, time_frame=HOSTILE),
        row("sponsors", HARM, 1, "collaborator", HOSTILE, "INDUSTRY"),
        row("trial_ids", HARM, 0, "secondary", "javascript:alert(1)", link="javascript:alert(1)"),
        *article(621, title=f"{HOSTILE} a paper", doi="10.5555/<script>", journal=FORMULA),
    ]  # fmt: skip


def tell(
    path: Path, record: str, event: str, old: str | None, new: str | None, **given: Any
) -> None:
    """Put a change into the work database; what is not given is as a harvest would have it."""
    values = {
        "kind": "trial" if record.startswith("NCT") else "article",
        "record_id": record,
        "event": event,
        "field": "status",
        "old": old,
        "new": new,
        "note": None,
        "days": None,
        "happened_on": None,
        "seen_at": NOW,
        "run_id": 1,
        "origin": "harvest",
        "upstream": None,
    } | given
    execute(path, _CHANGE, tuple(values.values()))


def read_from_text(path: Path, trial_id: str, *facts: tuple[str, str, str, str]) -> None:
    """Facets of a trial in the work database: (facet, value, label, words of its summary)."""
    for place, (facet, value, label, words) in enumerate(facts):
        execute(path, _FACET, (trial_id, place, facet, value, label, len(words), words))


class _Dangers(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: (value or "").strip().lower() for name, value in attrs}
        ours = values.get("src", "").startswith("/static/")
        if tag == "script" and not ours and values.get("type") != "application/ld+json":
            self.found.append("a script")
        self.found += [f"{name} of {tag}" for name in values if name.startswith("on")]
        self.found += [
            f"{name}={values[name]}"
            for name in ("href", "src", "action", "xlink:href")
            if values.get(name, "").startswith(("javascript:", "data:", "vbscript:"))
        ]


def dangers(html: str) -> list[str]:
    """What in a page would run: scripts, handlers, addresses that are code."""
    reader = _Dangers()
    reader.feed(html)
    return reader.found


def served(config: Config) -> Datasette:
    return make(config, clock=FakeClock(THAT_DAY))


def get(site: Datasette, path: str) -> Any:
    return asyncio.run(site.client.get(path))
