"""Draws records for a person to read: at random, the same ones for the same seed."""

import csv
import gzip
import random
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from harvest.errors import RecordError, UsageError
from harvest.evidence.reading.passages import RecordKind, RecordText
from harvest.evidence.reading.rows import tables
from harvest.evidence.reading.texts import article_text, trial_text
from harvest.evidence.reading.vocabulary import Vocabulary, synonyms
from harvest.records import Raw
from harvest.sources import clinicaltrials, pubmed
from harvest.sources.pubmed.reading.split import split

Key = tuple[RecordKind, str]
_IDS: tuple[tuple[RecordKind, str], ...] = (
    ("trial", "SELECT trial_id FROM trials ORDER BY trial_id"),
    ("article", "SELECT article_id FROM articles ORDER BY article_id"),
)


class Wanted(NamedTuple):
    """What to draw: how many records, by which seed, of which kind ("": both), and which not.

    ``naming`` keeps those whose titles, arms or abstract hold one of these words, ``but`` leaves
    out records by number.
    """

    size: int
    seed: int
    kind: str = ""
    naming: tuple[str, ...] = ()
    but: Collection[str] = ()


def draw(records: Iterable[RecordText], wanted: Wanted) -> list[RecordText]:
    """Records at random, trials first: which ones depends on their words and the seed alone.

    Raises UsageError if there are too few.
    """
    words = Vocabulary([synonyms("named", wanted.naming)]) if wanted.naming else None
    held: dict[Key, RecordText] = {}
    for record in records:
        left_out = record.id in wanted.but or wanted.kind not in {"", record.kind}
        if not left_out and _names(record, words):
            held.setdefault((record.kind, record.id), record)
    if len(held) < wanted.size:
        raise UsageError(f"--sample {wanted.size}: only {len(held)} records can be drawn from")
    chosen = random.Random(wanted.seed).sample(sorted(held), wanted.size)
    return [held[key] for key in sorted(chosen, key=lambda key: (key[0] != "trial", key[1]))]


def numbers(files: Iterable[Path]) -> frozenset[str]:
    """The records that files name in their column ``record``.

    Raises UsageError for a file that has no such column or is no CSV file.
    """
    found: set[str] = set()
    for path in files:
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.DictReader(file, strict=True)
                if "record" not in (reader.fieldnames or ()):
                    raise UsageError(f"--but {path}: has no column record")
                found |= {(row["record"] or "").strip() for row in reader}
        except (UnicodeDecodeError, csv.Error) as error:
            raise UsageError(f"--but {path}: is no CSV file in UTF-8 ({error})") from error
    return frozenset(found)


def _names(record: RecordText, words: Vocabulary | None) -> bool:
    if words is None:
        return True
    passages = [*record.titles, *(p for arm in record.arms for p in arm.passages)]
    passages += record.bodies if record.kind == "article" else ()
    return any(words.mentions(passage.text) for passage in passages)


def stored(work: sqlite3.Connection) -> Iterator[RecordText]:
    """Every trial and paper of a work database."""
    for kind, query in _IDS:
        ids = [identifier for (identifier,) in work.execute(query)]
        for _, rows in tables(work, kind, ids):
            yield trial_text(rows) if kind == "trial" else article_text(rows)


def filed(folder: Path) -> Iterator[RecordText]:
    """Every record of ``clinicaltrials/*.jsonl.gz`` and ``pubmed/*.xml.gz`` in a folder.

    What the readers of the registries refuse is left out. Raises UsageError if the folder holds
    neither, or a file that can't be unpacked.
    """
    trials = sorted((folder / "clinicaltrials").glob("*.jsonl.gz"))
    papers = sorted((folder / "pubmed").glob("*.xml.gz"))
    if not trials and not papers:
        raise UsageError(
            f"{folder} holds no records: clinicaltrials/*.jsonl.gz or pubmed/*.xml.gz is needed"
        )
    for path in trials:
        for line in _unpacked(path).splitlines():
            yield from _trial(line)
    for path in papers:
        for piece in split(_unpacked(path)):
            yield from _article(piece.pmid or "", piece.body)


def _unpacked(path: Path) -> bytes:
    try:
        return gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise UsageError(f"{path}: can't be unpacked ({error})") from error


def _trial(line: bytes) -> Iterator[RecordText]:
    mark = line.find(b'"nctId"')
    number = line[mark + 7 : mark + 30].decode("ascii", "replace").split('"')[1:2]
    try:
        raw = Raw(clinicaltrials.SOURCE.name, "trial", "".join(number), line, "")
        yield trial_text(clinicaltrials.SOURCE.normalise(raw).tables)
    except RecordError:
        return


def _article(pmid: str, body: bytes) -> Iterator[RecordText]:
    try:
        raw = Raw(pubmed.SOURCE.name, "article", pmid, body, "")
        yield article_text(pubmed.SOURCE.normalise(raw).tables)
    except RecordError:
        return
