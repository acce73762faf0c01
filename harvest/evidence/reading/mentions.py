"""Numbers of trials and papers that a record names, and whether as its own."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from harvest import identifiers
from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.texts import Tables, rows_of
from harvest.legible import legible
from harvest.rows import Databank, SeeAlso, TrialId, TrialReference

_AROUND = 70  # characters of context on either side
_OWN = re.compile(
    r"regist|identifier|clinical ?trials?\.gov|trial number|funded|\bISRCTN\b|EudraCT|\bNCT\b|"
    r"this (?:study|trial)|number[s:)]",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"ongoing|such as|previous|other trials|data from|studies \(|included trials|in the (?:\w+ )?"
    r"trials?\s*\($|pooled|parent (?:study|trial)",
    re.IGNORECASE,
)


class Mention(NamedTuple):
    """A number in a field; ``registers`` says that the record calls it its own."""

    registry: str
    number: str
    field: str
    start: int
    end: int
    evidence: str
    registers: bool


def _in_text(field: str, text: str, kind: str | None = None) -> Iterator[Mention]:
    for found in identifiers.find(text):
        if kind is not None and _kind(found.registry) != kind:
            continue
        first, last = max(0, found.start - _AROUND), min(len(text), found.end + _AROUND)
        around = " ".join(text[first:last].split())
        before = legible(text[max(0, found.start - _AROUND) : found.start]).text
        own = _OWN.search(before) is not None and _OTHERS.search(before) is None
        yield Mention(found.registry, found.id, field, found.start, found.end, around, own)


def _kind(registry: str) -> str:
    return next(r.kind for r in identifiers.registries() if r.name == registry)


def _whole(field: str, text: str | None) -> Iterator[Mention]:
    """A field that is a number and nothing else."""
    if text and (found := identifiers.canonical(text)) is not None:
        yield Mention(found.registry, found.id, field, found.start, found.end, text, True)


def mentions(record: RecordText, tables: Tables) -> tuple[Mention, ...]:
    """Every number that the record names, each once a field."""
    of_kind = _of_article if record.kind == "article" else _of_trial
    found = of_kind(record, tables)
    first: dict[tuple[str, str, str], Mention] = {}
    for mention in found:
        key = (mention.registry, mention.number, mention.field)
        if key not in first or (mention.registers and not first[key].registers):
            first[key] = mention
    return tuple(first.values())


def _of_article(record: RecordText, tables: Tables) -> list[Mention]:
    found: list[Mention] = []
    for passage in (*record.titles, *record.bodies):
        found += _in_text(passage.field, passage.text, "trial")
    for n, bank in enumerate(rows_of(tables, "databanks", Databank)):
        found += _whole(f"databanks[{n}]", bank.accession)
    return found


def _of_trial(_record: RecordText, tables: Tables) -> list[Mention]:
    found: list[Mention] = []
    for n, number in enumerate(rows_of(tables, "trial_ids", TrialId)):
        if number.kind != "alias":
            found += _whole(f"trial_ids[{n}]", number.id)
    for n, link in enumerate(rows_of(tables, "see_also", SeeAlso)):
        for text in filter(None, (link.url, link.label, link.comment)):
            found += _in_text(f"see_also[{n}]", text, "paper")
    for n, cited in enumerate(rows_of(tables, "trial_references", TrialReference)):
        if not (cited.pmid or "").isdecimal():
            for text in filter(None, (cited.pmid, cited.citation)):
                found += _in_text(f"trial_references[{n}]", text, "paper")
    return found
