"""What is read of Crossref's works: recorded ones, read a second time by hand, and odd ones.

Relies on ../shared.
"""

import json
from pathlib import Path

import pytest

from harvest.records import Raw, Record
from harvest.rows import Doi, DoiRelation, DoiUpdate
from harvest.sources.crossref import SOURCE
from tests.helpers.registries.crossref import notice, work

PAPER, RETRACTION, CORRECTION = (
    "10.1016/s0140-6736(97)11096-0",
    "10.1016/s0140-6736(10)60175-4",
    "10.1016/s0140-6736(04)15715-2",
)


def read(body: bytes) -> Record:
    doi = json.loads(body)["DOI"].lower()
    return SOURCE.normalise(Raw("crossref", "doi", doi, body, "2026-11-24T06:00:00Z"))


def recorded(shared: Path, name: str) -> Record:
    body = (shared / "corpus" / "registries" / "crossref" / name).read_bytes()
    return read(json.dumps(json.loads(body)["message"]).encode())


def meant(record: Record) -> list[tuple[str | None, str | None, str | None]]:
    found = []
    for row in record.tables["doi_updates"]:
        assert isinstance(row, DoiUpdate)
        found.append((row.type, row.integrity, row.dated))
    return found


def test_a_paper_with_a_correction_and_a_retraction(shared: Path) -> None:
    record = recorded(shared, "work-retracted.json")
    title = (
        "RETRACTED: Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive "
        "developmental disorder in children"
    )
    watched = "retraction-watch"
    assert record.tables["dois"] == (Doi(PAPER, title, "journal-article", "Elsevier BV"),)
    assert record.tables["doi_updates"] == (
        DoiUpdate(PAPER, 1, "updated-by", "correction", "Correction", watched, CORRECTION,
                  "2004-03-06", "17269", "corrected", None),
        DoiUpdate(PAPER, 2, "updated-by", "retraction", "Retraction", watched, RETRACTION,
                  "2010-02-06", "4036", "retracted", None),
    )  # fmt: skip


def test_a_notice_names_the_paper_that_it_is_about(shared: Path) -> None:
    record = recorded(shared, "work-notice.json")
    assert record.tables["doi_updates"] == (
        DoiUpdate(RETRACTION, 1, "update-to", "retraction", "Retraction", "retraction-watch",
                  PAPER, "2010-02-06", "4036", "retracted", None),
    )  # fmt: skip


def test_an_addendum_means_nothing_and_a_preprint_is_kept(shared: Path) -> None:
    record = recorded(shared, "work-preprint-addendum.json")
    doi, preprint = "10.1038/s41586-020-2012-7", "10.1101/2020.01.22.914952"
    assert meant(record) == [("addendum", None, "2020-11-17")]
    assert record.tables["doi_relations"] == (
        DoiRelation(doi, 1, "has-preprint", "doi", preprint, "object"),
    )


@pytest.mark.parametrize(
    ("kind", "integrity"),
    [
        ("Expression of concern", "concern"),
        ("expression-of-concern", "concern"),
        ("partial_retraction", "corrected"),
        ("withdrawal", "retracted"),
        ("new_version", None),
    ],
)
def test_a_kind_of_notice_counts_however_it_is_spelt(kind: str, integrity: str | None) -> None:
    record = read(work("10.1000/x", notice(kind, "2026-01-02", "10.1000/n")))
    assert [each[1] for each in meant(record)] == [integrity]
    assert record.drift == ()


def test_an_unknown_kind_means_nothing_and_is_reported() -> None:
    record = read(work("10.1000/x", notice("moon-phase", "2026-01-02", "10.1000/n")))
    assert meant(record) == [("moon_phase", None, "2026-01-02")]
    assert [each.example for each in record.drift] == ["moon_phase"]


def test_what_is_reinstated_later_is_no_longer_retracted_and_what_comes_after_is() -> None:
    first = notice("retraction", "2020-01-02", "10.1000/a")
    lifted = notice("reinstatement", "2021-01-02", "10.1000/b")
    again = notice("retraction", "2022-01-02", "10.1000/c")
    assert meant(read(work("10.1000/x", lifted, first)))[0] == ("retraction", None, "2020-01-02")
    said = meant(read(work("10.1000/x", first, lifted, again)))
    assert [each[1] for each in said] == [None, None, "retracted"]


def test_a_date_keeps_the_precision_that_it_has_and_odd_parts_cost_nothing() -> None:
    said = [
        {"DOI": "10.1000/n", "type": "retraction", "updated": updated}
        for updated in (
            {"date-parts": [[2026, 3]], "date-time": "2026-03-01T00:00:00Z"},
            {"date-time": "2026-04-05T00:00:00Z"},
            {"date-parts": [[None]]},
            "yesterday",
        )
    ]
    record = read(work("10.1000/x", **{"updated-by": [*said, "odd", None]}))
    assert sorted(each[2] or "" for each in meant(record)) == ["", "", "2026-03", "2026-04-05"]
    assert len(record.drift) == 2


def test_how_often_a_work_is_cited_makes_no_other_version_of_it() -> None:
    two = (
        notice("correction", "2026-01-02", "10.1/a"),
        notice("retraction", "2026-01-02", "10.1/b"),
    )
    digests = {
        SOURCE.digest(work("10.1000/x", *listed, **{"is-referenced-by-count": count})).content
        for count, listed in ((1, two), (2, two[::-1]))
    }
    assert len(digests) == 1
    assert SOURCE.digest(work("10.1000/x")).content not in digests
