"""Sample sizes of real papers, held against what a person read in them.

Relies on ../shared.
"""

import csv
import gzip
import json
from collections.abc import Iterator
from functools import cache

import pytest

from harvest.errors import RecordError
from harvest.evaluation.sheets import readings
from harvest.evidence.facets.sizes.size import sample_size
from harvest.evidence.reading.passages import Passage, RecordText
from harvest.evidence.reading.texts import article_text
from harvest.records import Raw
from harvest.sources.pubmed.reading.normalise import normalise
from tests.helpers.places import SHARED
from tests.helpers.sources.pubmed_corpus import pieces


@cache
def corpus_claims() -> dict[str, str]:
    """The sample size that the program claims of each paper of the PubMed files."""
    found = {}
    for piece in pieces():
        try:
            record = normalise(Raw("pubmed", "article", piece.pmid or "", piece.body, ""))
        except RecordError:
            continue
        for fact in sample_size(article_text(record.tables).legible):
            found.setdefault(piece.pmid or "", fact.value)
    return found


def pool_claims(wanted: set[str]) -> Iterator[tuple[str, str]]:
    """The sample sizes claimed of these papers of the pool for development."""
    with gzip.open(SHARED / "evaluation" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows:
        if row.get("pmid") in wanted and row.get("abstract"):
            titles, bodies = Passage("title", row["title"]), Passage("abstract", row["abstract"])
            text = RecordText("article", row["pmid"], titles=(titles,), bodies=(bodies,))
            yield from ((row["pmid"], fact.value) for fact in sample_size(text.legible))


def read() -> dict[str, str]:
    with readings.SIZES_READ.open(encoding="utf-8", newline="") as file:
        return {row["article"]: row["read"] for row in csv.DictReader(file)}


def test_every_sample_size_of_the_corpus_was_read_and_nearly_all_are_right() -> None:
    claimed, right = corpus_claims(), read()
    assert len(claimed) >= 270
    assert [number for number in claimed if number not in right] == []
    wrong = [number for number, size in claimed.items() if right[number] != size]
    assert len(wrong) / len(claimed) <= 0.01, wrong


def test_nearly_all_sample_sizes_of_the_pool_are_those_that_a_person_read() -> None:
    if not (SHARED / "evaluation").is_dir():
        pytest.skip("needs the shared papers for development, which are not here")
    right = read()
    claimed = dict(pool_claims(set(right) - set(corpus_claims())))
    assert len(claimed) >= 900
    wrong = [number for number, size in claimed.items() if right[number] != size]
    assert len(wrong) / len(claimed) <= 0.01, wrong


def test_the_page_gives_the_share_of_each_batch() -> None:
    text = "\n\n".join(readings.sizes_read())
    assert "| 2 | 122 | 117 | 95.9% |" in text
