"""Preprints and papers as Europe PMC lists them, read a second time by hand.

Relies on ../shared.
"""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from harvest.errors import RecordError
from harvest.records import Raw, Record
from harvest.rows import ArticleDate, ArticleId, ArticleType, Correction, TextLink
from harvest.sources.europepmc import SOURCE
from harvest.sources.europepmc.reading import with_names
from tests.helpers.registries.europepmc import preprint


def read(result: dict[str, Any]) -> Record:
    body = json.dumps(result).encode()
    return SOURCE.normalise(Raw("europepmc", "article", str(result.get("id")), body, ""))


def made(**more: Any) -> dict[str, Any]:
    _, body = preprint(7, "Cells for <i>cirrhosis</i>")
    result: dict[str, Any] = json.loads(body)["result"]
    return result | more


def test_the_recorded_preprint_says_what_it_became(shared: Path) -> None:
    file = shared / "corpus" / "registries" / "europepmc" / "preprint-of.json"
    (said,) = json.loads(file.read_bytes())["resultList"]["result"]
    record = read(said)
    (article,) = record.tables["articles"]
    told = {
        "article_id": "PPR109910", "kind": "preprint", "doi": "10.1101/2020.01.22.914952",
        "publisher": "bioRxiv", "published": "2020-01-23", "year": 2020, "pmid": None,
        "journal": None, "retracted": 0, "url": "https://europepmc.org/article/PPR/PPR109910",
        "title": "Discovery of a novel coronavirus associated with the recent pneumonia outbreak "
        "in humans and its potential bat origin",
    }  # fmt: skip
    assert {name: getattr(article, name) for name in told} == told
    assert record.tables["article_types"] == (
        ArticleType("PPR109910", 1, "D000076942", "Preprint"),
    )
    assert record.tables["corrections"] == (
        Correction(
            "PPR109910", 1, "PreprintOf", "32015507", "Nature. 2020 Mar;579(7798):270-273",
            "CrossRef Pre-print loader",
        ),
    )  # fmt: skip
    assert record.tables["article_ids"] == (
        ArticleId("PPR109910", 1, "doi", "10.1101/2020.01.22.914952"),
    )


def test_every_recorded_core_answer_reads_as_a_second_reading_of_it(shared: Path) -> None:
    file = shared / "corpus" / "registries" / "europepmc" / "search_core.json.gz"
    results = json.loads(gzip.decompress(file.read_bytes()))["resultList"]["result"]
    assert len(results) == 25
    free = 0
    for said in results:
        key = f"{said['source']}:{said['id']}"
        body = with_names(json.dumps(said).encode(), [])
        tables = SOURCE.normalise(Raw("europepmc", "text", key, body, "")).tables
        (text,) = tables["texts"]
        assert text == (
            key, said["pmid"], said.get("pmcid"), said["doi"].lower() if "doi" in said else None,
            said["title"].strip(), int(said["pubYear"]), 0, {"Y": 1, "N": 0}[said["isOpenAccess"]],
            said["license"].upper() if "license" in said else None,
            {"Y": 1, "N": 0}[said["inEPMC"]], said.get("embargoDate"),
        )  # fmt: skip
        listed = said.get("fullTextUrlList", {"fullTextUrl": []})["fullTextUrl"]
        assert tables["text_links"] == tuple(
            TextLink(key, place, each["url"], each["availabilityCode"], each["availability"],
                     each["documentStyle"], each["site"])
            for place, each in enumerate(listed, 1)
        )  # fmt: skip
        free += any(each["availabilityCode"] in ("OA", "F") for each in listed)
    assert free


def test_an_abstract_has_its_parts_and_no_markup() -> None:
    text = (
        "<h4>Background:</h4> Cells <i>may</i> help (p < 0.05). <h4>Methods</h4><p>1 x 10<sup>6"
        "</sup> cells/kg &amp; saline.</p><p>NCT99000001.</p>"
    )
    record = read(made(abstractText=text))
    (article,) = record.tables["articles"]
    assert article.title == "Cells for cirrhosis"  # type: ignore[attr-defined]
    assert article.abstract == (  # type: ignore[attr-defined]
        "BACKGROUND: Cells may help (p < 0.05).\n\n"
        "METHODS: 1 x 10^6 cells/kg & saline.\nNCT99000001."
    )
    assert [each[2] for each in record.tables["abstract_sections"]] == ["BACKGROUND", "METHODS"]


def test_people_versions_and_withdrawal_are_read() -> None:
    record = read(
        made(
            title="WITHDRAWN: Cells for cirrhosis",
            versionNumber=2,
            versionList={
                "version": [
                    {"versionNumber": 1, "firstPublishDate": "2021-01-04"},
                    {"versionNumber": 2, "firstPublishDate": "2021-03-09"},
                ]
            },
        )
    )
    (article,) = record.tables["articles"]
    assert (article.version, article.retracted, article.integrity) == (2, 1, "retracted")  # type: ignore[attr-defined]
    assert record.tables["article_dates"] == (
        ArticleDate("PPR7", 1, "version 1", "2021-01-04"),
        ArticleDate("PPR7", 2, "version 2", "2021-03-09"),
    )
    ann, group = record.tables["authors"]
    assert (ann.last_name, ann.fore_name, ann.orcid) == ("Tester", "Ann", "0000-0002-1825-0097")  # type: ignore[attr-defined]
    assert (group.last_name, group.collective_name) == (None, "Synthetic Group")  # type: ignore[attr-defined]
    names = read(made(authorList=None, authorString="Schoenfeld JD, O'Neill AF, Liver Group."))
    assert [each[3:7:2] for each in names.tables["authors"]] == [
        ("Schoenfeld", "JD"), ("O'Neill", "AF"), (None, None),
    ]  # fmt: skip


def test_how_often_it_is_cited_makes_no_version_and_a_tie_does() -> None:
    before = json.dumps(made()).encode()
    cited = json.dumps(made(citedByCount=77, hasReferences="Y")).encode()
    ties = {"commentCorrection": [{"source": "MED", "id": "123", "type": "Preprint of"}]}
    tied = json.dumps(made(commentCorrectionList=ties)).encode()
    assert SOURCE.digest(before) == SOURCE.digest(cited) != SOURCE.digest(tied)


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b'{"id": "PPR1"}', b'{"source": "PPR", "id": 1}', b'{"source":"PPR","id":"x"}'],
)
def test_what_is_no_preprint_is_told(body: bytes) -> None:
    with pytest.raises(RecordError):
        SOURCE.normalise(Raw("europepmc", "article", "PPR1", body, ""))


def test_lists_of_another_form_cost_nothing_else() -> None:
    odd = made(
        authorList=["x"], keywordList={"keyword": [1, "cells"]}, pubTypeList="x", pubYear=None,
        versionList={"version": "1"}, commentCorrectionList={"commentCorrection": [{"type": 1}, 3]},
    )  # fmt: skip
    record = read(odd)
    assert [each[3] for each in record.tables["keywords"]] == ["cells"]
    assert record.tables["articles"][0].year == 2021  # type: ignore[attr-defined]
