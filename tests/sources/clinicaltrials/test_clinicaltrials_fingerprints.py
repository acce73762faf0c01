"""What a study's fingerprints tell apart, and what is no study.

Relies on nothing beside the program.
"""

import json

import pytest

from harvest.errors import RecordError
from harvest.sources.clinicaltrials import SOURCE
from tests.helpers.sources.studies import Study, encoded, record
from tests.helpers.sources.whole_study import whole_study

# --- what is no study ---

_ID = b'{"protocolSection":{"identificationModule":{"nctId":"NCT00000001"%s}},"hasResults":false}'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (_ID % b',"a":NaN', "$.protocolSection.identificationModule.a: NaN is not JSON"),
        (_ID % b',"a":-Infinity', "-Infinity is not JSON"),
        (_ID % b',"a":1e999', "$.protocolSection.identificationModule.a: a number too large"),
        (_ID % (b',"a":' + b"9" * 5000), "identificationModule.a: an integer of 5000 digits"),
        (_ID % b',"a":9223372036854775808', "beyond 64 bits"),
        (_ID % b',"acronym":"\\ud800"', "identificationModule.acronym: half of a surrogate pair"),
        (_ID % b',"acronym":"\\ud800 and more text"', "half of a surrogate pair"),
        (_ID % b',"acronym":"a","acronym":"b"', "identificationModule.acronym: the key occurs"),
        (_ID % b',"x":{"y":[{"z":1,"z":1}]}', "identificationModule.x.y[0].z: the key occurs"),
        (_ID % (b',"a":' + b"[" * 200_000 + b"]" * 200_000), "$: nested too deeply"),
        (_ID % b',"acronym":"\xff"', "$: not UTF-8"),
        (_ID % b',"acronym":"a\x00b"', "$: not JSON"),
        (_ID[:-20], "$: not JSON"),
        (b"", "$: not JSON"),
        (b"null", "$: null instead of an object"),
        (b"[]", "$: a list instead of an object"),
        (b'{"protocolSection":"see website"}', "$.protocolSection: a text instead of an object"),
        (b"{}", "nctId: missing, or not NCT and eight digits"),
        (b'{"protocolSection":{"identificationModule":{"nctId":7}}}', "nctId: missing"),
        (b'{"protocolSection":{"identificationModule":{"nctId":["NCT00000001"]}}}', "nctId"),
        (_ID.replace(b"NCT00000001", b"nct00000001") % b"", "nctId: missing"),
        (_ID.replace(b"NCT00000001", b"NCT0000001") % b"", "nctId: missing"),
        (_ID.replace(b"NCT00000001", b"NCT00000001\\n") % b"", "nctId: missing"),
        (_ID.replace(b"NCT00000001", "NCT0000000１".encode()) % b"", "nctId: missing"),
        (_ID.replace(b"NCT00000001", b"NCT00000009") % b"", "of another trial, NCT00000009"),
    ],
)
def test_what_is_no_study_is_refused_with_the_path(body: bytes, reason: str) -> None:
    with pytest.raises(RecordError) as refused:
        record(body, "NCT00000001")
    assert reason in str(refused.value)
    assert refused.value.record_id == "NCT00000001"
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize(
    ("module", "part"),
    [
        ("outcomeMeasuresModule", {"outcomeMeasures": [None, {"title": 7}]}),
        ("adverseEventsModule", {"eventGroups": {"id": "EG000"}}),
        ("moreInfoModule", {"novelty": {"a": 1}}),
    ],
)
def test_results_of_another_shape_are_kept_whole_all_the_same(module: str, part: Study) -> None:
    study = whole_study()
    study["resultsSection"][module].update(part)
    sections = {row[1]: row[2] for row in record(encoded(study)).tables["result_sections"]}
    for private in ("email", "phone", "phoneExt"):
        del study["resultsSection"]["moreInfoModule"]["pointOfContact"][private]
    assert {name: json.loads(str(text)) for name, text in sections.items()} == study[
        "resultsSection"
    ]


# --- fingerprints ---


def test_only_the_content_moves_the_content_fingerprint() -> None:
    study = whole_study()
    first = SOURCE.digest(encoded(study))
    study["derivedSection"]["miscInfoModule"]["versionHolder"] = "2031-01-01"
    assert SOURCE.digest(encoded(study)) == first
    study["derivedSection"]["conditionBrowseModule"]["meshes"][0]["term"] = "renamed"
    derived = SOURCE.digest(encoded(study))
    assert (derived.content == first.content, derived.derived == first.derived) == (True, False)
    study["protocolSection"]["statusModule"]["overallStatus"] = "UNKNOWN"
    content = SOURCE.digest(encoded(study))
    assert (content.content == first.content, content.derived == derived.derived) == (False, True)


@pytest.mark.parametrize(
    "key", ["protocolSection", "resultsSection", "hasResults", "annotationSection"]
)
def test_every_part_but_the_derived_one_is_content(key: str) -> None:
    study = whole_study()
    first = SOURCE.digest(encoded(study))
    del study[key]
    assert SOURCE.digest(encoded(study)).content != first.content


def test_the_layout_is_no_content() -> None:
    study = whole_study()
    laid_out = json.dumps(study, ensure_ascii=False, indent=2).encode()
    assert SOURCE.digest(laid_out) == SOURCE.digest(encoded(study))
    assert record(laid_out) == record(encoded(study))


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"7", b'{"derivedSection":{"a":}}', b"[" * 200_000]
)
def test_a_fingerprint_of_no_study_is_refused(body: bytes) -> None:
    with pytest.raises(RecordError):
        SOURCE.digest(body)
