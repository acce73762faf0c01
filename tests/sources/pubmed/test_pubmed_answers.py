"""Answers of PubMed: which are believed, and what one that can't be leaves behind.

Relies on stand-ins and ../shared.
"""

from pathlib import Path

import pytest

from harvest.errors import ConfigError, Forbidden
from harvest.sources.pubmed import SOURCE, judge
from harvest.sources.pubmed.asking import WalkFailed
from harvest.sources.pubmed.fetch import fetch
from harvest.sources.pubmed.judge import result
from harvest.standin import Faults, at, serve
from harvest.standin.faults import content as content
from harvest.standin.faults import transport as transport
from harvest.standin.faults.schedule import Fault
from harvest.web import Answer, Verdict
from tests.helpers.clock import FakeClock
from tests.helpers.sources.pubmed_walking import ALL, few, held, walk
from tests.helpers.sources.pubmed_xml import HEAD, answer, citation
from tests.helpers.sources.walking import KEY, came, job

# --- answers that can't be believed ---

TRANSIENT = [
    transport.rate_limited(),
    transport.rate_limited_as_200(),
    transport.server_error(502),
    transport.backend_failed_as_400(),
    transport.html_page(),
    transport.html_page("application/json"),
    transport.unroutable(),
    transport.empty_body(),
    transport.reset_before_headers(),
    transport.short_body(60, declared=False),
    content.error_element(),
    content.error_element(
        "Couldn't resolve #pmquerysrv-mz?dbaf=pubmed, the address table is empty."
    ),
]


@pytest.mark.parametrize("tool", ["esearch", "efetch"])
@pytest.mark.parametrize("fault", TRANSIENT, ids=lambda fault: fault.name)
def test_a_failing_service_is_asked_again_and_never_read_as_empty(
    tmp_path: Path, tool: str, fault: Fault
) -> None:
    found = walk(tmp_path, few(), at(fault, service="pubmed", path=tool, times=2))
    assert found.end("search").state == "complete"
    assert len(found.raws) == 5


@pytest.mark.parametrize("tool", ["esearch", "efetch"])
@pytest.mark.parametrize("fault", TRANSIENT, ids=lambda fault: fault.name)
def test_a_service_that_goes_on_failing_fails_the_walk_and_moves_nothing(
    tmp_path: Path, tool: str, fault: Fault
) -> None:
    rule = at(fault, service="pubmed", path=tool, times=None)
    searches = {"one": "1:3[uid]", "two": "2:5[uid]"}
    found = walk(tmp_path, few(), rule, searches=searches, clock=FakeClock())
    assert {end.state for end in found.ends} <= {"failed", "partial"}
    assert all(end.cursors == () and end.error for end in found.ends)
    assert not found.raws


def test_once_pubmed_cannot_be_reached_nothing_more_is_asked(tmp_path: Path) -> None:
    rule = at(transport.server_error(503), service="pubmed", times=None)
    searches = {name: "1:3[uid]" for name in "abcdef"}
    with (
        serve(few(), faults=Faults(rule)) as standin,
        job(tmp_path, standin, SOURCE, held=held(9, seen="2020"), searches=searches) as work,
    ):
        found = came(fetch(work))
        assert len(standin.requests) == 6  # the tries of one request
    assert [end.state for end in found.ends] == ["failed"] * 7
    assert all(end.unavailable for end in found.ends)


def test_a_block_page_ends_the_run(tmp_path: Path) -> None:
    rule = at(transport.block_page(), service="pubmed", times=None)
    with pytest.raises(Forbidden):
        walk(tmp_path, few(), rule)


def test_a_key_that_is_refused_is_a_mistake_of_the_configuration(tmp_path: Path) -> None:
    with (
        serve(few(), api_keys=frozenset()) as standin,
        job(tmp_path, standin, SOURCE, searches=ALL, key=KEY) as work,
        pytest.raises(ConfigError) as caught,
    ):
        came(fetch(work))
    assert KEY not in str(caught.value)


# --- reading answers ---


def esearch_answer(body: str) -> Answer:
    return Answer(200, body.encode(), "application/json", "https://h/esearch.fcgi", "", {})


def test_the_recorded_errors_of_the_e_utilities_are_never_results(shared: Path) -> None:
    folder = shared / "corpus" / "responses" / "eutils" / "errors"
    rows = (folder / "INDEX.tsv").read_text().splitlines()[1:]
    fine = {
        "esearch_zero",
        "esearch_mesh",
        "esearch_phrase",
        "esearch_history",
        "elink",
        "esummary",
    }
    checked = 0
    for row in rows:
        name, status, content_type, *_ = row.split("\t")
        if name.startswith(tuple(fine)) or name == "efetch_mesh_text.txt":
            continue
        if "302" in status:
            continue
        tool = "esearch" if name.endswith(".json") else "efetch"
        body = (folder / name).read_bytes()
        verdict, _ = judge(
            Answer(int(status), body, content_type, f"https://h/{tool}.fcgi", "", {})
        )
        expected = verdict is Verdict.OK
        assert expected == (name == "efetch_unknown_pmid_200.xml"), name
        checked += 1
    assert checked > 15


def test_raw_line_ends_inside_json_are_read(shared: Path) -> None:
    errors = shared / "corpus" / "responses" / "eutils" / "errors"
    found = result((errors / "esearch_mesh_quoted_phrase_not_found.json").read_bytes())
    assert found is not None
    assert found.phrases_not_found == ('"Nonexistent Termxyz Qwerty"[mh]',)
    assert found.warnings == ("No items found.",)
    body = (errors / "esearch_retstart_9999.json").read_bytes()
    verdict, reason = judge(esearch_answer(body.decode()))
    assert (verdict, reason) == (Verdict.PERMANENT, "PubMed can't read the query")


@pytest.mark.parametrize(
    "inner",
    [
        '{"count":"2"}',
        '{"count":"-1","idlist":[]}',
        '{"count":"２","idlist":[]}',
        '{"count":"1","idlist":["0012"]}',
        '{"count":"1","idlist":["1\\n2"]}',
        '{"count":"1","idlist":"7"}',
        '"nothing"',
        "{}",
    ],
)
def test_a_search_result_that_cannot_be_is_malformed(inner: str) -> None:
    verdict, _ = judge(esearch_answer(f'{{"header":{{}},"esearchresult":{inner}}}'))
    assert verdict is Verdict.MALFORMED


def test_an_efetch_that_is_cut_anywhere_is_never_whole() -> None:
    body = answer(citation("1"), citation("2")).rstrip()
    for length in range(len(body)):
        cut = Answer(200, body[:length], "text/xml", "https://h/efetch.fcgi", "", {})
        assert judge(cut)[0] is not Verdict.OK
    whole = Answer(200, body, "text/xml", "https://h/efetch.fcgi", "", {})
    assert judge(whole)[0] is Verdict.OK
    none = Answer(200, HEAD + b"<PubmedArticleSet/>", "text/xml", "https://h/efetch.fcgi", "", {})
    assert judge(none)[0] is Verdict.OK


def test_a_wrong_address_is_named_with_its_cure(tmp_path: Path) -> None:
    rule = at(transport.status(404), service="pubmed", times=None)
    end = walk(tmp_path, few(), rule).end("search")
    assert "correct sources.pubmed.base_url" in (end.error or "")


def test_a_failed_walk_is_upstream_s_data_at_fault() -> None:
    assert WalkFailed("x").exit_code == 65


def test_counts_and_pmids_written_as_json_numbers_mean_the_same() -> None:
    as_text = b'{"esearchresult":{"count":"2","idlist":["30000001","30000002"]}}'
    as_numbers = b'{"esearchresult":{"count":2,"idlist":[30000001,30000002]}}'
    assert result(as_numbers) == result(as_text) is not None
    for odd in (b"true", b"2.0", b"-2", b"null", b'"two"', b"[2]"):
        assert result(as_numbers.replace(b'"count":2', b'"count":' + odd)) is None
        assert result(as_numbers.replace(b"30000002", odd)) is None
