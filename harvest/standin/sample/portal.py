"""The sample's file from WHO's search portal, as a person exports it: all trials in one XML."""

import json
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from lxml import etree

from harvest.standin.corpora.corpus import State

FILE = "ICTRP-Results.xml"
"""What the portal calls it."""

_WRITTEN = Path(__file__).with_name("portal.toml")
_DAYS: Mapping[str, str] = {"ChiCTR": "%Y-%m-%d", "IRCT": "%Y-%m-%d", "CTRI": "%d-%m-%Y"}
"""How the portal writes the days of a registry; ``%d/%m/%Y`` for the others."""


@cache
def trials() -> Mapping[str, bytes]:
    """What a file holds of each trial, by the number that the portal gives it."""
    written = tomllib.loads(_WRITTEN.read_text("utf-8"))["trial"]
    return {each["number"]: json.dumps(each, ensure_ascii=False).encode() for each in written}


def exported(state: State) -> bytes | None:
    """The file of the day after a state's data; None for a state without such trials."""
    held = state.registrations.get("ictrp", {})
    if not held:
        return None
    moment = datetime.fromisoformat(state.data_timestamp)
    root = etree.Element("Trials_downloaded_from_ICTRP")
    for number, body in enumerate(held.values(), 99_000_001):
        root.append(_trial(json.loads(body), number, moment))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _trial(said: Mapping[str, str], internal: int, moment: datetime) -> etree._Element:
    """One trial; each value is padded with a line break, as in the portal's own files."""
    day: Callable[[str], str] = _written(_DAYS.get(said["register"], "%d/%m/%Y"))
    trial = etree.Element("Trial")
    for name, text in (
        ("Export_date", f"{moment:%m/%d/%Y %H:%M:%S}"),
        ("Internal_Number", str(internal)),
        ("TrialID", said["number"]),
        ("Last_Refreshed_on", f"{moment.day} {moment:%B %Y}"),
        ("Public_title", said["title"]),
        ("Scientific_title", said["official"]),
        ("Acronym", ""),
        ("Primary_sponsor", said["sponsor"]),
        ("Date_registration3", said["registered"].replace("-", "")),
        ("Date_registration", day(said["registered"])),
        ("Source_Register", said["register"]),
        ("web_address", said["address"]),
        ("Recruitment_Status", said["status"]),
        ("other_records", "No"),
        ("Inclusion_agemin", said["ages"][0]),
        ("Inclusion_agemax", said["ages"][1]),
        ("Inclusion_gender", "Both"),
        ("Date_enrollement", day(said["begins"])),
        ("Target_size", said["size"]),
        ("Study_type", said["kind"]),
        ("Study_design", said["design"]),
        ("Phase", said["phase"]),
        ("Countries", said["countries"]),
        ("Contact_Firstname", "Sample"),
        ("Contact_Lastname", "Office"),
        ("Contact_Email", "sample@example.org"),
        ("Inclusion_Criteria", said["inclusion"]),
        ("Exclusion_Criteria", said["exclusion"]),
        ("Condition", said["condition"]),
        ("Intervention", said["treatment"]),
        ("Primary_outcome", said["primary"]),
        ("Secondary_outcome", said["secondary"]),
        ("Secondary_ID", said["others"]),
    ):
        etree.SubElement(trial, name).text = f"{text}\n    " if text else None
    return trial


def _written(form: str) -> Callable[[str], str]:
    return lambda day: f"{date.fromisoformat(day):{form}}"
