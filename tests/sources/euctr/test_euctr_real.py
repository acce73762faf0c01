"""The real protocols, held to a second reading that shares no code with ours.

It looks for each field with a pattern of its own in the text as it came; ours goes line by line.
Two records that exist as JSON alone are written down in the register's form first.

Relies on ../shared.
"""

import gzip
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from harvest.records import Record
from harvest.sources.euctr.answers import cut
from tests.helpers.places import SHARED
from tests.helpers.registries.euctr import body, read

FOLDER = SHARED / "corpus" / "registries" / "euctr"
TEXT = FOLDER / "euctr-full-download-text.txt.gz"
JSONS = ("2013-000615-24-Belgium.json", "2016-004489-24-Germany.json")
pytestmark = pytest.mark.skipif(not TEXT.exists(), reason="the real protocols are not here")

KEYS = [
    *(f"EUCTR2022-002568-62-{country}" for country in ("ES", "SE", "SE")),
    *(f"EUCTR2021-002179-21-{c}" for c in ("FR", "ES", "GR", "PL", "PL", "PT", "HU")),
]
COUNTRIES = {"Czech Republic": "Czechia", "Russian Federation": "Russia"}
Reading = Callable[[str], object]


def whole() -> str:
    return gzip.decompress(TEXT.read_bytes()).decode()


def texts() -> list[str]:
    """The ten records, by where each begins."""
    return re.split(r"^Summary\n", whole(), flags=re.MULTILINE)[1:]


def flat(text: str | None) -> str | None:
    """Without differences of blanks."""
    return " ".join(text.split()) or None if text else None


def after(text: str, label: str) -> str | None:
    """What stands behind a label on its line and the lines below it, up to the next one."""
    pattern = rf"^{label}:[ ]?(.*?)(?=^[A-P]\.(?:\d[\d.]*)?[ \t]\S|^[A-P]\.IMP|^MedDRA|\Z)"
    found = re.search(pattern, text, re.MULTILINE | re.DOTALL)
    return flat(found[1]) if found else None


def number(text: str, label: str) -> int | None:
    found = re.search(rf"^{label}: (\d+)$", text, re.MULTILINE)
    return int(found[1]) if found else None


def yes(text: str, *labels: str) -> list[bool]:
    return [bool(re.search(rf"^{label}: Yes$", text, re.MULTILINE)) for label in labels]


def phases(text: str) -> str | None:
    said = re.findall(r"^E\.7\.([1-4]) .*: Yes$", text, re.MULTILINE)
    return "|".join(f"PHASE{each}" for each in said) or None


def size(text: str) -> tuple[int | None, bool]:
    """The size, and whether it is the country's alone."""
    all_of_it = number(text, r"F\.4\.2\.2 In the whole clinical trial")
    share = number(text, r"F\.4\.1 In the member state")
    alone = not any(
        yes(text, r"E\.8\.5 The trial involves multiple Member States",
            r"E\.8\.6\.1 Trial being conducted both within and outside the EEA")
    )  # fmt: skip
    return (all_of_it, False) if all_of_it is not None else (share, not alone)


def countries(text: str) -> set[str]:
    [own] = re.findall(r"^A\.1 Member State Concerned: (.*?) - ", text, re.MULTILINE)
    listed = re.search(r"^E\.8\.6\.3 .*?:\n(.*?)^E\.8\.7", text, re.MULTILINE | re.DOTALL)
    named = {own, *(listed[1].split("\n") if listed else [])} - {""}
    return {COUNTRIES.get(each, each) for each in named}


def products(text: str) -> int:
    """The products that differ, and the placebo."""
    blocks = re.split(r"^D\.IMP: \d+\n|^D\.8 |^E\. ", text, flags=re.MULTILINE)[1:]
    wanted = r"^D\.(?:1\.2|2\.1\.1\.1|3\.(?:[1247] |8 INN|9\.[234]|10\.[13])).*(?:\n\w+ use)?"
    told = {tuple(re.findall(wanted, each, re.MULTILINE)) for each in blocks} - {()}
    return len(told) + ("D.8.1 Is a Placebo used in this Trial? Yes" in text)


def numbers(text: str) -> set[str]:
    found = set(re.findall(r"^(?:A\.2 .*|A\.4\.1 .*|A\.5\..*): (\S+)$", text, re.MULTILINE))
    return found | set(re.findall(r"^A\.8 .*: (P/\S+)", text, re.MULTILINE))


CHECKS: Mapping[str, tuple[Reading, Callable[[Record], object]]] = {
    "first entered": (
        lambda text: re.findall(r"entered in the EudraCT database: (\S+)", text)[0],
        lambda record: own(record).first_posted,
    ),
    "status": (
        lambda text: {"Prematurely Ended": "TERMINATED", "Completed": "COMPLETED"}.get(
            word := re.findall(r"^Trial Status: (.*)$", text, re.MULTILINE)[0], word
        ),
        lambda record: own(record).status,
    ),
    "no start": (lambda _: None, lambda record: own(record).start_date),
    "end": (
        lambda text: after(text, r"P\. Date of the global end of the trial"),
        lambda record: own(record).completion_date,
    ),
    "size": (
        size,
        lambda record: (own(record).enrollment, own(record).enrollment_flag is not None),
    ),
    "phases": (phases, lambda record: own(record).phase),
    "full title": (
        lambda text: after(text, r"A\.3 Full title of the trial"),
        lambda record: flat(own(record).official_title),
    ),
    "plain title": (
        lambda text: after(text, r"A\.3\.1 Title [^:(]*"),
        lambda record: flat(own(record).brief_title),
    ),
    "short name": (
        lambda text: after(text, r"A\.3\.2 Name or abbreviated title [^:(]*"),
        lambda record: own(record).acronym,
    ),
    "sponsor": (
        lambda text: after(text, r"B\.1\.1 Name of Sponsor"),
        lambda record: own(record).lead_sponsor,
    ),
    "kind of sponsor": (
        lambda text: "OTHER" if re.search(r"sponsor: Non-Comm", text) else "INDUSTRY",
        lambda record: own(record).lead_sponsor_class,
    ),
    "condition": (
        lambda text: after(text, r"E\.1\.1 Medical condition\(s\) being investigated")
        or after(text, r"E\.1\.1\.1 Medical condition in easily understood language"),
        lambda record: " ".join(row.name for row in record.tables["conditions"]),
    ),
    "objective": (
        lambda text: after(text, r"E\.2\.1 Main objective of the trial"),
        lambda record: flat(own(record).brief_summary),
    ),
    "criteria": (
        lambda text: f"Inclusion Criteria: {after(text, 'E.3 Principal inclusion criteria')} "
        f"Exclusion Criteria: {after(text, 'E.4 Principal exclusion criteria')}",
        lambda record: flat(own(record).eligibility_criteria),
    ),
    "endpoints": (
        lambda text: [
            (
                after(text, rf"E\.5\.{place} {kind} end point\(s\)"),
                after(text, rf"E\.5\.{place}\.1 [^:(]*\(s\)[^:(]*"),
            )
            for place, kind in ((1, "Primary"), (2, "Secondary"))
        ],
        lambda record: [(flat(row.measure), row.time_frame) for row in record.tables["outcomes"]],
    ),
    "sexes": (
        lambda text: {(True, True): "ALL", (True, False): "FEMALE", (False, True): "MALE"}[
            tuple(yes(text, r"F\.2\.1 Female", r"F\.2\.2 Male"))
        ],
        lambda record: own(record).sex,
    ),
    "ages": (
        lambda text: yes(text, r"F\.1\.1 Trial.*", r"F\.1\.2 Adults.*", r"F\.1\.3 Elderly.*"),
        lambda record: [
            group in (own(record).std_ages or "").split("|")
            for group in ("CHILD", "ADULT", "OLDER_ADULT")
        ],
    ),
    "design": (
        lambda text: yes(text, r"E\.8\.1\.1 Randomised", r"E\.8\.1\.5 Parallel group"),
        lambda record: [own(record).allocation == "RANDOMIZED",
                        own(record).intervention_model == "PARALLEL"],
    ),
    "masks": (
        lambda text: [code for code, said in zip(
            ("NONE", "SINGLE", "DOUBLE"),
            yes(text, r"E\.8\.1\.2 Open", r"E\.8\.1\.3 Single blind", r"E\.8\.1\.4 Double blind"),
            strict=True,
        ) if said],
        lambda record: [own(record).masking] if own(record).masking else [],
    ),
    "committee": (
        lambda text: yes(text, r"E\.8\.7 .*"),
        lambda record: [own(record).has_dmc == 1],
    ),
    "countries": (
        countries,
        lambda record: {row.country for row in record.tables["locations"]},
    ),
    "products": (products, lambda record: len(record.tables["interventions"])),
    "advanced therapies": (
        lambda text: any(yes(text, r"D\.3\.11\.3 Advanced.*")),
        lambda record: any("advanced therapy" in (row.description or "")
                           for row in record.tables["interventions"]),
    ),
    "numbers": (numbers, lambda record: {row.id for row in record.tables["trial_ids"]}),
}  # fmt: skip


def own(record: Record) -> Any:
    return record.tables["trials"][0]


def compared(text: str, record: Record) -> None:
    terms = set(re.findall(r"^E\.1\.2 Term: (.*)$", text, re.MULTILINE))
    named = {row.name for row in record.tables["conditions"]}
    assert {row.keyword for row in record.tables["trial_keywords"]} >= terms - named
    for name, (theirs, ours) in CHECKS.items():
        assert ours(record) == theirs(text), (record.id, name)


def test_ten_records_are_eight_keys_and_each_has_its_latest_wording() -> None:
    written = texts()
    links = [re.findall(r"/trial/(\S+?)/(\w\w)/", text)[0] for text in written]
    assert [f"EUCTR{number}-{country}" for number, country in links] == KEYS
    pieces = cut(whole().encode(), frozenset())
    assert [piece.id for piece in pieces] == list(dict.fromkeys(KEYS))
    for piece in pieces:
        mine = [text for text, key in zip(written, KEYS, strict=True) if key == piece.id]
        assert piece.body.count(b"\nEudraCT Number:") == len(mine)
        compared(mine[-1], read(piece.body))


@pytest.mark.parametrize("place", range(len(KEYS)))
def test_every_wording_is_read_as_it_stands(place: int) -> None:
    text = texts()[place]
    record = read(body(f"Summary\n{text}"))
    assert record.id == KEYS[place]
    compared(text, record)
    planted = "A.8 EMA Decision number of Paediatric Investigation Plan: JSON_ERROR_HERE" in text
    assert [(d.path, d.example) for d in record.drift] == (
        [("A.8", "JSON_ERROR_HERE")] if planted else []
    )


def test_nothing_of_persons_is_kept_and_nothing_else_is_lost() -> None:
    kept = "".join(piece.body.decode() for piece in cut(whole().encode(), frozenset()))
    lines = {line for text in texts() for line in text.split("\n") if line.strip()}
    lost = lines - set(kept.split("\n"))
    assert {line.split(" ")[0] for line in lost} == {
        *("B.5.2", "B.5.3", "B.5.3.1", "B.5.3.2", "B.5.3.3", "B.5.3.4"),
        *("B.5.4", "B.5.5", "B.5.6"),
    }


# --- the two that are JSON ---

MORE_LABELS = (
    "D.2.1.1.1 Trade name",
    "D.2.1.1.2 Name of the Marketing Authorisation holder",
    "D.2.1.2 Country which granted the Marketing Authorisation",
    "F.1.1 Number of subjects for this age range",
    "F.1.1.3.1 Number of subjects for this age range",
    "F.1.1.4.1 Number of subjects for this age range",
    "F.1.1.5.1 Number of subjects for this age range",
    "F.1.1.6.1 Number of subjects for this age range",
    "P. Date of the global end of the trial",
    "A.5.1 ISRCTN (International Standard Randomised Controlled Trial) number",
    "A.5.2 US NCT (ClinicalTrials.gov registry) number",
    "A.5.3 WHO Universal Trial Reference Number (UTRN)",
)
HEADINGS = {
    **{"a1": "A. Protocol Information", "b1": "B. Sponsor Information"},
    **{"dimp": "D. IMP Identification", "e11": "E. General Information on the Trial"},
    **{"f11": "F. Population of Trial Subjects", "p": "P. End of Trial"},
}


def plain(label: str) -> str:
    """A label as that JSON writes it: in small letters, signs left out, blanks underlined."""
    return re.sub(r"\s+", "_", re.sub(r"[^\w\s]", "", label.lower()).strip())


def labels() -> dict[str, str]:
    coded = r"(?:[A-P](?:\.\d+)+(?: and [A-P](?:\.\d+)+)?|[NP]\.)"
    pattern = rf"^({coded}\s[^:\n]*?)(?: \(\w\w\))?(?::|$)"
    found = re.findall(pattern, whole(), re.MULTILINE)
    return {plain(label): " ".join(label.split()) for label in (*found, *MORE_LABELS)}


def as_text(told: Mapping[str, Any]) -> str:
    """A record of that JSON in the register's form."""
    known = labels()
    lines = [
        f"EudraCT Number: {told['a2_eudract_number']}",
        f"Trial Status: {told['x5_trial_status']}",
        "Date on which this record was first entered in the EudraCT database: "
        + told["x6_date_on_which_this_record_was_first_entered_in_the_eudract_database"],
    ]

    def add(values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            code = name.partition("_")[0]
            if (heading := HEADINGS.get(code)) and heading not in lines:
                lines.append(heading)
            if isinstance(value, list):
                for place, each in enumerate(value, 1):
                    if name == "dimp":
                        lines.append(f"D.IMP: {place}")
                    if isinstance(each, dict):
                        add(each)
                continue
            base, _, language = name.rpartition("_")
            if name in known:
                lines.append(f"{known[name]}: {value}")
            elif base in known and len(language) == 2:
                lines.append(f"{known[base]} ({language}): {value}")

    add(told)
    return "Summary\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", JSONS)
def test_a_record_that_is_json_says_the_same(name: str) -> None:
    told = json.loads((FOLDER / name).read_text("utf-8"))
    text = as_text(told)
    record = read(body(text))
    country = {"Belgium": "BE", "Germany": "DE"}[Path(name).stem.rpartition("-")[2]]
    assert record.id == f"EUCTR{told['a2_eudract_number']}-{country}"
    trial = own(record)
    assert (
        trial.first_posted
        == told["x6_date_on_which_this_record_was_first_entered_in_the_eudract_database"]
    )
    end = told.get("p_date_of_the_global_end_of_the_trial") or None
    assert (trial.completion_date, trial.start_date) == (end, None)
    size = told.get("f422_in_the_whole_clinical_trial", told["f41_in_the_member_state"])
    assert (trial.enrollment, trial.enrollment_flag) == (int(size), None)
    status = {"Prematurely Ended": "TERMINATED", "Completed": "COMPLETED"}
    assert trial.status == status[told["x5_trial_status"]]
    assert trial.official_title == told["a3_full_title_of_the_trial"]
    assert trial.lead_sponsor == told["b1_sponsor"][0]["b11_name_of_sponsor"]
    roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
    said = [key for key, value in told.items() if re.match(r"e7[1-4]_", key) and value == "Yes"]
    assert trial.phase == "|".join(f"PHASE{roman[key.rpartition('_')[2]]}" for key in said)
    names = {each.get("d31_product_name") or each.get("d2111_trade_name") for each in told["dimp"]}
    assert {row.name for row in record.tables["interventions"]} >= names - {None}
    plan = told["a8_ema_decision_number_of_paediatric_investigation_plan"].partition(" ")[0]
    expected = {told["a2_eudract_number"], told["a41_sponsors_protocol_code_number"]}
    expected |= {plan} if plan.startswith("P/") else set()
    expected |= {value for key, value in told.items() if re.match(r"a5[123]_", key)}
    assert {row.id for row in record.tables["trial_ids"]} == expected
    compared(text, record)
