"""What is published of trials from WHO's exports: whose words, what may be cut, who is credited.

Relies on Datasette and ../shared.
"""

import gzip
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from harvest.config import Config
from harvest.export import REFERENCE_FORMATS, TABLE_FORMATS
from harvest.export.saved import of_records
from harvest.publish.read import open_published
from harvest.run.refresh import refresh
from harvest.sources.ictrp.delivery import prepare
from harvest.sources.ictrp.parts import outcomes
from tests.helpers.clock import FakeClock
from tests.helpers.places import SHARED
from tests.helpers.site.reading import soup, visible
from tests.helpers.site.site_pages import served
from tests.helpers.sources.ictrp import base, portal, trial

FOLDER = SHARED / "corpus" / "registries" / "ictrp"
REAL = sorted(FOLDER.glob("*export*.gz")) + sorted(FOLDER.glob("*web*.csv"))
CHINESE = "ChiCTR2000029990"
TERMS = (
    "WHO ICTRP data as exported on 29 June 2026; "
    "the World Health Organization does not endorse this use."
)


def imported(folder: Path, *files: Path) -> Config:
    config = base(folder)
    for path in files:
        with closing(prepare(path, config, "ictrp")) as ready:
            outcome = refresh(
                config, sources=["ictrp"], quiet=True, clock=FakeClock(), given=[ready]
            )
        assert outcome.exit_code == 0, outcome.problems
    return config


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    folder = tmp_path_factory.mktemp("published")
    cut = "cells are given and then more " * 67
    (folder / "who.xml").write_bytes(
        portal(trial(Recruitment_Status="Open to Recruitment", Intervention=cut[:1996]))
    )
    return imported(folder, folder / "who.xml")


def test_a_page_has_the_registrys_own_words_and_says_what_may_be_cut(config: Config) -> None:
    text = visible(soup(served(config), f"/trials/{CHINESE}"))
    assert "In the registry's own words: status “Open to Recruitment”" in text
    assert "The copy read here may break off in: interventions (“…" in text


def test_what_the_source_has_no_field_for_is_told_apart_from_what_a_record_leaves_out(
    config: Config,
) -> None:
    text = visible(soup(served(config), f"/trials/{CHINESE}"))
    assert re.search(r"Primary completion\s*Not given by WHO ICTRP", text)
    assert re.search(r"Last update posted\s*Not given by WHO ICTRP", text)
    assert re.search(r"(?<!Primary )Completion\s*Not stated", text)


def test_a_row_says_what_may_be_cut_which_source_it_is_of_and_whom_to_credit(
    config: Config,
) -> None:
    with closing(sqlite3.connect(config.publish.path)) as connection:
        row = connection.execute("SELECT possibly_cut, source, attribution FROM trials").fetchone()
    assert row == ("interventions", "ictrp", TERMS)


def test_whom_to_credit_and_the_day_stand_in_every_format(config: Config) -> None:
    with closing(open_published(config)) as connection:
        forms = [*TABLE_FORMATS]
        forms += [name for name, each in REFERENCE_FORMATS.items() if not each.pubmed_only]
        told = {name: of_records(connection, [CHINESE], name) for name in forms}
    assert len(told) > 6
    silent = [name for name, body in told.items() if TERMS not in _text(name, body)]
    assert silent == []


def _text(name: str, body: bytes) -> str:
    if name == "docx":
        document = Document(BytesIO(body))
        return " ".join(paragraph.text for paragraph in document.paragraphs)
    if name == "xlsx":
        book = load_workbook(BytesIO(body))
        return " ".join(str(cell) for sheet in book for row in sheet.values for cell in row)
    return re.sub(r"\s+", " ", body.decode())


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not REAL:
        pytest.skip("the real export files are not here")
    folder = tmp_path_factory.mktemp("real")
    config = imported(folder, *REAL)
    with closing(sqlite3.connect(config.publish.path)) as connection:
        yield "\n".join(connection.iterdump())


def test_no_contact_person_of_the_real_files_is_published(real: str) -> None:
    assert real.count('INSERT INTO "trials"') > 200
    for planted in ("contact@example.org", "+000000000", "Firstname", "Lastname", "REMOVED"):
        assert planted not in real
    assert re.findall(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", real) == []


def test_the_persons_that_were_planted_are_in_the_real_files() -> None:
    """What the test above looks for is there to be found."""
    if not REAL:
        pytest.skip("the real export files are not here")
    raw = b"".join(
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for path in REAL
    )
    for planted in (b"contact@example.org", b"+000000000", b"Firstname", b"Lastname"):
        assert planted in raw


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("MELD scoreTimepoint: 24 weeks", ("MELD score", None, "24 weeks")),
        ("Albumin (g/L)Time Points: 6 months", ("Albumin (g/L)", None, "6 months")),
        ("Survival. Timepoint: 1 year", ("Survival", None, "1 year")),
        ("SurvivalMethod of measurement: calls", ("Survival", "calls", None)),
        ("Midtimepoint: of the scan", ("Midtimepoint: of the scan", None, None)),
    ],
)
def test_a_label_that_is_glued_to_the_words_before_it_is_a_label(
    given: str, wanted: tuple[str, str | None, str | None]
) -> None:
    assert outcomes("ctri", given) == [wanted]
