"""The name of a sponsor as somebody else spells it."""

import re
from random import Random

_SHORT = (
    (r"\bUniversity\b", ("Univ.", "Univ", "University")),
    (r"\bHospital\b", ("Hosp.", "Hospital", "Hosp")),
    (r"\bInstitute\b", ("Inst.", "Institute")),
    (r"\bDepartment\b", ("Dept.", "Dept")),
    (r"\bMedical\b", ("Med.", "Medical")),
    (r"\bCenter\b", ("Centre", "Ctr.", "Center")),
    (r"\bNational\b", ("Nat.", "National", "Natl.")),
    (r"\bResearch\b", ("Res.", "Research")),
    (r"\bFirst\b", ("1st", "First")),
    (r"\bPharmaceuticals?\b", ("Pharma", "Pharmaceutical", "Pharm.")),
    (r"\band\b", ("&", "and")),
)
_LEGAL = re.compile(
    r",?\s*\b(?:Inc|Ltd|Limited|LLC|Corp|Corporation|Co|Company|GmbH|S\.?A|AG|plc|Pty)\b\.?",
    re.IGNORECASE,
)
_OF = re.compile(r"^University of ([A-Z]\w+)$")
_AFFILIATED = re.compile(r"^(.*\bHospital\b.*?),?\s+(?:of|at)\s+(.*\b(?:University|College).*)$")
_PLAIN = re.compile(r"^([A-Z]\w+) University$")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_DEPARTMENTS = ("Department of Medicine", "Dept. of Surgery", "Clinical Research Unit")


def respelt(name: str, city: str | None, rng: Random) -> str:
    """The name with abbreviations, in another order, with a department or a city."""
    made = name
    if rng.random() < 0.5:
        made = _BRACKETS.sub("", made)
    if rng.random() < 0.6:
        made = _LEGAL.sub("", made).strip(" ,.")
    if rng.random() < 0.4:
        made = _turned(made, rng)
    for pattern, others in _SHORT:
        if rng.random() < 0.4:
            made = re.sub(pattern, rng.choice(others), made)
    if rng.random() < 0.06 and (short := _initials(name)):
        made = short
    if rng.random() < 0.12:
        made = f"{rng.choice(_DEPARTMENTS)}, {made}"
    if city and rng.random() < 0.3:
        made = f"{made}, {city}"
    if rng.random() < 0.1:
        made = made.upper()
    return made or name


def _turned(name: str, rng: Random) -> str:
    if found := _OF.match(name):
        return f"{found[1]} University"
    if found := _PLAIN.match(name):
        return f"University of {found[1]}"
    if found := _AFFILIATED.match(name):
        return f"{found[2]} {found[1]}" if rng.random() < 0.6 else found[2]
    return name


def _initials(name: str) -> str:
    words = [word for word in re.findall(r"[A-Za-z]+", name) if word[0].isupper()]
    return "".join(word[0] for word in words) if 2 < len(words) < 8 else ""
