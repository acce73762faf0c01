"""Sample sizes of real papers, held against what a person read in them.

Relies on ../shared.
"""

import csv

import pytest

from harvest.errors import RecordError
from harvest.evaluation import report
from harvest.evidence.facets.all import facets
from harvest.evidence.reading.texts import article_text
from harvest.records import Raw
from harvest.sources.pubmed.reading.normalise import normalise
from tests.helpers.sources.pubmed_corpus import pieces


def claims(wanted: set[str]) -> dict[str, str]:
    """The sample size that the program claims of each of these papers, where it claims one."""
    found = {}
    for piece in pieces():
        if piece.pmid not in wanted:
            continue
        try:
            record = normalise(Raw("pubmed", "article", piece.pmid, piece.body, ""))
        except RecordError:
            continue
        for fact in facets(article_text(record.tables)):
            if fact.facet == "sample_size":
                found[piece.pmid] = fact.value
    return found


def test_nearly_all_sample_sizes_are_those_that_a_person_read() -> None:
    with report.SIZES_READ.open(encoding="utf-8", newline="") as file:
        rows = {row["article"]: row["read"] for row in csv.DictReader(file)}
    claimed = claims(set(rows))
    if not claimed:
        pytest.skip("needs the shared corpus, which is not here")
    assert len(claimed) >= 120
    right = sum(claimed[number] == rows[number] for number in claimed)
    assert right / len(claimed) >= 0.97, [n for n in claimed if claimed[n] != rows[n]]


def test_the_page_gives_the_share_of_each_batch() -> None:
    text = "\n\n".join(report._sizes_read())
    assert "| 2 | 122 | 117 | 95.9% |" in text
