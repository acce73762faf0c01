"""Faults strike the requests that their schedule names, and do on the wire what they say.

Relies on stand-ins.
"""

import gzip
import http.client
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
import requests

from harvest.standin import Faults, StandIn, at, changed, sample, serve
from harvest.standin.faults import content as content
from harvest.standin.faults import transport as transport

STUDY = "/studies/NCT90000001"
EVERYTHING = {"query.term": "AREA[StudyFirstPostDate]RANGE[MIN, MAX]", "countTotal": "true"}


@contextmanager
def faulty(fault, **when: object) -> Iterator[StandIn]:
    with serve(sample(epoch=0), faults=Faults(at(fault, **when))) as standin:
        yield standin


def get(standin: StandIn, path: str = STUDY, **params: object) -> requests.Response:
    return requests.get(standin.clinicaltrials_url + path, params, timeout=5, allow_redirects=False)


def page(standin: StandIn, **params: object) -> dict:
    return get(standin, "/studies", **EVERYTHING, **params).json()


def pubmed(standin: StandIn, cgi: str, **params: object) -> requests.Response:
    query = {"db": "pubmed", "retmode": "xml", **params}
    return requests.get(f"{standin.eutils_url}/{cgi}.fcgi", query, timeout=5)


@contextmanager
def raw(standin: StandIn, path: str = STUDY) -> Iterator[http.client.HTTPResponse]:
    """An answer as the standard library sees it, read no further than its headers."""
    address = urlsplit(standin.clinicaltrials_url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=5)
    connection.request("GET", address.path + path)
    answer = connection.getresponse()
    try:
        yield answer
    finally:
        answer.close()
        connection.close()


def read_to_break(answer: http.client.HTTPResponse, *errors: type[Exception]) -> None:
    with pytest.raises(errors):
        answer.read()


def test_a_fault_strikes_the_requests_that_its_rule_names_and_no_other():
    rules = (
        at(transport.status(500), path="/version", nth=2, times=2),
        at(transport.status(503), path="studies", times=None),
        at(transport.status(418), service="mesh"),
        at(transport.forbidden(), where=lambda r: "curl" in r.headers.get("user-agent", "")),
    )
    with serve(sample(epoch=0), faults=Faults(*rules)) as standin:
        versions = [get(standin, "/version").status_code for _ in range(4)]
        studies = [get(standin).status_code for _ in range(3)]
        mesh = [requests.get(standin.mesh_url, timeout=5).status_code for _ in range(2)]
        curl = requests.get(
            standin.clinicaltrials_url + "/version", headers={"User-Agent": "curl/8"}, timeout=5
        )
        log = standin.requests.exchanges("clinicaltrials", "/version")
    assert versions == [200, 500, 500, 200]
    assert studies == [503] * 3
    assert mesh == [418, 404]
    assert curl.status_code == 403
    assert [e.fault for e in log[:3]] == [None, "status 500", "status 500"]


@pytest.mark.parametrize(
    ("fault", "status", "retry_after", "text"),
    [
        (transport.too_many_requests(), 429, None, "Too Many Requests"),
        (transport.too_many_requests("soon"), 429, "soon", "Too Many Requests"),
        (transport.rate_limited(), 429, "2", '"error":"API rate limit exceeded"'),
        (transport.rate_limited_as_200(), 200, None, '"error":"API rate limit exceeded"'),
        (transport.server_error(502), 502, None, "Server Error"),
        (transport.forbidden(), 403, None, "403 Forbidden"),
        (transport.backend_failed_as_400(), 400, None, "PubOne"),
        (transport.address_too_long(), 414, None, "Too Large"),
        (transport.html_page("application/json"), 200, None, "maintenance"),
        (transport.unroutable(), 200, None, "Unable to route request!"),
        (transport.empty_body(), 200, None, ""),
        (transport.key_rejected(), 400, None, '"error":"API key invalid"'),
    ],
)
def test_refusals_have_the_services_own_forms(fault, status, retry_after, text):
    with faulty(fault) as standin:
        answer = get(standin)
    assert (answer.status_code, answer.headers.get("Retry-After")) == (status, retry_after)
    assert text in answer.text


def test_redirects_lead_where_they_say():
    with faulty(transport.block_page()) as standin:
        assert get(standin).headers["Location"] == transport.BLOCKED
    with faulty(transport.redirect_loop()) as standin:
        assert get(standin).headers["Location"].endswith(STUDY)


def test_a_reset_before_the_headers_is_a_reset():
    with faulty(transport.reset_before_headers()) as standin:
        with pytest.raises(requests.ConnectionError, match="reset"):
            get(standin)
        assert get(standin).status_code == 200


def test_a_reset_in_the_body_is_a_reset():
    with faulty(transport.reset_mid_body(200)) as standin, raw(standin) as answer:
        read_to_break(answer, ConnectionResetError, http.client.IncompleteRead)


def test_a_short_body_is_seen_where_its_length_was_declared():
    with faulty(transport.short_body(100)) as standin, raw(standin) as answer:
        read_to_break(answer, http.client.IncompleteRead)


def test_a_short_body_is_not_seen_where_its_length_was_not_declared():
    with faulty(transport.short_body(100, declared=False)) as standin, raw(standin) as answer:
        assert answer.getheader("Content-Length") is None
        assert len(answer.read()) == 100


@pytest.mark.parametrize("fault", [transport.chunks_cut(), transport.chunk_size_wrong()])
def test_broken_chunks_are_broken(fault):
    with faulty(fault) as standin, raw(standin) as answer:
        read_to_break(answer, http.client.IncompleteRead)


def test_a_truncated_gzip_body_is_complete_on_the_wire():
    with faulty(transport.truncated_gzip()) as standin, raw(standin) as answer:
        body = answer.read()
        assert answer.getheader("Content-Encoding") == "gzip"
    with pytest.raises(EOFError):
        gzip.decompress(body)


def test_a_wrong_encoding_is_no_gzip():
    with faulty(transport.wrong_encoding()) as standin, raw(standin) as answer:
        body = answer.read()
    with pytest.raises(gzip.BadGzipFile):
        gzip.decompress(body)


def test_a_gzip_bomb_is_nearly_a_thousand_times_its_size():
    with faulty(transport.gzip_bomb(20)) as standin, raw(standin) as answer:
        body = answer.read()
    assert len(gzip.decompress(body)) == 20_000_000 > 900 * len(body)


def test_a_stalled_answer_never_comes_and_the_stand_in_stops_all_the_same():
    began = time.monotonic()
    with faulty(transport.stalled()) as standin, pytest.raises(requests.Timeout):
        requests.get(standin.clinicaltrials_url + STUDY, timeout=0.2)
    with faulty(transport.stalled(after=10)) as standin, pytest.raises(requests.ConnectionError):
        requests.get(standin.clinicaltrials_url + STUDY, timeout=0.2)
    assert time.monotonic() - began < 5


def test_a_dripped_body_comes_in_drops():
    with faulty(transport.dripped(size=1000, seconds=0.01)) as standin, raw(standin) as answer:
        began = time.monotonic()
        body = answer.read()
    assert time.monotonic() - began > 0.01 * (len(body) // 1000 - 1)


def test_an_endless_body_goes_on_until_the_client_leaves():
    with faulty(transport.endless()) as standin, raw(standin) as answer:
        assert len(answer.read(1_000_000)) == 1_000_000


def test_pages_of_studies_are_spoilt_as_named():
    spoilt = (
        content.empty_page(),
        content.studies_missing(),
        content.dropped_studies(3),
        content.repeated_study(),
        content.total(None),
        content.total('"60"'),
        content.unknown_status(),
        content.unknown_field(),
        content.renamed_field("briefTitle", "shortTitle"),
    )
    rules = [at(fault, path="studies", nth=n) for n, fault in enumerate(spoilt, 1)]
    with serve(sample(epoch=0), faults=Faults(*rules)) as standin:
        pages = [page(standin, pageSize=10) for _ in spoilt]
        right = page(standin, pageSize=10)
    empty, missing, dropped, repeated, untold, text, status, field, renamed = pages
    assert (empty["studies"], empty["nextPageToken"]) == ([], right["nextPageToken"])
    assert "studies" not in missing
    assert dropped["studies"] == right["studies"][:7]
    assert repeated["studies"] == [*right["studies"], right["studies"][0]]
    assert "totalCount" not in untold
    assert text["totalCount"] == "60"
    first = status["studies"][0]["protocolSection"]["statusModule"]
    assert first["overallStatus"] == "PAUSED_BY_MOON"
    assert "noveltyModule" in field["studies"][9]["protocolSection"]
    names = renamed["studies"][0]["protocolSection"]["identificationModule"]
    assert "shortTitle" in names
    assert "briefTitle" not in names


def test_a_malformed_study_leaves_the_others_alone():
    with faulty(content.malformed_study("NCT90000003"), path="studies") as standin:
        studies = page(standin, pageSize=5)["studies"]
    modules = [study["protocolSection"]["statusModule"] for study in studies]
    assert modules[2] == "see website"
    assert all(isinstance(module, dict) for module in modules[:2] + modules[3:])


def test_a_full_last_page_may_have_a_token_that_leads_to_an_empty_one():
    with faulty(content.token_on_last_page(), path="studies") as standin:
        last = page(standin, pageSize=60)
        empty = page(standin, pageSize=60, pageToken=last["nextPageToken"])
    assert len(last["studies"]) == 60
    assert (empty["studies"], "nextPageToken" in empty) == ([], False)


def test_a_repeated_token_leads_round_in_a_circle():
    with faulty(content.repeated_token(), path="studies", nth=2) as standin:
        first = page(standin, pageSize=20)
        second = page(standin, pageSize=20, pageToken=first["nextPageToken"])
    assert second["nextPageToken"] == first["nextPageToken"]


def test_a_token_may_be_rejected_once():
    rule = at(content.token_rejected(), where=lambda r: bool(r.param("pageToken")))
    with serve(sample(epoch=0), faults=Faults(rule)) as standin:
        token = page(standin, pageSize=20)["nextPageToken"]
        codes = [
            get(standin, "/studies", **EVERYTHING, pageSize=20, pageToken=token).status_code
            for _ in range(2)
        ]
    assert codes == [400, 200]


def test_the_data_may_move_on_in_the_middle_of_a_walk():
    corpus = changed(sample(epoch=0), lambda draft: draft.drop_study("NCT90000001"))
    rule = at(content.next_state(), path="studies", nth=2)
    with serve(corpus, faults=Faults(rule)) as standin:
        first = page(standin, pageSize=30)
        second = page(standin, pageSize=30, pageToken=first["nextPageToken"])
        version = get(standin, "/version").json()
    seen = [
        study["protocolSection"]["identificationModule"]["nctId"]
        for study in first["studies"] + second["studies"]
    ]
    assert len(set(seen)) == 59  # one moved across the border and was missed
    assert "NCT90000031" not in seen
    assert version["dataTimestamp"] == "2025-12-02T09:00:04"


IDS = "99000001,99000002,99000003"


def test_sets_of_citations_are_spoilt_as_named():
    spoilt = (
        content.dropped_citations(),
        content.empty_set(),
        content.repeated_citation(),
        content.swapped_set(b"<PubmedArticle>99000009</PubmedArticle>"),
        content.unknown_element(),
        content.broken_citation("99000002"),
        content.error_element("Search Backend failed: Couldn't resolve"),
        content.no_correct_ids(),
        content.history_lost(),
    )
    rules = [at(fault, path="efetch", nth=n) for n, fault in enumerate(spoilt, 1)]
    with serve(sample(epoch=0), faults=Faults(*rules)) as standin:
        answers = [pubmed(standin, "efetch", id=IDS) for _ in spoilt]
    texts = [answer.text for answer in answers]
    counts = [text.count("<PubmedArticle>") for text in texts]
    assert counts == [2, 0, 4, 1, 3, 3, 0, 0, 0]
    assert texts[4].count("<Novelty>") == 3
    assert texts[5].count("</ArticleTit1e>") == 1
    assert "<ERROR>Search Backend failed: Couldn't resolve</ERROR>" in texts[6]
    assert (answers[7].status_code, answers[8].status_code) == (400, 200)
    assert "Unable to obtain query #1" in texts[8]


@pytest.mark.parametrize("retmode", ["xml", "json"])
def test_searches_are_spoilt_as_named(retmode):
    spoilt = (content.phrase_not_found('"x y"[tiab]'), content.promised(7), content.error_element())
    rules = [at(fault, path="esearch", nth=n) for n, fault in enumerate(spoilt, 1)]
    with serve(sample(epoch=0), faults=Faults(*rules)) as standin:
        phrase, count, error = (
            pubmed(standin, "esearch", term="liver", retmode=retmode).text for _ in spoilt
        )
    assert "uotedPhraseNotFound" in phrase or "quotedphrasesnotfound" in phrase
    assert "<Count>7</Count>" in count or '"count":"7"' in count
    assert "Database is not supported: pubmed" in error


def test_the_log_tells_what_was_asked_and_when():
    with serve(sample(epoch=0)) as standin:
        pubmed(standin, "esearch", term="liver", tool="harvest", email="a@example.org")
        pubmed(standin, "einfo")
        get(standin)
        first, second = standin.requests.requests("pubmed")
        gaps = standin.requests.gaps("pubmed")
        assert len(standin.requests) == 3
    assert (first.ordinal, second.ordinal) == (1, 2)
    assert (first.param("tool"), first.param("email")) == ("harvest", "a@example.org")
    assert gaps == [second.started - first.started]
    assert gaps[0] > 0


def test_latency_delays_every_answer():
    with serve(sample(epoch=0), latency=0.05) as standin:
        began = time.monotonic()
        get(standin, "/version")
        assert time.monotonic() - began >= 0.05


def test_a_mistake_of_the_stand_ins_own_is_raised_when_it_ends():
    def stumble(body: bytes) -> bytes:
        raise LookupError("stumbled")

    fault = at(content.rewritten("stumble", stumble), path="version")
    context = serve(sample(epoch=0), faults=Faults(fault))
    standin = context.__enter__()
    with pytest.raises(requests.ConnectionError):
        get(standin, "/version")
    with pytest.raises(LookupError, match="stumbled"):
        context.__exit__(None, None, None)
