"""Whose trial a number is in real papers, held against what a person read in them.

Relies on ../shared.
"""

import csv
import gzip
import json
from collections.abc import Iterator

import pytest

from harvest import identifiers
from harvest.errors import RecordError
from harvest.evaluation.sheets import readings
from harvest.evidence.links.paper_kind import role
from harvest.evidence.reading.mentions import mentions
from harvest.evidence.reading.texts import article_text
from harvest.evidence.reading.whose import whose
from harvest.records import Raw
from harvest.sources.pubmed.reading.normalise import normalise
from tests.helpers.places import SHARED
from tests.helpers.sources.pubmed_corpus import pieces

Told = Iterator[tuple[tuple[str, str], bool]]
"""Paper and number, and whether the trial is the paper's own."""


def of_the_corpus(wanted: set[str]) -> Told:
    for piece in pieces():
        if piece.pmid not in wanted:
            continue
        try:
            tables = normalise(Raw("pubmed", "article", piece.pmid, piece.body, "")).tables
        except RecordError:
            continue
        record = article_text(tables)
        for mention in mentions(record, tables, role(record.legible, tables).role):
            if mention.field in ("title", "abstract"):
                yield (piece.pmid, mention.number), mention.registers


def of_the_gold(wanted: set[str]) -> Told:
    with gzip.open(SHARED / "evaluation" / "articles.jsonl.gz", "rt", encoding="utf-8") as file:
        for article in map(json.loads, file):
            if (article.get("pmid") or article.get("pmcid")) not in wanted:
                continue
            for field in ("title", "abstract"):
                text = article.get(field) or ""
                numbers = identifiers.find(text, "trial")
                own = whose(text, numbers, title=article.get("title") or "")
                for number, is_own in zip(numbers, own, strict=True):
                    yield (article.get("pmid") or article["pmcid"], number.id), is_own


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with readings.NUMBERS_READ.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("batch", ["corpus", "gold"])
def test_nearly_every_number_is_whose_a_person_read_it_to_be(
    batch: str, rows: list[dict[str, str]]
) -> None:
    if not (SHARED / "evaluation" / "articles.jsonl.gz").exists():
        pytest.skip("needs the shared corpus, which is not here")
    read = {(row["article"], row["number"]): row for row in rows if row["batch"] == batch}
    reader = of_the_corpus if batch == "corpus" else of_the_gold
    told: dict[tuple[str, str], bool] = {}
    for key, own in reader({article for article, _ in read}):
        told[key] = told.get(key, False) or own
    assert read.keys() <= told.keys()
    words = {key: "own" if told[key] else "other" for key in read}
    right = sum(words[key] == row["whose"] for key, row in read.items())
    assert right / len(read) >= 0.95, [key for key in read if words[key] != read[key]["whose"]]
    assert words == {key: row["told"] for key, row in read.items()}, "the page's figure is old"


def test_the_judgements_hold_no_more_than_a_short_span(rows: list[dict[str, str]]) -> None:
    assert max(len(row["span"]) for row in rows) <= 80
    assert {row["whose"] for row in rows} == {"own", "other"}


def test_the_page_gives_the_share() -> None:
    text = "\n\n".join(readings.numbers_read())
    assert "| corpus | 111 | 111 | 0 | 72.1% | 100.0% |" in text
