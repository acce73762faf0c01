"""Retraction Watch's list: what it says of held papers is kept with its reasons, the rest is not.

Relies on stand-ins.
"""

import csv
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.config import load
from harvest.errors import UpstreamDataError
from harvest.records import Raw
from harvest.run.refresh import refresh
from harvest.sources.retractionwatch import SOURCE
from harvest.sources.retractionwatch.importing import kept
from harvest.sources.retractionwatch.listing import NEEDED, prepare
from harvest.standin import Fixed, serve
from tests.helpers.bases.tiny import state as tiny
from tests.helpers.clock import FakeClock
from tests.helpers.registries.asked import topic
from tests.helpers.registries.crossref import doi_of, papers, state, work

HEADER = (*NEEDED, "Notes")
LINE = {
    "Record ID": "4036", "Title": "Cells, and the liver", "RetractionDate": "2/6/2010 0:00",
    "RetractionDOI": "10.1000/NOTICE", "RetractionPubMedID": "0", "OriginalPaperDOI": "unavailable",
    "OriginalPaperPubMedID": "90000001", "RetractionNature": "Retraction",
    "Reason": "+Falsification of Data;+Investigation by Journal;", "Notes": "",
}  # fmt: skip
LATE = {"Record ID": "9", "RetractionDate": "1/31/2011 0:00", "OriginalPaperPubMedID": "777"}
BY_DOI = {
    "Record ID": "5", "OriginalPaperDOI": "10.1000/P2", "OriginalPaperPubMedID": "0",
    "RetractionNature": "Expression of concern", "Reason": "Concerns/Issues about Data",
}  # fmt: skip


def written(path: Path, *lines: dict[str, str], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerows(LINE | each for each in lines)
    return path


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The configuration of a base that holds two papers, made without anybody being asked."""
    works = {doi_of(n): work(doi_of(n)) for n in (1, 2)}
    clock = FakeClock()
    with serve(Fixed((state(works, tiny([], papers(1, 2), "2026-11-20T09:00:05")),))) as standin:
        lines = standin.config_lines("pubmed", "crossref")
        lines = lines.replace("]\n", "]\nrequests_per_second = 1000\n")
        path = tmp_path / "config.toml"
        text = topic().replace('all = ["condition", "therapy"]', 'pubmed = "cells"')
        path.write_text(
            f'{text}{lines}\n[store]\npath = "work.db"\n[publish]\npath = "public.db"\n'
        )
        assert refresh(load(path, {}), quiet=True, clock=clock).exit_code == 0
    return path


def published(config: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(config.with_name("public.db"))) as db:
        return db.execute(sql).fetchall()


def test_a_list_marks_the_papers_that_are_held_and_a_later_one_reinstates_them(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = {"OriginalPaperPubMedID": "99000001", "OriginalPaperDOI": doi_of(1).upper()}
    by_doi = BY_DOI | {"OriginalPaperDOI": doi_of(2).upper()}
    command = ["import", "retractions", "--config", str(base)]
    listed = written(tmp_path / "list.csv", first, by_doi, LATE)
    assert run([*command, str(listed)]) == 0
    assert "list.csv: 3 lines, 2 about papers in the database, 2 new" in capsys.readouterr().out
    assert published(base, "SELECT article_id, integrity, integrity_source FROM articles") == [
        (
            "99000001", "retracted",
            "Retraction Watch's list: retraction of 2010-02-06, because of: Falsification of Data; "
            "Investigation by Journal; PubMed has no mark of it; Crossref has no mark of it",
        ),
        (
            "99000002", "concern",
            "Retraction Watch's list: expression of concern of 2010-02-06, because of: "
            "Concerns/Issues about Data; PubMed has no mark of it; Crossref has no mark of it",
        ),
    ]  # fmt: skip
    again = {"Record ID": "77", "RetractionNature": "Reinstatement", "RetractionDate": "3/1/2026"}
    assert run([*command, str(written(tmp_path / "l2.csv", first, LATE, first | again))]) == 0
    assert published(base, "SELECT article_id FROM articles WHERE integrity IS NOT NULL") == [
        ("99000002",)
    ], "what a later list leaves out stays"


def test_what_it_says_of_held_papers_is_kept_with_its_reasons() -> None:
    body = kept(LINE, "month first")
    record = SOURCE.normalise(Raw("retractionwatch", "notice", "RW:4036", body, "2026-11-24"))
    (notice,) = record.tables["notices"]
    assert notice._asdict() == {  # type: ignore[attr-defined]
        "notice_id": "RW:4036", "doi": None, "pmid": "90000001", "nature": "retraction",
        "integrity": "retracted", "dated": "2010-02-06", "notice_doi": "10.1000/notice",
        "notice_pmid": None, "reasons": "Falsification of Data|Investigation by Journal",
        "title": "Cells, and the liver",
    }  # fmt: skip


def test_numbers_that_a_script_made_decimals_of_are_the_same_lines_and_papers(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = {"OriginalPaperPubMedID": "99000002", "RetractionDate": "2010-02-06"}
    decimal = {**plain, "Record ID": "4036.0", "OriginalPaperPubMedID": "99000002.0"}
    nameless = {**plain, "Record ID": " ", "OriginalPaperPubMedID": "PMID: 99000002"}
    for lines in ((decimal, nameless), (plain,)):
        given = written(tmp_path / "list.csv", *lines)
        assert run(["import", "retractions", str(given), "--config", str(base)]) == 0
        assert published(base, "SELECT notice_id, pmid FROM notices") == [("RW:4036", "99000002")]
    assert "left out, without a Record ID: 1 about papers" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("dates", "order", "day"),
    [
        (("2/6/2010 0:00", "1/31/2011 0:00"), "month first", "2010-02-06"),
        (("2/6/2010 0:00", "31/1/2011 0:00"), "day first", "2010-06-02"),
        (("2/6/2010 0:00", "3/4/2011"), "unknown", None),
        (("2010-02-06",), "unknown", "2010-02-06"),
    ],
)
def test_a_date_is_read_as_the_whole_file_shows(tmp_path: Path, dates, order, day) -> None:
    lines = [{"RetractionDate": date} for date in dates]
    listing = prepare(written(tmp_path / "list.csv", *lines))
    assert listing.order == order
    body = kept(next(listing.lines()), listing.order)
    record = SOURCE.normalise(Raw("retractionwatch", "notice", "RW:4036", body, "2026-11-24"))
    assert record.tables["notices"][0].dated == day  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_file_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    listing = prepare(written(tmp_path / "l.csv", {"Title": "Zürich"}, encoding=encoding))
    assert next(listing.lines())["Title"] == "Zürich"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "it has no column Record ID"),
        (",".join(HEADER) + "\n1,2\n", "has 2 cells"),
        (",".join(HEADER) + '\n1,"half of', "may be cut"),
        ("", "it has no column"),
    ],
)
def test_another_file_or_half_of_one_is_refused_whole(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text)
    with pytest.raises(UpstreamDataError, match=re.escape(said)):
        prepare(path)
