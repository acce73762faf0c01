"""Two real states of the same records, and the table of every change between them.

``python -m tests.helpers.sources.real_changes FOLDER`` writes the table in docs/changes.md anew, to
be read beside the two records before it is believed.
"""

import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from harvest.evidence.changes import events
from harvest.records import Raw
from harvest.rows import Kind
from harvest.sources.clinicaltrials import SOURCE as CLINICALTRIALS
from harvest.sources.pubmed import SOURCE as PUBMED
from harvest.sources.pubmed.reading.split import split
from tests.helpers.places import ROOT

DOCUMENT = ROOT / "docs" / "changes.md"
MARK = "| record | event | what | old | new | note |"
SHOWN = 60  # characters of a value
PAIRS = (("topic-older", "topic"), ("reconstructed", "studies"))
"""Files of the shared corpus, the older state first."""


class Pair(NamedTuple):
    """Two states of one record, the older first."""

    kind: Kind
    id: str
    before: bytes
    after: bytes


def studies(folder: Path, name: str) -> dict[str, bytes]:
    with gzip.open(folder / "corpus" / "clinicaltrials" / f"{name}.jsonl.gz", "rb") as lines:
        return {_number(line): line for line in lines}


def _number(line: bytes) -> str:
    number: str = json.loads(line)["protocolSection"]["identificationModule"]["nctId"]
    return number


def pairs(shared: Path) -> Iterator[Pair]:
    for older, newer in PAIRS:
        before, after = studies(shared, older), studies(shared, newer)
        for number in sorted(before.keys() & after.keys()):
            yield Pair("trial", number, before[number], after[number])
    yield from versions(shared)


def versions(shared: Path) -> Iterator[Pair]:
    """Papers that one file holds in two versions of PubMed's."""
    file = shared / "corpus" / "pubmed" / "bulk-2021.xml.gz"
    found: dict[str, list[bytes]] = defaultdict(list)
    for piece in split(gzip.decompress(file.read_bytes())):
        found[piece.pmid or ""].append(piece.body)
    for pmid, bodies in sorted(found.items()):
        for before, after in pairwise(sorted(bodies, key=_version)):
            yield Pair("article", pmid, before, after)


def _version(body: bytes) -> int:
    (number,) = re.findall(rb'<MedlineCitation[^>]*>\s*<PMID Version="(\d+)">', body)
    return int(number)


def changes(kind: Kind, number: str, before: bytes, after: bytes) -> list[events.Change]:
    source = CLINICALTRIALS if kind == "trial" else PUBMED
    one, other = (
        source.normalise(Raw(source.name, kind, number, body, "2026-11-24T00:00:00Z"))
        for body in (before, after)
    )
    return events.between(one, other)


def table(shared: Path) -> list[str]:
    lines = [MARK, "|---|---|---|---|---|---|"]
    for kind, number, before, after in pairs(shared):
        found = changes(kind, number, before, after)
        for each in found:
            cells = (number, each.event, each.field, each.old, each.new, each.note)
            lines.append("| " + " | ".join(map(_shown, cells)) + " |")
        if not found:
            lines.append(f"| {number} | none | | | | |")
    return lines


def _shown(value: str | None) -> str:
    text = " ".join((value or "").replace("|", ", ").split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"


if __name__ == "__main__":
    written = DOCUMENT.read_text("utf-8")
    head = written[: written.index(MARK)] if MARK in written else written
    DOCUMENT.write_text(head + "\n".join(table(Path(sys.argv[1]))) + "\n", "utf-8")
