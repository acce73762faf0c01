"""All real papers of the topic and the odd ones through the readers of reference managers.

Relies on ../shared.
"""

import gzip
import io
import json
from contextlib import closing

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from Bio import Medline
from pybtex.database import parse_string

from harvest.export import REFERENCE_FORMATS, references
from harvest.export.citations import cited
from harvest.export.references import Reference
from harvest.publish import publish
from harvest.publish.read import open_published
from harvest.sources.pubmed.reading.normalise import normalise
from harvest.sources.pubmed.reading.split import newest, split
from tests.helpers.bases.work_base import filled, insert
from tests.helpers.sources.pubmed_corpus import FOLDER, raw

FILES = ("topical.xml.gz", "quirks.xml.gz")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Reference]:
    if not FOLDER.is_dir():
        pytest.skip(f"no real PubMed records at {FOLDER}")
    pieces = [p for name in FILES for p in split(gzip.decompress((FOLDER / name).read_bytes()))]
    config = filled(tmp_path_factory.mktemp("consumers"), 1, 1)
    records = [normalise(raw(piece)) for piece in newest(pieces).values()]
    rows = [
        (table, tuple(row))
        for record in records
        for table, found in record.tables.items()
        for row in found
    ]
    insert(config.store.path, rows)
    publish(config)
    with closing(open_published(config)) as connection:
        found = references.of_articles(connection, [record.id for record in records])
    assert len(found) == len(records) > 850
    return found


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
        assert len(item.get("author", [])) == len(paper.authors)
        assert item.get("DOI") == paper.doi


def test_every_paper_is_cited_in_every_style_with_no_mark_twice(papers: list[Reference]) -> None:
    for paper in papers[::3]:
        for style, text in cited(paper):
            for twice in ("?.", "!.", " ,", " ;", ";;"):
                assert twice not in text.replace(paper.shown_title, ""), (style.name, text)
            assert "[Not Available]" not in text
            assert text.startswith("[RETRACTED") == (paper.integrity == "retracted"), text
            if paper.doi and paper.kind == "article":
                assert paper.doi in text, (style.name, text)
