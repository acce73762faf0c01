"""Every trial of the real export files, held to a second reading that shares no code with ours.

It reads with csv and ElementTree and decides each value anew. Skipped where the files are not.

Relies on ../shared.
"""

import csv
import gzip
import io
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from harvest.records import Raw, Record
from harvest.sources.ictrp.columns import FULL, KNOWN
from harvest.sources.ictrp.delivery import prepare
from harvest.sources.ictrp.reading import normalise
from tests.helpers.places import SHARED
from tests.helpers.sources.ictrp import PERSONS, base, full

FOLDER = SHARED / "corpus" / "registries" / "ictrp"
FILES = sorted(FOLDER.glob("*export*.gz")) + sorted(FOLDER.glob("*web*.csv"))
pytestmark = pytest.mark.skipif(not FILES, reason="the real export files are not here")

Row = Mapping[str, str]
NOTHING = {"", "null", "na", "nil", "nil known", "-", "none"}


def second_reading(path: Path) -> list[Row]:
    """The rows of a file, by names in small letters without signs; nothing joined or left out."""
    body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if body.lstrip().startswith(b"<"):
        root = ElementTree.fromstring(body)
        return [{plain(leaf.tag): leaf.text or "" for leaf in each} for each in root]
    rows = csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""))
    return [{plain(name): value for name, value in row.items()} for row in rows]


def plain(name: str) -> str:
    return re.sub(r"\W|_", "", name).lower()


def get(row: Row, *names: str) -> str:
    """The first of these fields that says something."""
    for name in names:
        value = row.get(name, "").strip()
        if value.lower() not in NOTHING:
            return value
    return ""


def number(row: Row) -> str:
    found = get(row, "trialid").removeprefix("JPRN-")
    if found.startswith("CTIS"):
        return found[4:].rsplit("-", 1)[0]
    return found


def a_day(text: str) -> str | None:
    """A date by trying one form after the other."""
    for form, kept in (
        *(("%Y%m%d", 10), ("%Y-%m-%d", 10), ("%Y/%m/%d", 10), ("%d/%m/%Y", 10)),
        *(("%d-%m-%Y", 10), ("%B %d, %Y", 10), ("%B %Y", 7)),
    ):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date().isoformat()[:kept]
        except ValueError:
            continue
    return None


def size(row: Row) -> int | None:
    parts = [part for part in get(row, "targetsize").split(";") if part.strip()]
    numbers = [re.search(r"(\d+)\s*$", part) for part in parts]
    return sum(int(each[1]) for each in numbers if each) if parts and all(numbers) else None


STATUS = {
    "recruiting": "RECRUITING",
    "open to recruitment": "RECRUITING",
    "pending": "NOT_YET_RECRUITING",
    "not yet recruiting": "NOT_YET_RECRUITING",
    "enrolling by invitation": "ENROLLING_BY_INVITATION",
    "active, not recruiting": "ACTIVE_NOT_RECRUITING",
    "closed to recruitment of participants": "ACTIVE_NOT_RECRUITING",
    "recruitment completed": "ACTIVE_NOT_RECRUITING",
    "complete: follow-up continuing": "ACTIVE_NOT_RECRUITING",
    "completed": "COMPLETED",
    "complete": "COMPLETED",
    "complete: follow-up complete": "COMPLETED",
    "suspended": "SUSPENDED",
    "terminated": "TERMINATED",
    "withdrawn": "WITHDRAWN",
}


def status(row: Row) -> str:
    if get(row, "publictitle").startswith("Cancelled by the investigator"):
        return "WITHDRAWN"
    word = get(row, "recruitmentstatus")
    return STATUS.get(word.lower(), word.capitalize())


def start(row: Row) -> str | None:
    if get(row, "trialid").startswith("EUCTR"):
        return None  # the day of the authorisation
    return a_day(get(row, "dateenrollement", "dateenrollment"))


def numbers(row: Row) -> set[str]:
    listed = get(row, "secondaryid", "secondaryids").split(";")
    return {" ".join(each.split()) for each in listed if each.strip().lower() not in NOTHING}


def phase(row: Row) -> str | None:
    word = " ".join(get(row, "phase").split())
    if "Human pharmacology" in word:
        said = re.findall(r"\(Phase (\w+)\): *(\w{2,3}?)(?=Therap|\s|$)", word, re.IGNORECASE)
        roman = {"I": "PHASE1", "II": "PHASE2", "III": "PHASE3", "IV": "PHASE4"}
        return "|".join(roman[name] for name, answer in said if answer.lower() == "yes") or None
    if word.lower() in {"n/a", "not applicable"}:
        return "NA"
    if word in {"", "Not selected", "Other"}:
        return None
    word = re.sub(r"\bI\b.*", "1", re.sub(r"\bIV\b.*", "4", word))
    digits = re.findall(r"[1-4]", word)
    return "|".join(f"PHASE{each}" for each in dict.fromkeys(digits)) or word


def countries(row: Row) -> int:
    return len({each.strip() for each in get(row, "countries").split(";") if each.strip()})


CHECKS: Mapping[str, tuple[Callable[[Row], object], Callable[[Record], object]]] = {
    "registered": (
        lambda row: a_day(get(row, "dateregistration3", "dateregistration")),
        lambda record: record.tables["trials"][0].first_posted,
    ),
    "start": (start, lambda record: record.tables["trials"][0].start_date),
    "size": (size, lambda record: record.tables["trials"][0].enrollment),
    "status": (status, lambda record: record.tables["trials"][0].status),
    "phase": (phase, lambda record: record.tables["trials"][0].phase),
    "title": (
        lambda row: re.sub(r"\W", "", get(row, "publictitle", "scientifictitle")),
        lambda record: re.sub(r"\W", "", str(record.tables["trials"][0].brief_title)),
    ),
    "secondary numbers": (
        numbers,
        lambda record: {str(row[3]) for row in record.tables["trial_ids"] if row[5] is None},
    ),
    "countries": (countries, lambda record: len(record.tables["locations"])),
}


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.name)
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Row], dict[str, Record]]:
    config = base(tmp_path_factory.mktemp("real"))
    delivery = prepare(request.param, config, "ictrp")
    records = {
        key: normalise(Raw("ictrp", "trial", key, body, "2026-11-30T00:00:00Z"))
        for key, _, body in delivery.trials()
    }
    delivery.close()
    return {number(row): row for row in second_reading(request.param)}, records


def test_every_trial_comes(both: tuple[dict[str, Row], dict[str, Record]]) -> None:
    rows, records = both
    assert list(rows) == list(records)


@pytest.mark.parametrize("what", CHECKS)
def test_every_value_is_that_of_a_second_reading(
    what: str, both: tuple[dict[str, Row], dict[str, Record]]
) -> None:
    rows, records = both
    second, ours = CHECKS[what]
    differ = {
        key: (second(row), ours(records[key]))
        for key, row in rows.items()
        if second(row) != ours(records[key])
    }
    assert differ == {}


BREAK_OFF = {
    ("ACTRN12619000118101", "interventions", "study wi"),
    ("EUCTR2015-002340-14-HU", "eligibility_criteria", "trial evaluating"),
    ("EUCTR2015-002340-14-HU", "interventions", "oselt"),
    ("EUCTR2015-002340-14-PT", "eligibility_criteria", "has alread"),
    ("EUCTR2015-002340-14-PT", "interventions", "Oseltamivi"),
    ("EUCTR2019-000262-38-IT", "interventions", "Concentrate for s"),
    ("EUCTR2019-003550-88-DE", "eligibility_criteria", "• I"),
    ("IRCT20200426047206N2", "intervention_model_description", "provided to c"),
    ("NCT03854799", "eligibility_criteria", "test at b..."),
    ("NCT03946358", "eligibility_criteria", "weeks prior to i"),
    ("NCT05359393", "eligibility_criteria", "heparin, ..."),
    ("NCT05359406", "eligibility_criteria", "clopi..."),
    ("NCT06958432", "eligibility_criteria", "HCV). ..."),
}
"""Texts of the real files that end in the middle, as a person read the ends of the longest ones"""


def test_the_texts_that_break_off_are_marked_and_no_others(
    both: tuple[dict[str, Row], dict[str, Record]],
) -> None:
    rows, records = both
    found = {
        (key, str(note[3]), str(note[4]))
        for key, record in records.items()
        for note in record.tables["trial_notes"]
        if note[2] == "cut"
    }
    wanted = {each for each in BREAK_OFF if each[0] in rows}
    assert {each[:2] for each in found} == {each[:2] for each in wanted}
    ends = {(key, field): end for key, field, end in wanted}
    assert all(text.endswith(ends[key, field]) for key, field, text in found)


NOT_READ = {
    "prospectiveregistration": "follows from the two dates",
    "retrospectiveflag": "follows from the two dates",
    "otherrecords": "is no evidence either way; the secondary numbers are read",
    "bridgedtype": "who is parent and who is child can't be relied on",
    "sourcesupport": "mostly the sponsors again",
    "resultsdatefirstpublication": "kept in the bytes; no column of ours",
    "resultssummary": "kept in the bytes; no column of ours",
    "resultsbaselinechar": "kept in the bytes; no column of ours",
    "resultsparticipantflow": "kept in the bytes; no column of ours",
    "resultsadverseevents": "kept in the bytes; no column of ours",
    "resultsoutcomemeasures": "kept in the bytes; no column of ours",
    "ethicsstatus": "kept in the bytes; no column of ours",
    "ethicsapprovaldate": "kept in the bytes; no column of ours",
}
"""Reviewed: what an export has and no row of ours has, and why."""


def test_what_no_row_has_is_on_the_reviewed_list() -> None:
    folder = Path(__file__).parents[3] / "harvest" / "sources" / "ictrp"
    code = "".join((folder / name).read_text() for name in ("reading.py", "body.py", "delivery.py"))
    unread = {name for name in KNOWN if f'"{name}"' not in code and "contact" not in name}
    assert unread == NOT_READ.keys()


def test_the_real_files_have_no_name_of_ours_and_their_contacts_are_left_out(
    both: tuple[dict[str, Row], dict[str, Record]],
) -> None:
    _, records = both
    read_as = " ".join(map(repr, records.values()))
    for person in ("contact@example.org", "+000000000", *PERSONS[3:5]):
        assert person not in read_as


def test_the_real_rows_without_a_header_are_a_full_export(tmp_path: Path) -> None:
    path = next(path for path in FILES if path.name.startswith("full"))
    body = gzip.decompress(path.read_bytes()).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body, newline="")))
    renamed = {
        "public_title": "Public_title",
        "study_type": "Study_type",
        "study_design": "Study_design",
        "phase": "Phase",
        "Date_enrollement": "Date_enrollment",
    }
    whole = [{name: row.get(renamed.get(name, name), "") for name in FULL} for row in rows]
    (tmp_path / "x").write_bytes(full(FULL, *whole))
    delivery = prepare(tmp_path / "x", base(tmp_path), "ictrp")
    text = [" ".join(row.values()).lower() for row in rows]
    topic = sum("stem cell" in each and "liver cirrhosis" in each for each in text)
    assert (delivery.layout, delivery.rows) == ("full export", len(rows))
    assert len(delivery) + delivery.unmatched == len(rows)
    assert len(delivery) <= topic
    delivery.close()
