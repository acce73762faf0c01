"""Twenty trials in five registries through half a year, a run every ten days: what each registry
says on each day, and what has to be told of it.

ClinicalTrials.gov, ISRCTN, EU CTIS and the EU register answer over HTTP; of WHO's export files lie
in the inbox. ``SCRIPT`` is by run what happens in the world and the events that follow, no others.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from harvest.standin import Fixed, StandIn, State, serve
from harvest.standin.corpora.corpus import line
from tests.helpers.bases.tiny import state as tiny
from tests.helpers.bases.tiny import study
from tests.helpers.registries import ctis, euctr, isrctn
from tests.helpers.sources import ictrp

RUNS = 18
STEP = timedelta(days=10)
FIRST = datetime(2026, 5, 28, 6, 0, tzinfo=UTC)
ASKED = ("clinicaltrials", "isrctn", "ctis")
CONFIG = """
[topic]
title = "Cells for the liver"
[topic.concepts.condition]
terms = ["liver cirrhosis", "liver"]
[[search]]
name = "core"
all = ["condition"]
{sources}
[sources.euctr]
base_url = "{euctr}"
requests_per_second = 1000
[sources.ictrp]
inbox = "inbox"
[store]
path = "harvest.db"
[publish]
path = "evidence.db"
max_shrink_percent = 50
"""

CHINESE, JAPANESE, IRANIAN, INDIAN = (
    *("ChiCTR2000029990", "jRCT1080220001", "IRCT20200426047206N2"),
    "CTRI/2020/01/022800",
)
ISRCTN = [f"ISRCTN{10000000 + n:08}" for n in range(1, 7)]
CTIS = [f"2023-5{n:05}-13" for n in range(1, 5)]
NCT = [f"NCT9900000{n}" for n in range(1, 6)]
TRANSITIONED, SWEDISH = euctr.key_of(1), euctr.key_of(1, "SE")
ENDED, ADDED, THROUGH_WHO = euctr.key_of(2), euctr.key_of(2, "AT"), euctr.key_of(3, "AT")

Event = tuple[str, str, str | None, str | None]
"""Record, event, before, after"""

SCRIPT: dict[int, tuple[str, list[Event]]] = {
    2: ("a study at ClinicalTrials.gov no longer recruits", [
        (NCT[0], "status", "RECRUITING", "ACTIVE_NOT_RECRUITING"),
    ]),
    3: ("ISRCTN: half as many are planned; the day ends the recruitment of another", [
        (ISRCTN[1], "enrollment_cut", "40", "20"),
    ]),
    4: ("WHO's second file: one recruits with fewer, one is new, one is not in it", [
        (CHINESE, "status", "NOT_YET_RECRUITING", "RECRUITING"),
        (CHINESE, "enrollment_cut", "81", "60"),
        (INDIAN, "registered", None, INDIAN),
    ]),
    5: ("an older file of WHO's is found and put into the inbox; it never wins", []),
    6: ("CTIS: a submission is counted up; a country is added to another trial", [
        (CTIS[1], "country_added", None, "Italy"),
        (CTIS[1], "site_added", None, "Italy"),
    ]),
    7: ("ISRCTN delivers what was known through WHO alone; ClinicalTrials.gov loses a study", []),
    8: ("its loss is confirmed; a study is registered", [
        (NCT[3], "removed", NCT[3], None),
        (NCT[4], "registered", None, NCT[4]),
    ]),
    9: ("the EU register delivers what was known through WHO alone; one trial has ended", [
        (ENDED, "status", "Ongoing", "COMPLETED"),
        (ENDED, "completion_moved", None, "2026-07-31"),
    ]),
    10: ("the lost study is there again; a date slips at ClinicalTrials.gov and at CTIS", [
        (NCT[3], "came_back", None, NCT[3]),
        (NCT[1], "completion_moved", "2027-06-30", "2028-01-31"),
        (CTIS[2], "completion_moved", "2026-09-22", "2027-03-22"),
    ]),
    11: ("a EudraCT trial goes over to CTIS, its Swedish record follows later", [
        (TRANSITIONED, "status", "Ongoing", "Trial now transitioned"),
        (CTIS[3], "registered", None, CTIS[3]),
    ]),
    12: ("ISRCTN: a country is added, and a study is stopped", [
        (ISRCTN[2], "country_added", None, "Ireland"),
        (ISRCTN[2], "site_added", None, "Ireland"),
        (ISRCTN[3], "stopped", "RECRUITING", "TERMINATED"),
    ]),
    13: ("a country has its own record in the EU register; fewer at ClinicalTrials.gov", [
        (ADDED, "registered", None, ADDED),
        (NCT[2], "enrollment_cut", "23", "12"),
        (SWEDISH, "status", "Ongoing", "Trial now transitioned"),
    ]),
    15: ("WHO's third file: one has ended, and copies of what others deliver are of no concern", [
        (CHINESE, "status", "RECRUITING", "COMPLETED"),
        (IRANIAN, "enrollment_raised", "30", "45"),
    ]),
    16: ("CTIS: one is ended, one is a submission further and has fewer people", [
        (CTIS[0], "status", "RECRUITING", "COMPLETED"),
        (CTIS[2], "enrollment_cut", "24", "18"),
    ]),
}  # fmt: skip
"""By run: what happened since the one before, and what is told of it."""


def told(run: int) -> Counter[Event]:
    """The events that a run has to tell."""
    return Counter(SCRIPT[run][1] if run in SCRIPT else ())


def moment(run: int) -> datetime:
    return FIRST + run * STEP


# --- what each registry says ---


def _studies(run: int) -> list[tuple[str, bytes]]:
    updated = lambda since: "2026-04-01" if run < since else str(moment(since).date())  # noqa: E731  # a date a line
    found = [
        study(1, updated=updated(2), status="RECRUITING" if run < 2 else "ACTIVE_NOT_RECRUITING"),
        _ending(2, updated(10), "2027-06-30" if run < 10 else "2028-01-31"),
        study(3, updated=updated(13), enrollment=23 if run < 13 else 12),
        study(4, updated="2026-04-01"),
        study(5, updated="2026-08-10"),
    ]
    gone = ({NCT[3]} if 7 <= run < 10 else set()) | ({NCT[4]} if run < 8 else set())
    return [each for each in found if each[0] not in gone]


def _ending(n: int, updated: str, day: str) -> tuple[str, bytes]:
    number, body = study(n, updated=updated)
    record: dict[str, Any] = json.loads(body)
    ends = {"date": day, "type": "ESTIMATED"}
    record["protocolSection"]["statusModule"]["completionDateStruct"] = ends
    return number, line(record)


def _isrctn(run: int) -> dict[str, bytes]:
    def one(n: int, since: int, **more: str) -> dict[str, bytes]:
        edited = "2026-04-02" if run < since else str(moment(since).date())
        return isrctn.numbered(10000000 + n, lastUpdated=f"{edited}T14:08:37.634Z", **more)

    found = {
        **one(1, 99, recruitmentEnd=f"{moment(3).date() - timedelta(days=4)}T00:00:00.000Z"),
        **one(2, 3, targetEnrolment="40" if run < 3 else "20"),
        **one(3, 12),
        **one(4, 12, recruitmentStatusOverride="" if run < 12 else "Stopped"),
        **one(5, 99, recruitmentStart="2027-01-01T00:00:00.000Z"),
    }
    if run >= 12:
        both = b"<country>United Kingdom</country><country>Ireland</country>"
        third = found[ISRCTN[2]]
        found[ISRCTN[2]] = third.replace(b"<country>United Kingdom</country>", both)
    return found if run < 7 else found | one(6, 99)


def _ctis(run: int) -> list[dict[str, Any]]:
    def updated(*since: int) -> str:
        day = max([moment(each) for each in since if run >= each], default=moment(-3))
        return f"{day:%d/%m/%Y}"

    found = [
        ctis.trial(1, submission=int(run >= 6), ctStatus=4 if run < 16 else 8,
                   lastUpdated=updated(6, 16)),
        ctis.trial(2, lastUpdated=updated(6)),
        ctis.trial(3, lastUpdated=updated(10, 16), submission=int(run >= 16),
                   totalNumberEnrolled="24" if run < 16 else "18"),
        ctis.trial(4, lastUpdated="11/09/2026"),
    ]  # fmt: skip
    second, third, fourth = (each["retrieve"]["authorizedApplication"] for each in found[1:])
    if run >= 6:
        second["memberStatesConcerned"].append({"mscName": "Italy", "mscPublicStatusCode": 2})
    if run >= 10:
        information = third["authorizedPartI"]["trialDetails"]["trialInformation"]
        information["trialDuration"]["estimatedEndDate"] = "2027-03-22"
    fourth["eudraCt"]["eudraCtCode"] = euctr.number_of(1)
    return found if run >= 11 else found[:3]


def protocols(run: int) -> list[str]:
    """What the EU register holds."""
    gone = "Trial now transitioned"
    ended = {} if run < 9 else {"status": "Completed", "ended": "2026-07-31"}
    found = [
        euctr.protocol(1, status="Ongoing" if run < 11 else gone),
        euctr.protocol(1, "SE", status="Ongoing" if run < 13 else gone, whole=""),
        euctr.protocol(2, **ended),
        euctr.protocol(2, "ES"),
        euctr.protocol(2, "ES", whole="96"),  # the authority holds two wordings
    ]
    found += [euctr.protocol(3, "AT")] if run >= 9 else []
    return found + ([euctr.protocol(2, "AT")] if run >= 13 else [])


def _exported(day: datetime, refreshed: str, *trials: dict[str, str]) -> bytes:
    stamped = {"Export_date": f"{day:%m/%d/%Y} 09:03:08", "Last_Refreshed_on": refreshed}
    return ictrp.portal(*(each | stamped for each in trials))


def files(run: int) -> dict[str, bytes]:
    """What somebody puts into the inbox before a run."""
    pending = {"Recruitment_Status": "Pending"}
    japan = ictrp.trial(f"JPRN-{JAPANESE}", Secondary_ID="", Recruitment_Status="Recruiting")
    iran = ictrp.trial(IRANIAN, Secondary_ID="", Target_size="30")
    copy = ictrp.trial(ISRCTN[5], Secondary_ID="", Recruitment_Status="Not Recruiting")
    eu = ictrp.trial(THROUGH_WHO, Secondary_ID="", Target_size="30")
    india = ictrp.trial(INDIAN, Secondary_ID="", Target_size="12")
    known = ictrp.trial(NCT[0], Secondary_ID="", Recruitment_Status="Withdrawn")
    chinese = ictrp.trial(CHINESE, Secondary_ID="", Target_size="60")
    if run == 0:
        first = ictrp.trial(CHINESE, Secondary_ID="", Target_size="81", **pending)
        return {"1.xml": _exported(moment(-1), "18 May 2026", first, japan, iran, copy, eu)}
    if run == 4:
        return {"2.xml": _exported(moment(3), "20 June 2026", chinese, iran, india, copy, eu)}
    if run == 5:
        old = ictrp.trial(CHINESE, Secondary_ID="", Recruitment_Status="Withdrawn")
        older = iran | {"Target_size": "10"}
        return {"found-late.xml": _exported(moment(-5), "1 April 2026", old, older, japan)}
    if run == 15:
        done = chinese | {"Recruitment_Status": "Completed"}
        more = iran | {"Target_size": "45"}
        stopped = copy | {"Recruitment_Status": "Terminated"}
        return {"3.xml": _exported(moment(14), "10 October 2026", done, more, known, stopped)}
    return {}


def states() -> tuple[State, ...]:
    """What the registries that answer in the program's own stand-ins say at each run."""
    found = []
    for run in range(RUNS):
        first = tiny(_studies(run), [], f"{moment(run).date()}T05:00:05")
        others = {
            "isrctn": _isrctn(run),
            "ctis": {each["search"]["ctNumber"]: ctis.body(each) for each in _ctis(run)},
        }
        found.append(
            State(first.studies, {}, first.descriptors, first.data_timestamp, registrations=others)
        )
    return tuple(found)


@dataclass
class World:
    """The registries, at a moment."""

    standin: StandIn
    register: euctr.Register

    def configure(self, folder: Path) -> Path:
        """A configuration in a folder that asks them all."""
        folder.mkdir(parents=True, exist_ok=True)
        lines = self.standin.config_lines(*ASKED)
        sources = lines.replace("]\n", "]\nrequests_per_second = 1000\n")
        path = folder / "config.toml"
        path.write_text(CONFIG.format(sources=sources, euctr=self.register.url))
        (folder / "inbox").mkdir(exist_ok=True)
        return path

    def turn_to(self, run: int, *folders: Path) -> None:
        """Let it be the day of a run, for these bases."""
        self.standin.set_epoch(run)
        self.register.put(*protocols(run))
        then = (moment(run) - timedelta(hours=6)).timestamp()
        for folder in folders:
            for name, body in files(run).items():
                path = folder / "inbox" / name
                path.write_bytes(body)
                os.utime(path, (then, then))


@contextmanager
def world() -> Iterator[World]:
    """All registries, listening on this machine."""
    with serve(Fixed(states())) as standin, euctr.register() as register:
        yield World(standin, register)
