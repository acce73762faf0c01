"""The pages of real trials say what their records say.

Relies on Datasette and ../shared.
"""

import gzip
import json
import re
from typing import Any

import pytest
from datasette.app import Datasette

from harvest.clock import SystemClock
from harvest.publish import publish
from harvest.records import Page, Raw
from harvest.sources.clinicaltrials import SOURCE
from harvest.store import Store
from tests.helpers.bases.work_base import NOW, make_config
from tests.helpers.places import SHARED
from tests.helpers.site.reading import flat, soup, visible
from tests.helpers.site.site_pages import served

CORPUS = SHARED / "corpus" / "clinicaltrials"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Datasette, list[dict[str, Any]]]:
    """A site on real studies: the most sites, the most references, with and without results."""
    path = CORPUS / "studies.jsonl.gz"
    if not path.exists():
        pytest.skip(f"no real studies at {CORPUS}")
    lines = gzip.decompress(path.read_bytes()).splitlines()
    studies = [(json.loads(line), line) for line in lines]
    by_sites = sorted(
        studies, key=lambda s: -len(_listed(s[0], "contactsLocationsModule.locations"))
    )
    by_papers = sorted(studies, key=lambda s: -len(_listed(s[0], "referencesModule.references")))
    chosen = {
        study["protocolSection"]["identificationModule"]["nctId"]: (study, line)
        for study, line in (*by_sites[:3], *by_papers[:3], *studies[:6])
    }
    config = make_config(tmp_path_factory.mktemp("real"))
    raws = tuple(
        Raw("clinicaltrials", "trial", id_, line, NOW) for id_, (_, line) in chosen.items()
    )
    with Store.open(config.store.path, clock=SystemClock()) as store:
        run = store.begin_run(False)
        store.apply(run, Page("clinicaltrials", None, raws), {"clinicaltrials": SOURCE})
        store.end_run(run, "complete")
    publish(config)
    return served(config), [study for study, _ in chosen.values()]


def _listed(study: dict[str, Any], path: str) -> list[Any]:
    found: Any = study["protocolSection"]
    for name in path.split("."):
        found = found.get(name, {})
    return found or []


# What a reader compares with the registry: module, list, fields whose text must stand on the page.
COMPARED = (
    ("armsInterventionsModule.armGroups", ("label",)),
    ("armsInterventionsModule.interventions", ("name",)),
    ("outcomesModule.primaryOutcomes", ("measure", "timeFrame")),
    ("outcomesModule.secondaryOutcomes", ("measure", "timeFrame")),
    ("outcomesModule.otherOutcomes", ("measure", "timeFrame")),
    ("contactsLocationsModule.locations", ("facility", "city", "country")),
    ("contactsLocationsModule.overallOfficials", ("name", "affiliation")),
    ("sponsorCollaboratorsModule.collaborators", ("name",)),
    ("referencesModule.references", ("citation",)),
    ("identificationModule.secondaryIdInfos", ("id",)),
)


def test_a_page_says_what_the_real_record_says(
    real: tuple[Datasette, list[dict[str, Any]]],
) -> None:
    site, studies = real
    compared = 0
    for study in studies:
        protocol = study["protocolSection"]
        number = protocol["identificationModule"]["nctId"]
        page = soup(site, f"/trials/{number}")
        text = _plain(visible(page))
        wanted = [
            protocol["identificationModule"]["briefTitle"],
            protocol["identificationModule"].get("officialTitle", ""),
            protocol["sponsorCollaboratorsModule"]["leadSponsor"]["name"],
            *protocol["conditionsModule"]["conditions"],
            *protocol["conditionsModule"].get("keywords", ()),
        ]
        for path, fields in COMPARED:
            wanted += [item.get(name) or "" for item in _listed(study, path) for name in fields]
        results = study.get("resultsSection", {}).get("outcomeMeasuresModule", {})
        wanted += [o["title"] for o in results.get("outcomeMeasures", ()) if o["type"] == "PRIMARY"]
        missing = [text_ for text_ in wanted if _plain(text_) not in text and "@" not in text_]
        assert missing == [], number
        compared += len(wanted)
    assert compared > 1000


def test_a_page_of_a_real_record_shows_no_code(
    real: tuple[Datasette, list[dict[str, Any]]],
) -> None:
    site, studies = real
    for study in studies:
        number = study["protocolSection"]["identificationModule"]["nctId"]
        page = soup(site, f"/trials/{number}")
        # What the sponsor wrote may well look like a code; what the page writes may not.
        own = page.select("dl.key dd, dl.given dt, .badge, thead th, td.num, p.facts > .badge")
        found = [
            e.text for e in own if re.search(r"[A-Z]{3,}_[A-Z]|PHASE\d|ACTUAL|ESTIMATED", e.text)
        ]
        assert found == [], number


def _plain(text: str) -> str:
    """Letters and figures alone: markup and the blanks around it do not matter."""
    return re.sub(r"[\W_]+", "", flat(text)).lower()
