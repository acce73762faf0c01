"""All real papers of the topic and the odd ones through the readers of reference managers.

Relies on ../shared.
"""

import gzip
import io
import json
from collections.abc import Callable
from contextlib import closing
from typing import Any, NamedTuple

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from Bio import Medline
from citeproc.source.json import CiteProcJSON
from docx import Document
from openpyxl import load_workbook
from pybtex.database import parse_string

from harvest.config import Config
from harvest.export import REFERENCE_FORMATS, references, saved
from harvest.export.citations import cited
from harvest.export.references import Reference
from harvest.publish import publish
from harvest.publish.read import open_published
from harvest.sources.pubmed.reading.normalise import normalise
from harvest.sources.pubmed.reading.split import newest, split
from tests.helpers.bases.work_base import filled, insert
from tests.helpers.places import SHARED
from tests.helpers.sources.pubmed_corpus import FOLDER, raw
from tests.helpers.sources.studies import record as study

FILES = ("topical.xml.gz", "quirks.xml.gz")
TRIALS = SHARED / "corpus" / "clinicaltrials" / "topic.jsonl.gz"


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROW, CELL, TEXT = f"{WORD}tr", f"{WORD}tc", f"{WORD}t"


class Base(NamedTuple):
    """A published base of the real records, and the references to them."""

    config: Config
    papers: list[Reference]
    trials: list[Reference]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    if not FOLDER.is_dir():
        pytest.skip(f"no real PubMed records at {FOLDER}")
    pieces = [p for name in FILES for p in split(gzip.decompress((FOLDER / name).read_bytes()))]
    config = filled(tmp_path_factory.mktemp("consumers"), 1, 1)
    records = [normalise(raw(piece)) for piece in newest(pieces).values()]
    studies = [
        study(line, json.loads(line)["protocolSection"]["identificationModule"]["nctId"])
        for line in gzip.decompress(TRIALS.read_bytes()).splitlines()
    ]
    rows = [
        (table, tuple(row))
        for record in (*records, *studies)
        for table, found in record.tables.items()
        for row in found
    ]
    insert(config.store.path, rows)
    publish(config)
    with closing(open_published(config)) as connection:
        papers = references.of_articles(connection, [record.id for record in records])
        trials = references.of_trials(connection, [record.id for record in studies])
    assert len(papers) == len(records) > 850
    assert len(trials) == len(studies) == 52
    return Base(config, papers, trials)


@pytest.fixture(scope="module")
def papers(base: Base) -> list[Reference]:
    return base.papers


@pytest.fixture(scope="module")
def trials(base: Base) -> list[Reference]:
    return base.trials


def dumped(form: str, papers: list[Reference]) -> str:
    return REFERENCE_FORMATS[form].dumps(papers)


def test_ris_loses_no_author_number_page_or_retraction(papers: list[Reference]) -> None:
    back = rispy.loads(dumped("ris", papers))
    assert len(back) == len(papers)
    for paper, entry in zip(papers, back, strict=True):
        assert entry["accession_number"] == paper.pmid
        assert len(entry.get("authors", [])) == len(paper.authors)
        groups = [p.collective for p in paper.authors if p.collective]
        assert sum("," not in name for name in entry.get("authors", [])) >= len(groups)
        assert entry.get("doi") == paper.doi
        assert (entry.get("start_page"), entry.get("end_page")) == paper.page_range
        assert entry.get("year") == (str(paper.year) if paper.year else None)
        assert ("RETRACTED" in entry["title"]) == (paper.integrity == "retracted")


def test_both_readers_of_bibtex_find_every_entry_and_author(papers: list[Reference]) -> None:
    text = dumped("bibtex", papers)
    strict = parse_string(text, "bibtex").entries
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    lenient = {entry["ID"]: entry for entry in bibtexparser.loads(text, parser).entries}
    assert list(strict) == list(lenient) == [f"pmid{paper.pmid}" for paper in papers]
    for paper in papers:
        entry = strict[f"pmid{paper.pmid}"]
        assert len(entry.persons.get("author", [])) == len(paper.authors), paper.pmid
        assert entry.fields.get("doi") == paper.doi
        assert lenient[f"pmid{paper.pmid}"]["pmid"] == paper.pmid


def test_medline_and_csl_lose_nobody(papers: list[Reference]) -> None:
    medline = list(Medline.parse(io.StringIO(dumped("nbib", papers))))
    items = json.loads(dumped("csl-json", papers))
    for paper, record, item in zip(papers, medline, items, strict=True):
        assert record["PMID"] == item["PMID"] == paper.pmid
        assert len(record.get("FAU", [])) + len(record.get("CN", [])) == len(paper.authors)
        people = [person for person in paper.authors if not person.collective]
        for person, name in zip(people, record.get("FAU", []), strict=True):
            assert name.count(",") <= 1  # readers know no comma before the suffix
            assert letters(name) == letters(
                f"{person.last}{person.fore or person.initials or ''}{person.suffix or ''}"
            )
        assert record.get("CN", []) == [p.collective for p in paper.authors if p.collective]
        assert len(item.get("author", [])) == len(paper.authors)
        assert item.get("DOI") == paper.doi


def test_every_paper_is_cited_in_every_style_with_no_mark_twice(papers: list[Reference]) -> None:
    for paper in papers:
        for style, text in cited(paper):
            for twice in ("?.", "!.", " ,", " ;", ";;"):
                assert twice not in text.replace(paper.shown_title, ""), (style.name, text)
            assert "[Not Available]" not in text
            assert text.startswith("[RETRACTED") == (paper.integrity == "retracted"), text
            if paper.doi and paper.kind == "article":
                assert paper.doi in text, (style.name, text)


def test_citeproc_reads_every_item_with_its_people_and_date(
    papers: list[Reference], trials: list[Reference]
) -> None:
    items = json.loads(dumped("csl-json", [*papers, *trials]))
    for item in items:
        item.pop("container-title-short", None)  # the library warns of what it has no use for
    source: Any = CiteProcJSON(items)
    assert len(source) == len(papers) + len(trials)
    for reference in (*papers, *trials):
        item = source[f"pmid{reference.pmid}" if reference.pmid else reference.id.lower()]
        assert len(item.get("author", [])) == len(reference.authors)
        if reference.published or reference.year:
            assert str(item["issued"].year) == (reference.published or str(reference.year))[:4]
        assert item.get("URL") == [reference.url]
        if reference.kind == "trial":
            assert str(item["number"]) == reference.id


def of_ris(text: str) -> list[dict[str, object]]:
    return [
        {
            "sponsor": ", ".join(entry["authors"]),
            "number": entry["issn"],
            "address": entry["urls"][0],
            "date": entry["date"].strip("/").replace("/", "-"),
            "status": "; ".join(entry["notes"]),
        }
        for entry in rispy.loads(text)
    ]


def of_pybtex(text: str) -> list[dict[str, object]]:
    return [
        {
            "sponsor": " and ".join(map(str, entry.persons["author"])),
            "number": entry.fields["number"],
            "address": entry.fields["url"],
            "date": entry.fields["date"],
            "status": entry.fields["note"],
        }
        for entry in parse_string(text, "bibtex").entries.values()
    ]


def of_bibtexparser(text: str) -> list[dict[str, object]]:
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    return [
        {
            "sponsor": entry["author"],
            "number": entry["number"],
            "address": entry["url"],
            "date": entry["date"],
            "status": entry["note"],
        }
        for entry in bibtexparser.loads(text, parser).entries
    ]


def of_csl(text: str) -> list[dict[str, object]]:
    return [
        {
            "sponsor": item["author"][0]["literal"],
            "number": item["number"],
            "address": item["URL"],
            "date": "-".join(f"{part:02}" for part in item["issued"]["date-parts"][0]),
            "status": item["note"],
        }
        for item in json.loads(text)
    ]


@pytest.mark.parametrize(
    ("form", "read"),
    [("ris", of_ris), ("bibtex", of_pybtex), ("bibtex", of_bibtexparser), ("csl-json", of_csl)],
)
def test_no_reader_loses_anything_of_a_trial(
    trials: list[Reference], form: str, read: Callable[[str], list[dict[str, object]]]
) -> None:
    back = read(dumped(form, trials))
    assert len(back) == len(trials)
    for trial, entry in zip(trials, back, strict=True):
        (sponsor,) = (person.collective or "" for person in trial.authors)
        assert letters(entry["sponsor"]) == letters(sponsor)
        assert (entry["number"], entry["address"]) == (trial.id, trial.url)
        assert entry["date"] == trial.published
        assert f"Status: {trial.status}" in str(entry["status"])


def letters(text: object) -> str:
    """What is left of a name whatever marks a format has to take out or put in."""
    return "".join(filter(str.isalnum, str(text)))


def test_every_trial_is_cited_in_every_style_with_its_number(trials: list[Reference]) -> None:
    for trial in trials:
        (sponsor,) = (person.collective or "" for person in trial.authors)
        for style, text in cited(trial):
            assert letters(sponsor) in letters(text), (style.name, text)
            assert trial.id in text, (style.name, text)
            assert str(trial.year) in text, (style.name, text)


@pytest.fixture(scope="module")
def tables(base: Base) -> dict[str, dict[str, dict[str, str]]]:
    """By program and kind of record: each record's cells by their column, as the program reads."""
    made: dict[str, dict[str, dict[str, str]]] = {}
    with closing(open_published(base.config)) as connection:
        for program, read in (("xlsx", of_workbook), ("docx", of_document)):
            for kind, ids in (
                ("papers", [paper.id for paper in base.papers]),
                ("trials", [trial.id for trial in base.trials]),
            ):
                table = (saved.paper_table if kind == "papers" else saved.trial_table)(
                    connection, ids
                )
                every = [name for name, _ in table.columns]
                made[f"{program} {kind}"] = read(saved.file_of(table, program, every))
                assert list(made[f"{program} {kind}"]) == ids
    return made


def of_workbook(body: bytes) -> dict[str, dict[str, str]]:
    first, *rows = load_workbook(io.BytesIO(body))["Table"].iter_rows()
    names = [str(cell.value) for cell in first]
    return {
        str(row[0].value): {
            name: "" if cell.value is None else str(cell.value)
            for name, cell in zip(names, row, strict=True)
        }
        for row in rows
    }


def of_document(body: bytes) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for table in Document(io.BytesIO(body)).tables:
        first, *rows = (
            ["".join(t.text or "" for t in cell.iter(TEXT)) for cell in row.iterchildren(CELL)]
            for row in table._tbl.iterchildren(ROW)
        )
        for row in rows:
            found.setdefault(row[0], {}).update(zip(first, row, strict=True))
    return found


@pytest.mark.parametrize("program", ["xlsx", "docx"])
def test_tables_lose_nothing_of_a_paper_or_a_trial(
    base: Base, tables: dict[str, dict[str, dict[str, str]]], program: str
) -> None:
    by_id = {reference.id: reference for reference in (*base.papers, *base.trials)}
    for id_, cells in tables[f"{program} papers"].items():
        paper = by_id[id_]
        names = [one.collective or one.last or "" for one in paper.authors]
        assert [n for n in names if letters(n) not in letters(cells["Authors"])] == []
        assert cells["DOI"] == (paper.doi or "")
        assert letters(cells["Pages"]) == letters(paper.pages or "")
        assert cells["Published"] == (paper.published or "")
        assert cells["Integrity"].startswith("Retract") == (paper.integrity == "retracted")
        assert cells["Address"] == paper.url
    for id_, cells in tables[f"{program} trials"].items():
        trial = by_id[id_]
        assert letters(cells["Sponsor"]) == letters(trial.authors[0].collective)
        assert (cells["Status"], cells["Address"]) == (trial.status, trial.url)
        assert cells["First posted"] == trial.published
        assert cells["Last updated"] == trial.updated
