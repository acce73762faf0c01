"""Two references are told to be of one publication, or kept apart, each with a reason.

Relies on ../shared.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from harvest.evaluation.references.judged import TARGETS, judged
from harvest.references.model import Person, Reference
from harvest.references.same import Sign, compare

PAPER = Reference(
    title="Umbilical cord mesenchymal stem cells for decompensated liver cirrhosis: a trial.",
    people=(Person("Müller", "Karl", "K"), Person("Wang", "Jing", "J"), Person("Ng", "Lee", "L")),
    journal="Journal of gastroenterology and hepatology",
    journal_abbrev="J Gastroenterol Hepatol",
    year=2019,
    volume="34",
    issue="2",
    pages="112-20",
    doi="10.1000/abc",
)
BARE = replace(PAPER, doi=None)

SAME = {
    "by its DOI": (
        replace(PAPER, title="UC-MSC for liver cirrhosis", people=()),
        "DOI 10.1000/abc",
    ),
    "initials": (replace(BARE, people=(Person("Muller", None, "K"),)), "first author"),
    "umlaut in two letters": (replace(BARE, people=(Person("Mueller", "Karl"),)), "first author"),
    "a letter lost": (replace(BARE, people=(Person("Mller", None, "K"),)), "first author"),
    "short journal": (
        replace(BARE, journal="J. Gastroenterol. Hepatol.", journal_abbrev=None),
        "journal",
    ),
    "first page alone": (replace(BARE, pages="112"), "page 112"),
    "whole pages": (replace(BARE, pages="112-120"), "page 112"),
    "capitals": (replace(BARE, title=PAPER.title.upper()), "same title"),
    "hyphens": (replace(BARE, title=PAPER.title.replace("stem cells", "stem-cells")), "same title"),
    "a misprint": (
        replace(BARE, title=PAPER.title.replace("mesenchymal", "mesenchmal")),
        "spelling",
    ),
    "no subtitle": (replace(BARE, title=PAPER.title.split(":")[0]), "as far as it goes"),
    "ahead of print": (
        replace(BARE, year=2018, volume=None, issue=None, pages=None),
        "2018 and 2019",
    ),
    "in brackets": (replace(BARE, title=f"[{PAPER.title}]"), "same title"),
}


@pytest.mark.parametrize("how", SAME)
def test_a_reference_is_recognised_and_the_reason_told(how: str) -> None:
    reference, reason = SAME[how]
    verdict = compare(Sign("", reference), Sign("1", PAPER))
    assert verdict.same, verdict.reason
    assert reason in verdict.reason


def titled(text: str, **changed: object) -> Reference:
    place = {"title": text, "pages": "900-1", "volume": "40", "year": 2020}
    return replace(BARE, **{**place, **changed})  # type: ignore[arg-type]  # fields by name


APART = {
    "other PMIDs": (replace(PAPER, pmid="2"), "PMID"),
    "other DOIs": (replace(PAPER, doi="10.1000/xyz"), "DOI"),
    "abstract of a congress elsewhere": (
        replace(
            BARE, journal="Hepatology", journal_abbrev=None, pages="S12", volume="68", issue="S1"
        ),
        "pages",
    ),
    "abstract of a congress in the same journal": (
        replace(BARE, pages="A77", issue="Suppl 1"),
        "pages",
    ),
    "erratum": (titled(f"Erratum: {PAPER.title}"), "an erratum"),
    "correction": (titled(f"Author Correction: {PAPER.title}"), "an erratum"),
    "erratum by its kind": (titled(PAPER.title, types=("Published Erratum",)), "an erratum"),
    "retraction notice": (titled(f"Retraction: {PAPER.title}"), "a retraction"),
    "second part": (titled(f"{PAPER.title} Part II"), "title"),
    "numbered": (titled(PAPER.title.replace("a trial", "a phase 2 trial")), "title"),
    "comment": (titled(f"Comment on: {PAPER.title}"), "a comment"),
    "reply": (titled(f"Authors' reply: {PAPER.title}"), "a reply"),
    "protocol": (titled(PAPER.title.replace("a trial", "protocol of a trial")), "title"),
    "years on": (titled(PAPER.title, year=2024), "2019"),
    "another cell": (titled(PAPER.title.replace("Umbilical cord", "Adipose")), "title"),
    "of others": (titled(PAPER.title, people=(Person("Rossi", "Ada", "A"),)), "other authors"),
}


@pytest.mark.parametrize("how", APART)
def test_what_looks_like_it_is_kept_apart_and_the_reason_told(how: str) -> None:
    reference, reason = APART[how]
    paper = replace(PAPER, pmid="1") if reference.pmid else PAPER
    verdict = compare(Sign("", reference), Sign("1", paper))
    assert not verdict.same, verdict.reason
    assert reason in verdict.reason


def test_a_title_that_many_have_tells_nothing_without_its_page() -> None:
    one = Reference("Editorial", (Person("Ng"),), "Gut", year=2019)
    placed = replace(one, volume="3", pages="9")
    assert not compare(Sign("", one), Sign("1", one)).same
    assert compare(Sign("", placed), Sign("1", placed)).same


def test_a_key_does_not_depend_on_what_exports_cut() -> None:
    cut = replace(
        BARE, abstract="x", keywords=("y",), issue=None, pages="112", people=PAPER.people[:1]
    )
    assert cut.key == BARE.key
    assert replace(BARE, volume="35").key != BARE.key


def test_thousand_references_made_of_pubmeds_records_are_sorted_as_asked(
    shared: Path, tmp_path: Path
) -> None:
    """Of some of the files, which take less time; ``make evaluate`` judges on all."""
    for name in ("topical", "quirks", "bulk-1970s"):
        file = shared / "corpus" / "pubmed" / f"{name}.xml.gz"
        (tmp_path / file.name).symlink_to(file)
    found = judged(tmp_path, seeds=(43,))
    assert found is not None
    assert found.ours.precision >= TARGETS["references_precision"], found.wrong
    assert found.ours.recall >= TARGETS["references_recall"], found.wrong
    assert found.ours.recall > found.baseline.recall
