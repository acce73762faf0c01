"""The stand-ins for the E-utilities and MeSH behave as the services are known to.

Relies on stand-ins.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO

import pytest
import requests
from Bio import Entrez

from harvest.standin import Fixed, StandIn, State, sample, serve
from harvest.standin.corpora.vocabulary import descriptors


@pytest.fixture(scope="module")
def standin() -> Iterator[StandIn]:
    with serve(sample(epoch=0), today=lambda: datetime(2025, 12, 1, tzinfo=UTC)) as running:
        yield running


def ask(standin: StandIn, tool: str, **params: object) -> requests.Response:
    query = {"db": "pubmed", **params}
    return requests.get(f"{standin.eutils_url}/{tool}.fcgi", query, timeout=60)


def search(standin: StandIn, term: str, **params: object) -> dict:
    answer = ask(standin, "esearch", term=term, retmode="json", retmax=9999, **params)
    return json.loads(answer.text, strict=False)["esearchresult"]


def numbers(result: Mapping) -> list[int]:
    return sorted(int(pmid) - 99_000_000 for pmid in result["idlist"])


def fetched(answer: requests.Response) -> list[str]:
    return re.findall(r'<PMID Version="\d">(\d+)</PMID><Date', answer.text)


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ('"end stage liver disease"[tiab]', [25, 28, 36]),
        ('"disease liver stage"[tiab:~0] AND end[tiab]', [25, 28, 36]),
        ('"cells abcb5"[tiab:~3]', [24]),
        ('"abcb5 cells"[tiab:~2]', []),
        ('"cells abcb5"[tiab:~0]', []),
        ('"Liver Cirrhosis, Biliary"[MeSH Terms]', [16]),
        ('"Liver Cirrhosis, Biliary"[mh]', [16]),
        ('"End Stage Liver Disease"[MeSH Major Topic]', [25, 28]),
        ('"Liver Failure"[mh:noexp]', [27, 30, 52]),
        ('"liver cirrhosis/therapy"[mh] AND 99000001:99000006[uid]', [1, 2, 4, 6]),
        ("NCT90000012[si] OR NCT90000034[si]", []),
        ("NCT90000006[si]", [6, 7]),
        ("NCT90000010[Title/Abstract]", [4]),
        ("isrctn99000039[si]", [11]),
        ("99000004:99000006[uid]", [4, 5, 6]),
        ("99000005[pmid]", [5]),
        ("2025/09:3000[dp]", [101, 105]),
        ("2025/09/01:2025/09/30[crdt]", [101]),
        ('"2025/10"[dp] : "3000"[dp]', [105]),
        ("Retracted Publication[pt]", [14]),
        ("review[pt] AND mithal[au]", [62]),
        ('"Namuna K"[Author] AND 2019[dp]', [3, 88]),
        ("chi[la]", [21]),
        ('"pubmed books"[sb]', [8]),
        ("hepatocyt*[ti]", [27, 33, 48, 68, 76]),
        ("wilson disease AND infusion NOT review[pt]", []),
        ("macrophage*[ti] NOT review[pt]", [6, 7]),
        ("(macrophage*[ti] NOT review[pt]) AND 2025[dp]", [7]),
        ("10.5555/sample.00005[doi]", [5]),
        ("Example J Hepatol[ta] AND 2010:2013[dp]", []),
    ],
)
def test_terms_find_what_they_say(standin, term, found):
    assert numbers(search(standin, term)) == found


def test_a_heading_takes_in_all_that_lies_below_it(standin):
    below = search(standin, '"Stem Cell Transplantation"[MeSH Terms]')
    alone = search(standin, '"Stem Cell Transplantation"[mh:noexp]')
    cord = search(standin, '"Cord Blood Stem Cell Transplantation"[mh]')
    assert set(numbers(cord)) < set(numbers(below))
    assert set(numbers(alone)) < set(numbers(below))


def test_every_citation_has_a_publication_date(standin):
    assert search(standin, "1800:3000[dp]")["count"] == "110"


def test_unquoted_words_are_mapped_to_headings_and_the_translation_is_told(standin):
    result = search(standin, "hepatic cirrhosis")
    assert result["translationset"] == [
        {
            "from": "hepatic cirrhosis",
            "to": '"liver cirrhosis"[MeSH Terms] OR "hepatic cirrhosis"[All Fields]',
        }
    ]
    assert result["querytranslation"].startswith('("liver cirrhosis"[MeSH Terms] OR ')


def test_twenty_ids_are_given_unless_more_are_asked_for(standin):
    answer = ask(standin, "esearch", term="1800:3000[dp]", retmode="json").json()
    assert len(answer["esearchresult"]["idlist"]) == 20
    assert answer["esearchresult"]["count"] == "110"


def test_the_xml_of_a_search_is_read_by_biopython(standin):
    answer = ask(standin, "esearch", term="macrophages[ti]", usehistory="y")
    read = Entrez.read(BytesIO(answer.content))
    assert read["Count"] == str(len(read["IdList"]))
    assert read["QueryKey"] == "1"
    assert read["WebEnv"].startswith("MCID_")


def test_an_unknown_word_and_phrase_are_reported_and_find_nothing(standin):
    result = search(standin, '"qzxwv nonsense"[tiab]')
    assert result["count"] == "0"
    assert result["warninglist"]["quotedphrasesnotfound"] == ['"qzxwv nonsense"[tiab]']
    xml = ask(standin, "esearch", term="qzxwvunonsenseterm").text
    assert '<QuotedPhraseNotFound>"qzxwvunonsenseterm"</QuotedPhraseNotFound>' in xml
    assert "<OutputMessage>No items found.</OutputMessage>" in xml


@pytest.mark.parametrize("slash", ["", "/"])
def test_the_root_is_no_interface_and_forwards_to_another_host(standin, slash):
    answer = requests.get(f"{standin.eutils_url}{slash}", timeout=60, allow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("https://www.ncbi.nlm.nih.gov/")


def test_a_phrase_missing_from_the_index_is_broken_up_and_reported(standin):
    near = search(standin, '"cirrhosis macrophages"[tiab:~0]')
    broken = search(standin, '"cirrhosis macrophages"[tiab]')
    assert near["count"] == "0"
    assert int(broken["count"]) > 0
    assert broken["warninglist"]["quotedphrasesnotfound"] == ['"cirrhosis macrophages"[tiab]']
    words = '("cirrhosis"[Title/Abstract] AND "macrophages"[Title/Abstract])'
    assert broken["querytranslation"] == words


def test_an_unknown_field_is_reported_whatever_is_found(standin):
    result = search(standin, "macrophages[ti] OR liver[nosuchfield]")
    assert result["errorlist"] == {"phrasesnotfound": [], "fieldsnotfound": ["nosuchfield"]}
    assert int(result["count"]) > 0


def test_a_search_that_can_not_be_read_is_an_error_inside_a_200(standin):
    assert "ERROR" in search(standin, "((liver")
    assert "<ERROR>" in ask(standin, "esearch", term="").text
    assert search(standin, 'liver[ti] AND "cirrhosis[ti]')["warninglist"]["outputmessages"] == [
        "Unmatched double quote ignored."
    ]


def test_dates_may_be_limited_by_parameters(standin):
    both = {"datetype": "pdat", "mindate": "2025/09", "maxdate": "2025/10/31"}
    assert numbers(search(standin, "cirrhosis", **both)) == [101, 105]
    assert numbers(search(standin, "cirrhosis", datetype="edat", reldate=60)) == [105]
    alone = search(standin, "macrophages[ti]", datetype="pdat", mindate="2024")
    assert alone["count"] == search(standin, "macrophages[ti]")["count"]


def test_efetch_leaves_out_unknown_ids_and_gives_duplicates_once(standin):
    asked = "99000001,099000002,99000001,12345,99000003,99000005"
    answer = ask(standin, "efetch", id=asked, retmode="xml")
    assert sorted(fetched(answer)) == ["99000001", "99000002", "99000003", "99000005"]
    assert answer.headers["Transfer-Encoding"] == "chunked"
    assert "pubmed_250101.dtd" in answer.text[:200]


def test_efetch_keeps_an_order_of_its_own(standin):
    asked = [str(99_000_000 + number) for number in range(1, 30)]
    answer = ask(standin, "efetch", id=",".join(asked), retmode="xml")
    got = re.findall(r"<(?:MedlineCitation|BookDocument)[^>]*><PMID[^>]*>(\d+)", answer.text)
    assert sorted(got) == asked
    assert got != asked


def test_efetch_of_nothing_known_is_an_empty_set_of_205_bytes(standin):
    answer = ask(standin, "efetch", id="12345", retmode="xml")
    assert answer.text.endswith("<PubmedArticleSet></PubmedArticleSet>\n")
    assert (answer.status_code, len(answer.content)) == (200, 206)


@pytest.mark.parametrize("ids", ["0", "abc", "0,abc"])
def test_efetch_of_malformed_ids_alone_is_a_400(standin, ids):
    answer = ask(standin, "efetch", id=ids, retmode="xml")
    assert answer.status_code == 400
    assert "ID list is empty! Possibly it has no correct IDs." in answer.text


def test_many_ids_go_by_post_and_not_in_an_address(standin):
    ids = ",".join(str(number) for number in range(10_000_000, 10_002_000))
    by_get = ask(standin, "efetch", id=ids, retmode="xml")
    form = {"db": "pubmed", "retmode": "xml", "id": ids + ",99000001"}
    by_post = requests.post(f"{standin.eutils_url}/efetch.fcgi", form, timeout=60)
    assert by_get.status_code == 414
    assert fetched(by_post) == ["99000001"]


def test_sets_are_kept_on_the_history_server_until_it_forgets(standin):
    found = search(standin, "macrophage[ti]", usehistory="y")
    kept = {"WebEnv": found["webenv"], "query_key": found["querykey"]}
    answer = ask(standin, "efetch", retmode="xml", retmax=100, **kept)
    assert sorted(fetched(answer)) == sorted(found["idlist"])
    posted = ask(standin, "epost", id="99000001,99000006", WebEnv=found["webenv"]).text
    assert "<QueryKey>2</QueryKey>" in posted
    both = search(standin, "#1 AND #2", WebEnv=found["webenv"])
    assert numbers(both) == [6]
    lost = ask(standin, "efetch", retmode="xml", WebEnv="MCID_0", query_key=1)
    assert "Unable to obtain query #1" in lost.text


def test_summaries_tell_of_ids_that_are_not_there(standin):
    result = ask(standin, "esummary", id="99000001,5", retmode="json").json()["result"]
    assert result["uids"] == ["99000001"]
    assert result["5"]["error"] == "cannot get document summary"


def test_a_bad_key_is_refused_and_echoed():
    with serve(sample(epoch=0), api_keys=frozenset({"good"})) as standin:
        good = ask(standin, "esearch", term="liver", api_key="good")
        bad = ask(standin, "esearch", term="liver", api_key="k1")
    assert good.status_code == 200
    assert (bad.status_code, bad.json()["error"]) == (400, "API key invalid")


def test_a_fourth_request_in_a_second_is_refused_as_json_when_rates_are_strict():
    with serve(sample(epoch=0), strict_rates=True) as standin:
        ask(standin, "esearch", term="liver")  # builds the index, which takes a while
        answers = [ask(standin, "einfo") for _ in range(5)]
        keyed = [ask(standin, "einfo", api_key="k") for _ in range(5)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused[-1].json()["error"] == "API rate limit exceeded"
    assert refused[-1].headers["Retry-After"] == "2"
    assert [answer.status_code for answer in keyed] == [200] * 5


def tiny_citation(number: int) -> bytes:
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{number}</PMID>'
        "<Article><ArticleTitle>Liver.</ArticleTitle></Article></MedlineCitation>"
        "<PubmedData/></PubmedArticle>"
    ).encode()


def test_no_more_than_9999_are_reachable_and_slices_by_uid_reach_the_rest():
    state = State(
        studies={},
        citations={str(number): tiny_citation(number) for number in range(1, 10_101)},
        descriptors=descriptors(),
        data_timestamp="2025-12-01T09:00:04",
    )
    with serve(Fixed((state,))) as standin:
        whole = search(standin, "liver[ti]")
        last = search(standin, "liver[ti]", retstart=9998)
        beyond = ask(standin, "esearch", term="liver[ti]", retstart=9999, retmode="json", retmax=10)
        rest = search(standin, "liver[ti] AND 1:101[uid]")
    assert (whole["count"], len(whole["idlist"])) == ("10100", 9999)
    assert len(last["idlist"]) == 1
    assert "'retstart' cannot be larger than 9998" in beyond.text
    with pytest.raises(json.JSONDecodeError):
        json.loads(beyond.text)  # its newline is raw
    assert set(rest["idlist"]) | set(whole["idlist"]) == {str(n) for n in range(1, 10_101)}


# --- MeSH ---


PREFIXES = """
PREFIX mesh: <http://id.nlm.nih.gov/mesh/>
PREFIX meshv: <http://id.nlm.nih.gov/mesh/vocab#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


def sparql(standin: StandIn, query: str, **params: str) -> list[dict]:
    params = {"query": PREFIXES + query, "format": "JSON", "inference": "true"} | params
    answer = requests.get(f"{standin.mesh_url}/sparql", params, timeout=60)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]["bindings"]


def test_scope_notes_hang_on_the_concept_and_not_on_the_descriptor(standin):
    query = """
    SELECT ?ui ?name ?note FROM <http://id.nlm.nih.gov/mesh> WHERE {
      VALUES ?ui { "D008103" "D006801" "D999999" }
      ?d meshv:identifier ?ui ; rdfs:label ?name .
      OPTIONAL { ?d %s ?note }
    } ORDER BY ?ui"""
    rows = sparql(standin, query % "meshv:preferredConcept/meshv:scopeNote")
    found = {row["name"]["value"]: row for row in rows}
    assert sorted(found) == ["Humans", "Liver Cirrhosis"]
    assert found["Liver Cirrhosis"]["note"]["value"].startswith("The common end")
    assert "note" not in found["Humans"]
    assert "note" not in sparql(standin, query % "meshv:scopeNote")[0]


def test_preferred_concepts_and_terms_are_concepts_and_terms_only_by_inference(standin):
    query = (
        "SELECT DISTINCT ?t ?term WHERE { mesh:D045164 meshv:treeNumber/rdfs:label ?t ; "
        "meshv:concept/meshv:term/meshv:prefLabel ?term } ORDER BY ?t ?term"
    )
    rows = sparql(standin, query)
    assert "Mesenchymal Stem Cell Transplantation" in {row["term"]["value"] for row in rows}
    assert {row["t"]["value"][:3] for row in rows} == {"E02", "E04"}
    assert sparql(standin, query, limit="2", offset="1") == rows[1:3]
    assert len(sparql(standin, query, inference="false")) < len(rows)


def test_look_ups_find_descriptors_by_label(standin):
    root = standin.mesh_url
    exact = requests.get(f"{root}/lookup/descriptor", {"label": "Liver Cirrhosis"}, timeout=60)
    assert exact.json() == [
        {"resource": "http://id.nlm.nih.gov/mesh/D008103", "label": "Liver Cirrhosis"}
    ]
    single = requests.get(f"{root}/D008103.json", timeout=60).json()
    assert single["label"]["@value"] == "Liver Cirrhosis"
    missing = requests.get(f"{root}/lookup/descriptor", {"label": ""}, timeout=60)
    assert (missing.status_code, missing.json()) == (
        400,
        {"error": {"label": ["must not be empty"]}},
    )


def test_a_query_that_can_not_be_read_is_a_400(standin):
    answer = requests.get(f"{standin.mesh_url}/sparql", {"query": "SELECT ?x {"}, timeout=60)
    assert answer.status_code == 400
