"""A page on which a person holds what was read of records against their own words.

Beside it stands a CSV with a line a value, for the verdicts: see ``judgements``.
"""

import csv
import io
from collections.abc import Collection, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

from harvest.config import folders
from harvest.errors import UsageError
from harvest.evaluation.sheets.judgements import COLUMNS, NOTHING, Judged
from harvest.evidence.facets.all import everything
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.passages import RecordText
from harvest.export.formats.csv import harmless
from harvest.facets import facets as described
from harvest.facets import names
from harvest.identifiers import home
from harvest.machine import output

_LONG = 1500  # characters of a field that are shown unasked

_STYLE = """
body { font: 1rem/1.5 sans-serif; margin: 0 auto; max-width: 46em; padding: 0 .8em 4em;
       overflow-wrap: anywhere; color: #1b1b1b; background: #fff }
h2 { border-top: 2px solid #555; padding-top: .6em; margin-top: 2em }
dt { font-weight: bold; margin-top: .7em } dd { margin: 0; white-space: pre-line }
mark { background: #ffe9a8; padding: 0 .1em } sup { font-size: .7em }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; vertical-align: top;
        padding: .25em .5em .25em 0; border-bottom: 1px solid #ccc }
"""


def read(record: RecordText, only: Collection[str] = ()) -> tuple[Fact, ...]:
    """What is read of a record today; of the facets of ``only``, where some are given."""
    return tuple(fact for fact in everything(record)[0] if not only or fact.facet in only)


def check(only: Sequence[str]) -> None:
    """Raise UsageError for a name that no facet has."""
    for name in only:
        if name not in names():
            raise UsageError(f"--facet {name}: is none of {', '.join(names())}")


def write(
    page_path: Path,
    csv_path: Path,
    records: Sequence[RecordText],
    seed: int,
    only: Collection[str] = (),
) -> None:
    """Write page and CSV; raises what ``output.write`` and ``folders.make`` raise."""
    folders.make(page_path.parent)
    title = f"{len(records)} records to judge, seed {seed}"
    output.write(page_path, page(title, records, only).encode())
    output.write(csv_path, lines(str(seed), records, only).encode())


def page(title: str, records: Sequence[RecordText], only: Collection[str] = ()) -> str:
    """The page: each record with its values, each value a numbered mark in the text."""
    head = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
    )
    parts = [
        head,
        f"<h1>{escape(title)}</h1>",
        "<p>Write a verdict beside each value in the CSV file next to this page: <b>right</b>, or "
        "<b>wrong</b> with a note. Add a line with <b>missed</b> for each value that the text "
        "says and the list lacks, with the words that say it.</p>",
    ]
    parts += [_section(record, read(record, only)) for record in records]
    return "\n".join([*parts, "</body></html>", ""])


def _section(record: RecordText, facts: Sequence[Fact]) -> str:
    titles = {facet.name: facet.title for facet in described()}
    link = home(record.id)
    number = f'<a href="{escape(link)}">{escape(record.id)}</a>' if link else escape(record.id)
    rows = "".join(
        f"<tr><td>{n}</td><td>{escape(titles[fact.facet])}</td><td>{escape(fact.label)}"
        f"{_asides(fact)}</td></tr>"
        for n, fact in enumerate(facts, 1)
    )
    listed = f"<table><tr><th>#</th><th>Facet</th><th>Value</th></tr>{rows}</table>"
    fields = "".join(
        f"<dt>{escape(name)}</dt><dd>{_field(name, text, facts)}</dd>"
        for name, text in record.fields.items()
    )
    return (
        f'<section id="{escape(record.id)}"><h2>{number}</h2>'
        f"{listed if facts else '<p>Nothing was read.</p>'}<dl>{fields}</dl></section>"
    )


def _asides(fact: Fact) -> str:
    told = [text for text in (fact.formula, fact.flag) if text]
    return f"<br><small>{escape('; '.join(told))}</small>" if told else ""


def _field(name: str, text: str, facts: Sequence[Fact]) -> str:
    spans = [(n, f.span.start, f.span.end) for n, f in enumerate(facts, 1) if f.span.field == name]
    shown = _marked(text, spans)
    if len(text) <= _LONG or spans:
        return shown
    return f"<details><summary>{len(text):,} characters</summary>{shown}</details>"


def _marked(text: str, spans: Sequence[tuple[int, int, int]]) -> str:
    """The text with its spans marked; where spans overlap, each piece says whose it is."""
    cuts = sorted({0, len(text), *(place for _, *pair in spans for place in pair)})
    parts = []
    for start, end in pairwise(cuts):
        piece = escape(text[start:end])
        within = [n for n, first, last in spans if first <= start and end <= last]
        ending = [n for n, _, last in spans if last == end]
        numbers = f"<sup>{','.join(map(str, ending))}</sup>" if ending else ""
        parts.append(f"<mark>{piece}{numbers}</mark>" if within else piece)
    return "".join(parts)


def lines(batch: str, records: Sequence[RecordText], only: Collection[str] = ()) -> str:
    """The CSV: a line a value, its verdict still empty; a record without any has a line, too."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in records:
        facts = read(record, only)
        for fact in facts:
            writer.writerow(
                Judged(
                    batch,
                    record.kind,
                    record.id,
                    fact.facet,
                    fact.label,
                    fact.span.field,
                    str(fact.span.start),
                    str(fact.span.end),
                    str(harmless(" ".join(fact.span.text.split()))),
                    "",
                    "",
                )
            )
        if not facts:
            writer.writerow(
                Judged(batch, record.kind, record.id, "", "", "", "", "", "", NOTHING, "")
            )
    return out.getvalue()
