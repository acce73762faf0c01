"""Papers that held trials call for: cited by them, or naming them.

Relies on stand-ins and ../shared.
"""

import gzip
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from harvest.sources.pubmed import SOURCE
from harvest.sources.pubmed.follow import follow
from harvest.sources.pubmed.reading.split import newest, split
from harvest.standin import Fixed, State, at, serve
from harvest.standin.faults import content as content
from tests.helpers.sources.pubmed_walking import ALL, corpus, few, held, paper, walk
from tests.helpers.sources.walking import came, job


def test_papers_that_held_trials_cite_are_fetched_and_what_pubmed_lacks_is_remembered(
    tmp_path: Path,
) -> None:
    mine = held(1, cited=frozenset({"1", "2", "3", "88", "0012", "12 13"}))
    found = walk(tmp_path, few(), walker=follow, held=mine)
    end = found.end("cited")
    assert found.raws.keys() == {"2", "3"}
    assert (end.state, end.promised, end.fetched, end.missing) == ("complete", 3, 2, ("88",))
    assert end.cursors == (("cited-missing", '{"2026-11-24":["88"]}'),)
    assert [page.search for page in found.pages] == [None]

    cursors = {"pubmed/cited-missing": '{"2026-11-01":["88"],"2026-09-01":["89"]}'}
    later = replace(mine, articles=frozenset("123"), cited=frozenset({"88", "89"}), cursors=cursors)
    found = walk(tmp_path, few(), walker=follow, held=later)
    assert found.end("cited").sent == "id=89"
    assert json.loads(found.end("cited").cursors[0][1]) == {
        "2026-11-01": ["88"],
        "2026-11-24": ["89"],
    }


def test_nothing_is_remembered_as_missing_while_pubmed_delivers_nothing_at_all(
    tmp_path: Path,
) -> None:
    rule = at(content.empty_set(), service="pubmed", path="efetch", times=None)
    mine = held(1, cited=frozenset({"2", "3"}))
    end = walk(tmp_path, few(), rule, walker=follow, held=mine).end("cited")
    assert end.state == "failed"
    assert "delivers no paper at all" in (end.error or "")


def test_papers_that_name_held_trials_are_found_many_numbers_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[follow.__module__], "NAMES", 3)
    papers = {
        1: paper(1, nct="NCT00000001"),
        2: paper(2, nct="NCT00000007"),
        3: paper(3, nct="NCT00000500"),
        4: paper(4, nct="NCT00000009"),
        5: paper(5, title="Cells (NCT00000006): a trial"),
        6: paper(6, title="Cells in NCT00000600"),
    }
    trials = frozenset(f"NCT0000000{n}" for n in range(1, 8))
    mine = held(1, trials=trials, aliases={"NCT00000009": "NCT00000002"})
    with (
        serve(corpus(papers)) as standin,
        job(tmp_path, standin, SOURCE, held=mine, searches=ALL) as work,
    ):
        found = came(follow(work))
        asked = [r.param("term") for r in standin.requests.requests("pubmed", "esearch")]
    end = found.end("naming")
    assert found.raws.keys() == {"2", "4", "5"}
    assert (end.state, end.promised, end.fetched) == ("complete", 4, 3)
    assert asked[0] == (
        "NCT00000001[si] OR NCT00000001[tiab] OR NCT00000002[si] OR NCT00000002[tiab] OR "
        "NCT00000003[si] OR NCT00000003[tiab]"
    )
    assert len(asked) == 3
    assert end.not_found == ()


def test_numbers_that_no_paper_names_are_no_error(tmp_path: Path) -> None:
    unknown = content.phrase_not_found("NCT00000001")
    rule = at(unknown, service="pubmed", path="esearch", times=None)
    mine = held(1, trials=frozenset({"NCT00000001"}))
    assert walk(tmp_path, few(), rule, walker=follow, held=mine).end("naming").state == "complete"


@pytest.mark.parametrize("file", ["bulk-2021.xml.gz", "topical.xml.gz"])
def test_papers_that_name_their_trial_in_the_text_alone_are_found_among_real_ones(
    file: str, shared: Path, tmp_path: Path
) -> None:
    body = gzip.decompress((shared / "corpus" / "pubmed" / file).read_bytes())
    records = {each.pmid: each.body for each in newest(split(body)).values() if each.pmid}
    numbers = {pmid: set(re.findall(rb"NCT[0-9]{8}", body)) for pmid, body in records.items()}
    # The bytes are read here without any of the product's code: who names a number, and where.
    text = re.compile(rb"<(ArticleTitle|AbstractText|Keyword)[ >].*?</\1>", re.DOTALL)
    in_text = {
        pmid
        for pmid, body in records.items()
        if any(re.search(rb"\bNCT[0-9]{8}\b", part[0]) for part in text.finditer(body))
    }
    listed = {p for p, b in records.items() if re.search(rb"<AccessionNumber>NCT[0-9]{8}<", b)}
    trials = frozenset(number.decode() for found in numbers.values() for number in found)
    served = Fixed((State({}, records, {}, "2026-11-24T05:00:00"),))
    found = walk(tmp_path, served, walker=follow, held=held(trials=trials))
    assert found.end("naming").state == "complete"
    assert found.raws.keys() == in_text | listed
    assert len(in_text - listed) > 5
    if file.startswith("bulk"):
        assert {"33894335", "33895695", "33984675", "33908288"} <= in_text - listed


def test_without_trials_nothing_is_asked(tmp_path: Path) -> None:
    assert walk(tmp_path, few(), walker=follow, held=held(1)).ends == []
