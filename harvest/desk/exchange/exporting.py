"""Records with their decisions as files of Rayyan, Covidence and ASReview, and as our own table."""

import codecs
import csv
import io
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harvest.desk.decisions.making import versions
from harvest.desk.decisions.model import Decision, Decisions, Stage, parts
from harvest.desk.decisions.rows import row_of
from harvest.desk.exchange import marks
from harvest.desk.exchange.lists import ENDINGS
from harvest.errors import UsageError
from harvest.export.formats import ris
from harvest.export.formats.csv import harmless
from harvest.export.references import Reference, of_ids
from harvest.judgements.files import DECISIONS
from harvest.queries import RELEVANT

_LABELS = {"include": "1", "exclude": "0"}
_ON_TOPIC = """
SELECT trial_id FROM trials WHERE removed_on IS NULL AND relevance >= :threshold
UNION ALL
SELECT article_id FROM articles WHERE removed_on IS NULL AND relevance >= :threshold
"""


@dataclass(frozen=True, slots=True)
class Written:
    """A file, how many records and decisions are in it, and which decisions it has no place for."""

    body: bytes
    records: int
    decisions: int
    without: tuple[str, ...] = ()
    """Keys of pairs, and of records that are not in the database"""


def for_tool(
    connection: sqlite3.Connection,
    decisions: Decisions,
    tool: str,
    form: str,
    *,
    stage: Stage = "title",
    decided_only: bool = False,
) -> Written:
    """Records and what is decided of them as a file of a program of ``TOOLS``.

    ``decisions`` are those that whoever asks may see. In it are the records on topic and, whatever
    their topic, those with a decision; ``form`` is an ending of ``ENDINGS``. Raises UsageError
    where the program does not take such a file.
    """
    if form not in ENDINGS[tool]:
        endings = " or ".join(f".{each}" for each in ENDINGS[tool])
        raise UsageError(f"for {tool} the file name must end in {endings}")
    if tool == "csv":
        return _table(connection, decisions)
    decided = decisions.records()
    keys = [] if decided_only else _on_topic(connection)
    single = [each for each in decided if len(parts(each)) == 1]
    references = of_ids(connection, [*keys, *single])
    told = {each.id for each in references}
    without = tuple(each for each in decided if each not in told)
    now = versions(connection)
    rows = [_Row(each, _own(each, decisions, stage, now)) for each in references]
    number = sum(len(row.own.decisions) for row in rows)
    if form == "ris":
        body = "".join(_ris(row, tool) for row in rows).encode()
    else:
        body = _csv([_CELLS[tool](row) for row in rows])
    return Written(body, len(rows), number, without)


@dataclass(frozen=True, slots=True)
class _Row:
    """A record, and what our mark in it says."""

    reference: Reference
    own: marks.Own

    @property
    def at_stage(self) -> list[Decision]:
        """The decisions of the stage that the file is for."""
        return [each for each in self.own.decisions if each.stage == self.own.stage]

    @property
    def notes(self) -> list[str]:
        """What every program is told."""
        return [*ris.notes(self.reference), marks.mark(self.own)]


def _on_topic(connection: sqlite3.Connection) -> list[str]:
    return [str(key) for (key,) in connection.execute(_ON_TOPIC, {"threshold": RELEVANT})]


def _own(
    reference: Reference, decisions: Decisions, stage: Stage, now: Mapping[str, str]
) -> marks.Own:
    key = reference.id
    kept = (*decisions.of(key, "title"), *decisions.of(key, "full-text"))
    rows = decisions.of(key, stage)
    standing = decisions.standing(key, stage).decision
    shown = standing or (rows[0] if len(rows) == 1 else None)
    return marks.Own(key, stage, now.get(key, ""), shown.decision if shown else "", kept)


def _ris(row: _Row, tool: str) -> str:
    notes = [marks.mark(row.own)]
    if tool == "rayyan" and row.at_stage:
        notes.append(marks.rayyan(row.at_stage))
    if tool == "asreview":
        notes.insert(0, marks.asreview_note(row.own.shown))
    lines = "".join(f"N1  - {note}\r\n" for note in notes)
    text = ris.dumps([row.reference])
    head, end, _ = text.rpartition("ER  -")
    return f"{head}{lines}{end}\r\n\r\n"


def _rayyan(row: _Row) -> dict[str, str]:
    one = row.reference
    year, month, day = [*(one.published or "").split("-"), "", "", ""][:3]
    return {
        "key": one.id,
        "title": ris.marked_title(one),
        "year": str(one.year or year or ""),
        "month": month,
        "day": day,
        "journal": one.journal or "",
        "issn": one.issn or "",
        "volume": one.volume or "",
        "issue": one.issue or "",
        "pages": one.pages or "",
        "authors": _people(one, " and "),
        "url": one.url or "",
        "language": one.language or "",
        "publisher": one.publisher or "",
        "location": one.place or "",
        "abstract": one.abstract or "",
        "notes": " | ".join(filter(None, [*row.notes, marks.rayyan(row.at_stage)])),
        "pubmed_id": one.pmid or "",
        "pmc_id": one.pmcid or "",
    }


def _covidence(row: _Row) -> dict[str, str]:
    one = row.reference
    year, month = [*(one.published or "").split("-"), "", ""][:2]
    return {
        "Title": ris.marked_title(one),
        "Authors": _people(one, "; "),
        "Abstract": one.abstract or "",
        "Published Year": str(one.year or year or ""),
        "Published Month": month,
        "Journal": one.journal or "",
        "Volume": one.volume or "",
        "Issue": one.issue or "",
        "Pages": one.pages or "",
        "Accession Number": one.pmid or one.id,
        "DOI": one.doi or "",
        "Ref": one.id,
        "Covidence #": "",
        "Study": "",
        "Notes": " | ".join(row.notes),
        "Tags": "; ".join(f"{each.person}: {each.decision}" for each in row.at_stage),
    }


def _asreview(row: _Row) -> dict[str, str]:
    one = row.reference
    return {
        "title": ris.marked_title(one),
        "abstract": one.abstract or "",
        "authors": _people(one, "; "),
        "year": str(one.year or ""),
        "journal": one.journal or "",
        "doi": one.doi or "",
        "pubmed_id": one.pmid or "",
        "url": one.url or "",
        "keywords": "; ".join(one.keywords),
        "included": _LABELS.get(row.own.shown, ""),
        "harvest_record": marks.mark(row.own),
    }


_CELLS = {"rayyan": _rayyan, "covidence": _covidence, "asreview": _asreview}


def _people(reference: Reference, between: str) -> str:
    return between.join(each.inverted for each in reference.authors)


def _csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """A table of texts on one line each, none of which a spreadsheet runs.

    Without the mark of UTF-8, which would become part of the first column's name in ASReview.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow(harmless(" ".join(cell.split())) for cell in row.values())
    return out.getvalue().encode()


def _table(connection: sqlite3.Connection, decisions: Decisions) -> Written:
    """The lines of our own file with a title for each record."""
    single = [part for key in decisions.records() for part in parts(key)]
    titles = {each.id: each.shown_title for each in of_ids(connection, single)}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*DECISIONS.columns, "title"])
    for each in decisions:
        title = " + ".join(titles[part] for part in parts(each.record) if part in titles)
        cells = row_of(each).cells
        writer.writerow([*(cells[name] for name in DECISIONS.columns), harmless(title)])
    body = codecs.BOM_UTF8 + out.getvalue().encode()
    return Written(body, len(decisions.records()), len(decisions))
