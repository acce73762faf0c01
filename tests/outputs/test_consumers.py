"""What the programs that read the exports make of each field: the table of docs/consumers.md.

Relies on nothing beside the program.
"""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import bibtexparser
import feedparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from bibtexparser.latexenc import latex_to_unicode
from Bio import Medline
from citeproc.source.json import CiteProcJSON
from docx import Document
from docx.oxml.ns import qn
from icalendar import Calendar
from openpyxl import load_workbook
from pybtex.database import parse_string

from harvest import feeds
from harvest.changes import Told
from harvest.export import REFERENCE_FORMATS, TABLE_FORMATS, Table
from harvest.export.references import Person, Reference
from harvest.site.pages.readouts import as_calendar
from tests.helpers.places import ROOT

PAPER = Reference(
    kind="article",
    id="97210001",
    title="Cells in cirrhosis: a trial.",
    authors=(
        Person(last="Cobb", fore="Frank", initials="F", suffix="Jr"),
        Person(collective="SAGE, for SCCM"),
    ),
    journal="Journal of examples",
    volume="12",
    issue="3",
    pages="112-21",
    published="2021-06-07",
    year=2021,
    doi="10.1000/x_y",
    pmid="97210001",
    trial_ids=("NCT97210001",),
    accessions=("ClinicalTrials.gov/NCT97210001",),
    integrity="retracted",
    url="https://pubmed.ncbi.nlm.nih.gov/97210001/",
)
TRIAL = Reference(
    kind="trial",
    id="NCT97210001",
    title="MSC in cirrhosis",
    authors=(Person(collective="Pharmicell Co., Ltd."),),
    published="2020-01-15",
    year=2020,
    trial_ids=("NCT97210001",),
    types=("Clinical Trial Registration",),
    publisher="National Library of Medicine (US)",
    registry="ClinicalTrials.gov",
    status="Active, not recruiting",
    url="https://clinicaltrials.gov/study/NCT97210001",
)
FIELDS: dict[str, tuple[Reference, str]] = {
    "person": (PAPER, "Cobb"),
    "suffix": (PAPER, "Jr"),
    "group": (PAPER, "SAGE"),
    "date": (PAPER, "2021"),
    "pages": (PAPER, "112"),
    "DOI": (PAPER, "10.1000/x_y"),
    "PMID": (PAPER, "97210001"),
    "retraction": (PAPER, "RETRACTED publication"),
    "trial of the paper": (PAPER, "NCT97210001"),
    "sponsor": (TRIAL, "Pharmicell Co"),
    "number of the trial": (TRIAL, "NCT97210001"),
    "date of the trial": (TRIAL, "2020"),
    "status of the trial": (TRIAL, "Active, not recruiting"),
    "address of the trial": (TRIAL, "https://clinicaltrials.gov/study/NCT97210001"),
}


def ris(text: str) -> str:
    return json.dumps(rispy.loads(text), ensure_ascii=False)


def medline(text: str) -> str:
    return json.dumps(list(Medline.parse(io.StringIO(text))), ensure_ascii=False)


def lenient(text: str) -> str:
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    (entry,) = bibtexparser.loads(text, parser).entries
    return json.dumps({k: latex_to_unicode(v).replace("\\", "") for k, v in entry.items()})


def strict(text: str) -> str:
    (entry,) = parse_string(text, "bibtex").entries.values()
    people = [str(person) for person in entry.persons["author"]]
    return json.dumps([*people, *(f"{k} {v}" for k, v in entry.fields.items())]).replace("\\", "")


def citeproc(text: str) -> str:
    source = CiteProcJSON([_known(item) for item in json.loads(text)])
    (item,) = source.values()
    return str(dict(item))


def _known(item: dict[str, object]) -> dict[str, object]:
    """Without the keys that the library warns of because it has no use for them."""
    return {key: value for key, value in item.items() if key != "container-title-short"}


CONSUMERS: dict[str, tuple[str, Callable[[str], str]]] = {
    "rispy (RIS)": ("ris", ris),
    "Bio.Medline (NBIB)": ("nbib", medline),
    "bibtexparser (BibTeX)": ("bibtex", lenient),
    "pybtex (BibTeX)": ("bibtex", strict),
    "citeproc-py (CSL-JSON)": ("csl-json", citeproc),
}


@cache
def made() -> str:
    """The table, each cell as the consumer has it today."""
    lines = [
        "| field | " + " | ".join(CONSUMERS) + " |",
        "| --- |" + " --- |" * len(CONSUMERS),
    ]
    for name, (reference, expected) in FIELDS.items():
        cells = [_cell(reference, expected, *consumer) for consumer in CONSUMERS.values()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(reference: Reference, expected: str, form: str, read: Callable[[str], str]) -> str:
    dumped = REFERENCE_FORMATS[form]
    if reference.kind == "trial" and dumped.pubmed_only:
        return "not exported"
    return "kept" if expected in read(dumped.dumps([reference])) else "lost"


SITE = "https://site.example"
CHANGES = [
    Told("status", "status", "RECRUITING", "COMPLETED", kind="trial", record_id=TRIAL.id,
         seen_at="2026-11-20T06:00:00Z", title=TRIAL.title, event_label="Status"),
    Told("paper_linked", "article_id", None, PAPER.id, kind="trial", record_id=TRIAL.id,
         seen_at="2026-11-20T06:00:00Z", title=TRIAL.title, event_label="Paper linked",
         other_id=PAPER.id, other_title=PAPER.title, other_integrity_label="Retracted"),
]  # fmt: skip
READOUT = {
    "trial_id": TRIAL.id, "brief_title": TRIAL.title, "day": "2027-03-31", "outcomes": "MELD",
    "primary_completion_date": "2027-03", "last_updated": "2026-10-01", "url": TRIAL.url,
    "lead_sponsor": TRIAL.authors[0].collective,
}  # fmt: skip
TABLE = Table(
    "Characteristics of trials",
    (("trial_id", "Trial number"), ("trial", "Trial"), ("sponsor", "Sponsor"),
     ("participants", "Participants"), ("start", "Start"), ("marked_papers", "Marked papers"),
     ("url", "Address")),
    [(TRIAL.id, TRIAL.title, TRIAL.authors[0].collective, 1234, "2020-01", "1 (Retracted)",
      TRIAL.url)],
    ("Sources: ClinicalTrials.gov.",),
)  # fmt: skip


def feed() -> str:
    body = feeds.as_atom(CHANGES, title="All", base=SITE, path="/changes.atom")
    parsed = feedparser.parse(body)
    assert not parsed.bozo
    return str([(e.id, e.title, e.link, e.updated, e.summary) for e in parsed.entries])


def calendar() -> str:
    body = as_calendar([READOUT], "MSC", SITE, "2026-11-24T06:00:00Z")
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    told = [str(event[name]) for name in ("uid", "summary", "description", "url")]
    return f"{event.decoded('dtstart')} {told}"


def workbook() -> str:
    book = load_workbook(io.BytesIO(TABLE_FORMATS["xlsx"].dumps(TABLE)))
    cells = [cell for row in book["Table"].iter_rows(min_row=2) for cell in row]
    return str([
        f"title {next(book['Notes'].values)[0]}",
        f"header stays: {book['Table'].freeze_panes} {book['Table'].print_title_rows}",
        *(f"{cell.data_type} {cell.value}" for cell in cells),
        *(row[0] for row in book["Notes"].values),
        *(cell.hyperlink.target for cell in cells if cell.hyperlink),
    ])  # fmt: skip


def document() -> str:
    read = Document(io.BytesIO(TABLE_FORMATS["docx"].dumps(TABLE)))
    (grid,) = read.tables
    head = grid.rows[0]
    bold = all(run.bold for cell in head.cells for run in cell.paragraphs[0].runs)
    repeated = head._tr.trPr.find(qn("w:tblHeader")) is not None
    return str([
        f"header stays: {repeated} bold: {bold} {grid.style.name}",
        *(f"{paragraph.style.name} {paragraph.text}" for paragraph in read.paragraphs),
        *(cell.text for row in grid.rows for cell in row.cells),
    ])  # fmt: skip


OTHERS = {
    "feedparser (Atom)": feed,
    "icalendar (calendar)": calendar,
    "openpyxl (XLSX)": workbook,
    "python-docx (Word)": document,
}
CHANGED = "Recruiting → Completed"
OTHER_FIELDS: dict[str, tuple[str | None, ...]] = {
    "title of the trial": (TRIAL.title,) * 4,
    "number of the trial": (TRIAL.id,) * 4,
    "sponsor, with its comma": (None, *("Pharmicell Co., Ltd.",) * 3),
    "status in words": (CHANGED, None, None, None),
    "number of participants": (None, None, "n 1234", "1234"),
    "date": ("2026-11-20T06:00:00+00:00", "2027-03-31", "2020-01", "2020-01"),
    "how precise the date is": (None, "by the end of the month", "s 2020-01", "2020-01"),
    "retraction of a paper": ("[Retracted] Cells in", None, "(Retracted)", "(Retracted)"),
    "address": (f"{SITE}/trials/{TRIAL.id}", f"{SITE}/trials/{TRIAL.id}", TRIAL.url, TRIAL.url),
    "an id that stays": ("urn:uuid:", f"{TRIAL.id}-primary-completion@", None, None),
    "title of the table, as a heading": (
        None, None, "title Characteristics", "Heading 1 Characteristics",
    ),
    "header on every page": (None, None, "header stays: B2 $1:$1", "True bold: True Table Grid"),
    "sources": (None, None, "Sources: ClinicalTrials.gov.", "Normal Sources: ClinicalTrials.gov."),
}  # fmt: skip


@cache
def made_of_others() -> str:
    """The table of those that read no references; a field that a format lacks is not exported."""
    found = [read() for read in OTHERS.values()]
    lines = [
        "| field | " + " | ".join(OTHERS) + " |",
        "| --- |" + " --- |" * len(OTHERS),
    ]
    for name, wanted in OTHER_FIELDS.items():
        cells = [
            "–" if expected is None else "kept" if expected in text else "lost"
            for expected, text in zip(wanted, found, strict=True)
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


@pytest.mark.parametrize("table", [made, made_of_others])
def test_the_tables_of_consumers_say_what_each_makes_of_each_field_today(
    table: Callable[[], str],
) -> None:
    text = (ROOT / "docs" / "consumers.md").read_text("utf-8")
    assert table() in text
    assert "lost" not in table()


def test_the_table_would_say_where_a_field_is_lost() -> None:
    without = replace(PAPER, integrity=None)
    assert _cell(without, "RETRACTED publication", "ris", ris) == "lost"
    assert re.search(r"\| kept \|", made())
