"""The stand-in for ClinicalTrials.gov behaves as the registry is known to.

Relies on stand-ins.
"""

import json
from collections.abc import Iterator

import pytest
import requests

from harvest.standin import StandIn, changed, sample, serve


@pytest.fixture(scope="module")
def standin() -> Iterator[StandIn]:
    with serve(sample(epoch=0)) as running:
        yield running


def ask(standin: StandIn, path: str = "/studies", **params: object) -> requests.Response:
    query = {name.replace("__", "."): value for name, value in params.items()}
    return requests.get(standin.clinicaltrials_url + path, query, timeout=60)


def ids(answer: requests.Response) -> list[str]:
    return [
        study["protocolSection"]["identificationModule"]["nctId"]
        for study in answer.json()["studies"]
    ]


EVERYTHING = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"


def test_a_page_has_one_study_a_line_and_its_keys_in_the_registrys_order(standin):
    answer = ask(standin, query__term=EVERYTHING, countTotal="true", pageSize=2, fields="NCTId")
    first = '{"protocolSection":{"identificationModule":{"nctId":"NCT90000001"}}}'
    second = first.replace("001", "002")
    token = answer.json()["nextPageToken"]
    assert answer.text == (
        f'{{"totalCount":60,"studies":[\n{first},\n{second}\n],"nextPageToken":"{token}"}}'
    )
    assert answer.headers["Content-Type"] == "application/json"


def test_an_empty_page_keeps_its_line_breaks(standin):
    answer = ask(standin, query__term="nothinghasthisword", countTotal="true")
    assert answer.text == '{"totalCount":0,"studies":[\n\n]}'


def test_a_walk_sees_every_study_once_and_ends_without_a_token(standin):
    seen: list[str] = []
    token = {}
    while True:
        answer = ask(standin, query__term=EVERYTHING, pageSize=17, **token)
        seen += ids(answer)
        if "nextPageToken" not in answer.json():
            break
        token = {"pageToken": answer.json()["nextPageToken"]}
    assert len(seen) == len(set(seen)) == 60


def test_the_total_is_told_on_the_first_page_only(standin):
    first = ask(standin, query__term=EVERYTHING, countTotal="true", pageSize=50)
    token = first.json()["nextPageToken"]
    second = ask(standin, query__term=EVERYTHING, countTotal="true", pageSize=50, pageToken=token)
    assert first.json()["totalCount"] == 60
    assert "totalCount" not in second.json()


def test_page_sizes_default_to_ten_and_are_cut_to_a_thousand(standin):
    assert len(ids(ask(standin, query__term=EVERYTHING))) == 10
    assert len(ids(ask(standin, query__term=EVERYTHING, pageSize=0))) == 10
    assert len(ids(ask(standin, query__term=EVERYTHING, pageSize=5000))) == 60


def test_a_token_with_other_parameters_is_refused_by_a_strict_stand_in_only():
    with serve(sample(epoch=0), strict=False) as lenient, serve(sample(epoch=0)) as strict:
        for standin, status in ((lenient, 200), (strict, 400)):
            token = ask(standin, query__term=EVERYTHING, pageSize=5).json()["nextPageToken"]
            answer = ask(standin, query__cond="cirrhosis", pageSize=5, pageToken=token)
            assert answer.status_code == status


@pytest.mark.parametrize(
    ("path", "params", "status", "body"),
    [
        ("/studies/ABC123", {}, 400, "Parameter `nctId` has incorrect format"),
        ("/studies/NCT00000000", {}, 400, "Parameter `nctId` has incorrect format"),
        ("/studies/NCT99999999", {}, 404, "NCT number NCT99999999 not found"),
        ("/nowhere", {}, 404, ""),
        ("/studies/NCT90000001/history", {}, 404, ""),
        ("/studies", {"bogusParam": 1}, 400, "`bogusParam` is unknown parameter"),
        ("/studies", {"filter__phase": "PHASE3"}, 400, "`filter.phase` is unknown parameter"),
        (
            "/studies",
            {"filter__ids": "ABC123"},
            400,
            "Item 1 in parameter `filter.ids` has incorrect format",
        ),
        (
            "/studies",
            {"filter__overallStatus": "NOT_A_STATUS"},
            400,
            "Invalid value in parameter `overallStatus`: `NOT_A_STATUS`",
        ),
        ("/studies", {"sort": "BriefTitle"}, 400, "Unsupported sort field type: text"),
        ("/studies", {"sort": "garbage"}, 400, "Item 1 in parameter `sort` has incorrect format"),
        (
            "/studies",
            {"fields": "StudyDesign"},
            400,
            "Parameter 'fields' contains invalid field name: 'StudyDesign'",
        ),
        (
            "/studies",
            {"format": "csv", "fields": "NCTId"},
            400,
            "Parameter 'fields' contains invalid CSV column name: 'NCTId'",
        ),
        (
            "/studies",
            {"filter__advanced": "AREA[NotARealField]x"},
            400,
            "Error parsing query in advanced filter: Unknown area name: `NotARealField`",
        ),
        (
            "/studies",
            {"filter__advanced": "AREA[Phase]PHASE5"},
            400,
            "Error parsing query in advanced filter: Allowed values for enum field "
            "`protocolSection.designModule.phases` are `NA`, `EARLY_PHASE1`, `PHASE1`, `PHASE2`, "
            "`PHASE3`, `PHASE4`",
        ),
        (
            "/studies",
            {"filter__advanced": 'AREA[BriefTitle]COVERAGE[FullMatc]"x"'},
            400,
            "Error parsing query in advanced filter: Invalid coverage: FullMatc",
        ),
        (
            "/studies",
            {"query__term": "diabetes (unmatched"},
            400,
            "Error parsing query in Other terms: missing ')' at '<EOF>'",
        ),
        ("/studies", {"query__cond": " ".join(["word"] * 40)}, 400, "Too complicated query"),
    ],
)
def test_errors_are_plain_text_in_the_registrys_words(standin, path, params, status, body):
    answer = ask(standin, path, **params)
    assert (answer.status_code, answer.text) == (status, body)
    if body:
        assert answer.headers["Content-Type"] == "text/plain; charset=UTF-8"


def test_a_bracket_in_a_term_is_an_error_that_lists_what_was_expected(standin):
    answer = ask(standin, query__cond="cirrhosis [bracket]")
    assert answer.status_code == 400
    assert answer.text.startswith(
        "Error parsing query in Conditions or disease: mismatched input '[' expecting {<EOF>, '('"
    )


def test_names_of_the_classic_api_bring_the_service_down(standin):
    assert ask(standin, fields="ConditionList").status_code == 500


def test_an_alias_redirects_and_loses_the_query_string(standin):
    answer = ask(standin, "/studies/NCT90000947", fields="NCTId")
    assert answer.history[0].status_code == 301
    assert answer.url.endswith("/studies/NCT90000047")
    assert "statusModule" in answer.json()["protocolSection"]


def test_an_id_may_be_in_lower_case_and_lack_zeros(standin):
    assert ask(standin, "/studies/nct0090000001").status_code == 200


def test_filter_ids_finds_aliases_and_leaves_out_unknown_numbers(standin):
    answer = ask(standin, filter__ids="NCT90000947,NCT99999999|nct90000002")
    assert sorted(ids(answer)) == ["NCT90000002", "NCT90000047"]


def test_a_query_of_numbers_alone_ignores_everything_else(standin):
    answer = ask(
        standin,
        query__term="nct90000002, NCT90000055",
        query__cond="asthma",
        filter__overallStatus="RECRUITING",
    )
    assert ids(answer) == ["NCT90000002", "NCT90000055"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"query__cond": '"biliary atresia"'}, ["NCT90000029"]),
        ({"query__cond": "atresia biliary"}, ["NCT90000029"]),
        (
            {"query__intr": '"macrophage"', "query__titles": "cirrhosis"},
            ["NCT90000006", "NCT90000033"],
        ),
        ({"query__term": "ISRCTN99000039"}, ["NCT90000039"]),
        ({"query__id": "ISRCTN99000039"}, ["NCT90000039"]),
        ({"filter__advanced": "AREA[EnrollmentCount]RANGE[366, 400]"}, ["NCT90000056"]),
        ({"filter__advanced": "AREA[StudyFirstPostDate]RANGE[MIN, 2006-01-01]"}, ["NCT90000040"]),
        ({"filter__advanced": "AREA[LocationCountry]Vietnam"}, ["NCT90000029"]),
        ({"filter__advanced": "AREA[LocationGeoPoint]DISTANCE[21,105,99km]"}, ["NCT90000029"]),
        ({"filter__geo": "distance(21,105,99mi)"}, ["NCT90000029"]),
        ({"filter__advanced": "AREA[Phase]PHASE4 AND NOT AREA[Sex]MISSING"}, 3),
        ({"filter__advanced": "AREA[Phase:size]2"}, 9),
        ({"filter__advanced": "AREA[StudyType]EXPANDED_ACCESS"}, 4),
        ({"filter__advanced": "AREA[MinimumAge]RANGE[MIN, 3 months]"}, 3),
        ({"filter__overallStatus": "SUSPENDED,WITHHELD"}, ["NCT90000009", "NCT90000021"]),
        (
            {
                "filter__advanced": "SEARCH[Location](AREA[LocationCity]Seoul "
                "AND AREA[LocationCountry]China)"
            },
            [],
        ),
        (
            {
                "filter__advanced": "SEARCH[Location](AREA[LocationCity]Wonju OR "
                "AREA[LocationCity]Hanoi)"
            },
            ["NCT90000029"],
        ),
        ({"query__titles": 'EXPANSION[None]"carvedilol"'}, ["NCT90000054"]),
        ({"query__cond": '"heart failure" OR crohn'}, ["NCT90000055", "NCT90000058"]),
        ({"query__term": r"\MISSING"}, []),
    ],
)
def test_expressions_find_what_they_say(standin, query, found):
    answer = ask(standin, pageSize=100, **query)
    assert answer.status_code == 200, answer.text
    if isinstance(found, int):
        assert len(ids(answer)) == found
    else:
        assert ids(answer) == found


def test_sorting_puts_missing_values_last_and_dates_newest_first(standin):
    answer = ask(standin, pageSize=100, sort="LastUpdatePostDate", query__term=EVERYTHING)
    dates = [
        s["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"]["date"]
        for s in answer.json()["studies"]
    ]
    assert dates == sorted(dates, reverse=True)
    by_count = ask(standin, pageSize=100, sort="EnrollmentCount:asc", query__term=EVERYTHING)
    last = by_count.json()["studies"][-1]["protocolSection"]["designModule"]
    assert "enrollmentInfo" not in last


def test_fields_keep_the_places_of_list_items(standin):
    answer = ask(standin, "/studies/NCT90000001", fields="ArmGroupLabel,LocationZip")
    assert answer.json() == {
        "protocolSection": {
            "armsInterventionsModule": {"armGroups": [{"label": "UC-MSC"}, {"label": "Control"}]},
            "contactsLocationsModule": {"locations": [{"zip": "200000"}, {"zip": "510630"}]},
        }
    }


def test_csv_has_its_header_on_the_first_page_and_its_token_in_a_header(standin):
    first = ask(standin, query__term=EVERYTHING, format="csv", pageSize=40, countTotal="true")
    assert first.text.startswith("NCT Number,Study Title,Study URL,")
    assert first.headers["x-total-count"] == "60"
    token = first.headers["x-next-page-token"]
    second = ask(standin, query__term=EVERYTHING, format="csv", pageSize=40, pageToken=token)
    assert second.text.startswith("NCT900000")
    assert "x-next-page-token" not in second.headers


def test_the_version_is_pretty_printed_and_its_tag_is_the_data_sets(standin):
    version = ask(standin, "/version")
    assert version.text == (
        '{\n  "apiVersion" : "2.0.5",\n  "dataTimestamp" : "2025-12-01T09:00:04"\n}'
    )
    study = ask(standin, "/studies/NCT90000001")
    assert study.headers["ETag"] == version.headers["ETag"]
    again = requests.get(
        standin.clinicaltrials_url + "/version",
        headers={"If-None-Match": version.headers["ETag"]},
        timeout=60,
    )
    assert (again.status_code, again.content) == (304, b"")


def test_the_data_date_in_every_record_moves_with_the_data():
    with serve(changed(sample(epoch=0), lambda draft: None)) as standin:
        before = ask(standin, "/studies/NCT90000002").json()
        standin.set_epoch(1)
        after = ask(standin, "/studies/NCT90000002").json()
    assert before["derivedSection"]["miscInfoModule"]["versionHolder"] == "2025-12-01"
    assert after["derivedSection"]["miscInfoModule"]["versionHolder"] == "2025-12-02"
    assert before["protocolSection"] == after["protocolSection"]


def test_bodies_are_packed_only_on_request(standin):
    url = standin.clinicaltrials_url + "/studies/NCT90000001"
    plain = requests.get(url, headers={"Accept-Encoding": "identity"}, timeout=60)
    packed = requests.get(url, headers={"Accept-Encoding": "gzip"}, timeout=60)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.content == packed.content


def test_enums_and_metadata_are_served(standin):
    types = {entry["type"] for entry in ask(standin, "/studies/enums").json()}
    assert {"Status", "Phase", "ReferenceType"} <= types
    assert ask(standin, "/studies/metadata").json()[0]["name"] == "protocolSection"


def test_history_lists_versions_from_before_and_since_the_first_state():
    with serve(sample(), epoch=3) as standin:
        root = standin.clinicaltrials_url.removesuffix("/v2") + "/int/studies"
        listed = requests.get(f"{root}/NCT90000011/history", timeout=60).json()
        changes = listed["changes"]
        oldest = requests.get(f"{root}/NCT90000011/history/0", timeout=60).json()
        nothing = requests.get(f"{root}/NCT90000666/history", timeout=60)
    assert [change["version"] for change in changes] == [0, 1, 2, 3, 4]
    assert changes[0]["status"] == "NOT_YET_RECRUITING"
    assert "Outcome Measures" in changes[1]["moduleLabels"]
    assert oldest["studyVersion"] == 0
    assert oldest["study"]["protocolSection"]["designModule"]["enrollmentInfo"]["count"] == 150
    assert nothing.status_code == 404
    assert nothing.text == "No study NCT90000666 history summary"


def test_history_texts_are_html_and_not_markdown():
    with serve(sample(epoch=0)) as standin:
        root = standin.clinicaltrials_url.removesuffix("/v2") + "/int/studies"
        text = json.dumps(requests.get(f"{root}/NCT90000001/history/0", timeout=60).json())
    assert "viability is &gt; 90%" in text
    assert "\\\\>" not in text


def test_too_many_requests_in_a_second_are_refused_when_rates_are_strict():
    with serve(sample(epoch=0), strict_rates=True) as standin:
        codes = [ask(standin, "/version").status_code for _ in range(4)]
    assert codes[:2] == [200, 200]
    assert 429 in codes
