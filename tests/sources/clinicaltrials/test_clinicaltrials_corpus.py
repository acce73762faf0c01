"""The real studies, counted by a reader that shares nothing with ours: plain JSON.

Relies on ../shared.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harvest.records import Raw
from harvest.sources.clinicaltrials import SOURCE
from tests.helpers.sources.leaves import leaves


@pytest.fixture(scope="module")
def studies(shared: Path) -> list[bytes]:
    found = []
    for file in sorted((shared / "corpus" / "clinicaltrials").glob("*.jsonl.gz")):
        found += [line.rstrip(b"\n") for line in gzip.decompress(file.read_bytes()).splitlines()]
    return found


def counted(study: Any) -> Counter[str]:
    """How many rows each table should have, from the JSON alone."""
    protocol = study["protocolSection"]

    def many(module: str, *keys: str) -> int:
        return sum(len(protocol.get(module, {}).get(key, ())) for key in keys)

    identification = protocol["identificationModule"]
    results = study.get("resultsSection", {})
    outcomes = results.get("outcomeMeasuresModule", {}).get("outcomeMeasures", [])
    misc = study.get("derivedSection", {}).get("miscInfoModule", {})
    sponsors = protocol.get("sponsorCollaboratorsModule", {})
    documents = study.get("documentSection", {}).get("largeDocumentModule", {})
    return Counter(
        {
            "trials": 1,
            "conditions": many("conditionsModule", "conditions"),
            "trial_keywords": many("conditionsModule", "keywords"),
            "arms": many("armsInterventionsModule", "armGroups"),
            "interventions": many("armsInterventionsModule", "interventions"),
            "outcomes": many(
                "outcomesModule", "primaryOutcomes", "secondaryOutcomes", "otherOutcomes"
            ),
            "locations": many("contactsLocationsModule", "locations"),
            "officials": many("contactsLocationsModule", "overallOfficials"),
            "sponsors": len(sponsors.get("collaborators", ())) + ("leadSponsor" in sponsors),
            "trial_references": many("referencesModule", "references"),
            "see_also": many("referencesModule", "seeAlsoLinks", "availIpds"),
            "trial_ids": ("id" in identification.get("orgStudyIdInfo", {}))
            + len(identification.get("secondaryIdInfos", ()))
            + len(identification.get("nctIdAliases", ())),
            "trial_documents": len(documents.get("largeDocs", ())),
            "removed_countries": len(misc.get("removedCountries", ())),
            "result_sections": len(results),
            "result_outcomes": len(outcomes),
            "result_analyses": sum(len(outcome.get("analyses", ())) for outcome in outcomes),
            "adverse_groups": len(results.get("adverseEventsModule", {}).get("eventGroups", ())),
        }
    )


def read(studies: list[bytes]) -> Iterator[tuple[Any, dict[str, Any], tuple[str, ...]]]:
    for body in studies:
        study = json.loads(body)
        nct_id = study["protocolSection"]["identificationModule"]["nctId"]
        record = SOURCE.normalise(Raw("clinicaltrials", "trial", nct_id, body, ""))
        assert record.id == nct_id
        yield study, dict(record.tables), tuple(note.path for note in record.drift)


def test_each_real_study_has_as_many_rows_as_parts(studies: list[bytes]) -> None:
    assert len(studies) > 1400
    for study, tables, _ in read(studies):
        expected = counted(study)
        got = {table: len(tables.get(table, ())) for table in expected}
        assert got == dict(expected), study["protocolSection"]["identificationModule"]["nctId"]


def test_little_in_the_real_studies_is_odd(studies: list[bytes]) -> None:
    """Mail addresses typed as names, and terms without ids in studies rebuilt from an older API."""
    odd = {path for _, _, drift in read(studies) for path in drift}
    assert odd == {
        "protocolSection.contactsLocationsModule: a mail address, not kept",
        "derivedSection.conditionBrowseModule: a term without id",
        "derivedSection.interventionBrowseModule: a term without id",
    }


def test_no_real_contact_is_in_a_row_but_where_a_sponsor_wrote_it_into_a_text(
    studies: list[bytes],
) -> None:
    for study, tables, _ in read(studies):
        told = json.dumps(
            {t: r for t, r in tables.items() if t not in ("trials", "outcomes")},
            ensure_ascii=False,
        )
        for where, value in leaves(study):
            if where[-1] == "email" and isinstance(value, str) and "@" in value:
                assert value not in told


def test_the_seed_trial_reads_as_its_page_tells_it(studies: list[bytes]) -> None:
    seen = [
        tables["trials"][0]
        for study, tables, _ in read(studies)
        if study["protocolSection"]["identificationModule"]["nctId"] == "NCT03626090"
    ]
    assert seen
    for row in seen:
        assert "Mesenchymal" in row.brief_title or "Mesenchymal" in row.official_title
        assert row.study_type == "INTERVENTIONAL"
        assert row.url == "https://clinicaltrials.gov/study/NCT03626090"


def test_a_fingerprint_tells_real_versions_of_a_study_apart(studies: list[bytes]) -> None:
    versions: dict[str, set[str]] = {}
    for body in studies:
        nct_id = json.loads(body)["protocolSection"]["identificationModule"]["nctId"]
        versions.setdefault(nct_id, set()).add(SOURCE.digest(body).content)
    assert len(versions["NCT03626090"]) > 1
