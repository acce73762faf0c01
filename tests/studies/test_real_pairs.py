"""Every pair of the real files that names the other is found, and no other.

Which those are is worked out from the files with csv, ElementTree and json, by patterns of its own.

Relies on ../shared.
"""

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from harvest.records import Page, Raw
from harvest.sources import all_sources
from harvest.sources.ictrp.delivery import prepare
from harvest.sources.isrctn.answers import cut
from harvest.store import Store
from tests.helpers.bases.linked import NOW
from tests.helpers.clock import FakeClock
from tests.helpers.places import SHARED
from tests.helpers.registries.registrations import worked_out
from tests.helpers.sources.ictrp import base

FOLDER = SHARED / "corpus" / "registries"
EXPORTS = [*sorted((FOLDER / "ictrp").glob("*export*.gz")), *(FOLDER / "ictrp").glob("*web*.csv")]
ISRCTN = FOLDER / "isrctn" / "default-format-ISRCTN62918594.xml"
CTIS = sorted((FOLDER / "ctis").glob("*.json"))
TRIALS = SHARED / "corpus" / "clinicaltrials" / "topic.jsonl.gz"
pytestmark = pytest.mark.skipif(not EXPORTS, reason="the real export files are not here")

SHAPES = re.compile(
    r"NCT\d{8}|ISRCTN\d{8}|20\d\d-[05]\d{5}-\d\d|ChiCTR[-A-Z]*\d{8,10}|jRCT[a-z]?\d{9,10}"
    r"|UMIN\d{9}|DRKS\d{8}|IRCT\d+N\d+|ACTRN\d{14}|CTRI/\d{4}/\d\d/\d{6}|RBR-\w{6}|TCTR\d{11}"
    r"|KCT\d{7}|U1111-\d{4}-\d{4}"
)


def numbers(text: str) -> set[str]:
    return set(SHAPES.findall(text))


def named() -> Iterator[tuple[str, set[str]]]:
    """Each record of the files by its whole number, with the numbers that it names."""
    for path in EXPORTS:
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        if body.lstrip().startswith(b"<"):
            rows = [
                {leaf.tag: leaf.text or "" for leaf in each}
                for each in ElementTree.fromstring(body)
            ]
        else:
            rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))
        for row in rows:
            fields = ("Secondary_ID", "SecondaryIDs", "Childs", "Bridging_flag", "UTN")
            said = " ".join(row.get(field) or "" for field in fields)
            yield row["TrialID"].strip(), numbers(said)
    refs = re.search(r"<externalRefs>.*?</externalRefs>", ISRCTN.read_text("utf-8"), re.DOTALL)
    assert refs
    yield "ISRCTN62918594", numbers(refs[0])
    for path in CTIS:
        told = json.loads(path.read_text("utf-8"))
        keys = ("eudraCtInfo", "secondaryIdentifyingNumbers", "eudraCt")
        said = [found for key in keys for found in every(told, key)]
        yield path.stem[:-3], numbers(json.dumps(said))
    for line in gzip.decompress(TRIALS.read_bytes()).splitlines():
        own = json.loads(line)["protocolSection"]["identificationModule"]
        yield own["nctId"], numbers(json.dumps(own.get("secondaryIdInfos", [])))


def every(value: object, name: str) -> Iterator[object]:
    if isinstance(value, dict):
        if name in value:
            yield value[name]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from every(each, name)


def pairs() -> set[tuple[str, str]]:
    """Records of which one names the other, both a third, or that are records of one number."""
    said: dict[str, set[str]] = {}
    own: dict[str, str] = {}
    for key, found in named():
        (number,) = numbers(key) or {key}
        key = key.removeprefix("JPRN-")
        if key.startswith("CTIS"):
            key = number
        own[key] = number
        said[key] = said.get(key, set()) | found - {number}
    together = set()
    for one, two in combinations(sorted(said), 2):
        ours = {own[one], *said[one]}
        if ours & {own[two], *said[two]} and (own[one] == own[two] or own[one][:3] != own[two][:3]):
            together.add((one, two))
    return together


LISTED = {
    ("2023-507106-13", "NCT06304597"),
    ("EUCTR2015-002340-14-HU", "EUCTR2015-002340-14-PT"),
    ("EUCTR2017-002514-32-DE", "EUCTR2017-002514-32-ES"),
}
"""The pairs of the files that are here"""


def test_every_real_pair_is_found_and_no_other(tmp_path: Path) -> None:
    sources = {source.name: source for source in all_sources()}
    with closing(Store.open(tmp_path / "work.db", clock=FakeClock())) as store:
        run_id = store.begin_run(False)
        for source, raws in real(tmp_path):
            assert not store.apply(run_id, Page(source, None, raws), sources).failed
        found = {(one, two) for one, two, *_ in worked_out(store) if one < two}
        joined = dict(store.connection.execute("SELECT trial_id, study_id FROM study_members"))
    assert found == pairs() >= LISTED
    assert all(joined[one] == joined[two] for one, two in found)
    assert len(joined) == len({each for pair in found for each in pair})


def real(folder: Path) -> Iterator[tuple[str, tuple[Raw, ...]]]:
    config = base(folder)
    for path in EXPORTS:
        with closing(prepare(path, config, "ictrp")) as delivery:
            trials = delivery.trials()
            yield "ictrp", tuple(Raw("ictrp", "trial", key, body, NOW) for key, _, body in trials)
    listed = cut(ISRCTN.read_bytes(), date(2026, 11, 24))
    assert listed is not None
    yield "isrctn", tuple(Raw("isrctn", "trial", p.id, p.body, NOW) for p in listed.pieces)
    yield "ctis", tuple(Raw("ctis", "trial", p.stem[:-3], p.read_bytes(), NOW) for p in CTIS)
    lines = gzip.decompress(TRIALS.read_bytes()).splitlines()
    known = [(json.loads(each)["protocolSection"]["identificationModule"], each) for each in lines]
    name = "clinicaltrials"
    yield name, tuple(Raw(name, "trial", own["nctId"], line, NOW) for own, line in known)
