"""Real PubMed records, against readers that share nothing with ours.

Relies on ../shared.
"""

import html
import io
import random
import unicodedata
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from harvest.records import Record
from harvest.rows import ROWS
from harvest.sources.pubmed.reading.normalise import normalise
from tests.helpers.sources.pubmed_corpus import pieces, raw
from tests.helpers.sources.pubmed_xml import HEAD, article_of


def counts(record: Record) -> dict[str, int]:
    return {table: len(rows) for table, rows in record.tables.items()}


def plain_counts(root: ET.Element) -> dict[str, int]:
    """The same counts by ElementTree paths, from the DTD, sharing nothing with the reader."""

    def count(*paths: str) -> int:
        return sum(len(root.findall(path)) for path in paths)

    def filled(*paths: str) -> int:
        return sum(
            bool("".join(node.itertext()).strip()) for path in paths for node in root.findall(path)
        )

    text = "Abstract/AbstractText"
    data = "PubmedData" if root.tag == "PubmedArticle" else "PubmedBookData"
    return {
        "authors": count(".//AuthorList/Author"),
        "investigators": count(".//InvestigatorList/Investigator"),
        "article_types": filled(".//PublicationType"),
        "article_ids": filled(f"{data}/ArticleIdList/ArticleId", "BookDocument/ArticleIdList/*"),
        "keywords": filled(".//KeywordList/Keyword"),
        "article_mesh": count(".//MeshHeadingList/MeshHeading"),
        "supplemental_mesh": count(".//ChemicalList/Chemical", ".//SupplMeshList/SupplMeshName"),
        "grants": count(".//GrantList/Grant"),
        "databanks": count(".//DataBankList/DataBank/AccessionNumberList/AccessionNumber"),
        "corrections": count(".//CommentsCorrectionsList/CommentsCorrections"),
        "article_references": count(".//ReferenceList/Reference"),
        "abstract_sections": filled(f".//{text}", ".//OtherAbstract/AbstractText"),
        "article_dates": count(
            f"{data}/History/PubMedPubDate",
            ".//ArticleDate",
            ".//ContributionDate",
            ".//BeginningDate",
            ".//EndingDate",
        ),
        "book_sections": count(".//Section"),
    }


def test_every_real_record_has_as_many_of_everything_as_a_plain_walk_finds() -> None:
    checked = 0
    for piece in pieces():
        record = normalise(raw(piece))
        expected = {k: n for k, n in plain_counts(ET.fromstring(piece.body)).items() if n}
        found = counts(record)
        del found["articles"]
        found.pop("article_notes", None)
        assert found == expected, piece.pmid
        assert not [drift for drift in record.drift if "[" not in drift.path], piece.pmid
        checked += 1
    assert checked > 5000


def test_titles_and_journals_of_real_records_equal_those_of_a_plain_walk() -> None:
    def bare(text: str) -> str:
        """Without spaces, what can't be seen, and the sign of a power."""
        seen = (c for c in html.unescape(text) if unicodedata.category(c) not in ("Cf", "Cc"))
        return "".join(unicodedata.normalize("NFC", "".join(seen)).split()).replace("^", "")

    for piece in pieces():
        root = ET.fromstring(piece.body)
        if root.tag != "PubmedArticle":
            continue
        row = article_of(normalise(raw(piece)))
        for path, value in (
            (".//Article/ArticleTitle", row.title),
            (".//Article/Journal/Title", row.journal),
            (".//MedlineJournalInfo/MedlineTA", row.medline_ta),
            (".//CoiStatement", row.coi_statement),
        ):
            node = root.find(path)
            said = "".join(node.itertext()) if node is not None else ""
            if path.endswith("ArticleTitle") and said in ("", "[Not Available]."):
                node = root.find(".//Article/VernacularTitle")
            assert bare("".join(node.itertext()) if node is not None else "") == bare(value or "")


def test_real_records_have_as_many_of_everything_as_biopython_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    from Bio import Entrez
    from Bio.Entrez import Parser

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("a DTD was asked for over the network")

    Parser.DataHandler.directory = str(tmp_path)
    monkeypatch.setattr(Parser, "urlopen", refuse)
    chosen = random.Random(7).sample(pieces(), 300)
    head = HEAD.replace(b"2026", b"2025").replace(b"260101", b"250101")
    compared = 0
    for piece in chosen:
        body = head + b"<PubmedArticleSet>" + piece.body + b"</PubmedArticleSet>"
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = Entrez.read(io.BytesIO(body))
        except (Parser.ValidationError, Parser.CorruptedXMLError):
            continue  # a record of another DTD year: read by the plain walk above
        record = normalise(raw(piece))
        found = counts(record)
        for article in tree["PubmedArticle"]:
            medline, data = article["MedlineCitation"], article["PubmedData"]
            inner = medline["Article"]
            pairs = {
                "authors": len(inner.get("AuthorList", ())),
                "article_types": len(inner["PublicationTypeList"]),
                "article_mesh": len(medline.get("MeshHeadingList", ())),
                "article_ids": len(data["ArticleIdList"]),
                "grants": len(inner.get("GrantList", ())),
                "corrections": len(medline.get("CommentsCorrectionsList", ())),
                "article_references": sum(map(references_in, data.get("ReferenceList", ()))),
                "keywords": sum(len(words) for words in medline["KeywordList"]),
            }
            assert {k: n for k, n in pairs.items() if n != found.get(k, 0)} == {}, piece.pmid
            assert article_of(record).pmid == str(medline["PMID"])
            compared += 1
        for document in tree["PubmedBookArticle"]:
            assert article_of(record).pmid == str(document["BookDocument"]["PMID"])
            compared += 1
    assert compared > 250


def references_in(listing: dict[str, list[dict[str, object]]]) -> int:
    nested = listing.get("ReferenceList", [])
    return len(listing.get("Reference", [])) + sum(references_in(x) for x in nested)  # type: ignore[arg-type]


def rows_of_known_tables(record: Record) -> Iterator[tuple[object, ...]]:
    for table, rows in record.tables.items():
        for row in rows:
            assert type(row) is ROWS["article"][table]
            yield row


def test_rows_are_of_their_tables_and_begin_with_the_key() -> None:
    for piece in pieces()[:200]:
        assert all(row[0] == piece.pmid for row in rows_of_known_tables(normalise(raw(piece))))
