"""A line of Retraction Watch's list as a row."""

import json
import re
from datetime import date
from hashlib import sha256

from harvest.errors import RecordError
from harvest.records import Digest, Drift, Raw, Record
from harvest.rows import Notice
from harvest.sources.notices import notice_code, notice_types
from harvest.text import line

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_PMID = re.compile(r"(?:PMID\s*:?\s*)?0*([1-9][0-9]{0,8})(?:\.0+)?", re.IGNORECASE)
_DATE = re.compile(r"\s*(?:(\d{1,2})/(\d{1,2})/(\d{4})|(\d{4})-(\d{2})-(\d{2}))\b")
_LONGEST = 2_000


def digest(body: bytes) -> Digest:
    """What the line says."""
    return Digest(sha256(json.dumps(_line(body), sort_keys=True).encode()).hexdigest())


def normalise(raw: Raw) -> Record:
    """The row of a line; a nature that is not known means nothing, and is reported."""
    cells = _line(raw.body)
    key = f"RW:{plain_number(cells['Record ID'])}"
    nature = notice_code(cells.get("RetractionNature"))
    known = nature is None or nature in notice_types()
    drift = () if known else (Drift("RetractionNature", line(nature or "", 100)),)
    notice = Notice(
        key,
        plain_doi(cells.get("OriginalPaperDOI", "")),
        plain_pmid(cells.get("OriginalPaperPubMedID", "")),
        nature,
        notice_types().get(nature or "") or None,
        _day(cells.get("RetractionDate", ""), cells.get("dates", "")),
        plain_doi(cells.get("RetractionDOI", "")),
        plain_pmid(cells.get("RetractionPubMedID", "")),
        _reasons(cells.get("Reason", "")),
        line(cells.get("Title", ""), _LONGEST) or None,
    )
    return Record("notice", key, None, {"notices": (notice,)}, drift=drift)


def plain_doi(said: str) -> str | None:
    """A DOI in small letters; None for "unavailable" and whatever else is none."""
    found = _DOI.fullmatch(said.strip())
    return found[1].lower() if found else None


def plain_pmid(said: str) -> str | None:
    """A PubMed number, also as spreadsheets and scripts write it (``90000001.0``); 0 is none."""
    found = _PMID.fullmatch(said.strip())
    return found[1] if found else None


def plain_number(said: str) -> str:
    """The list's own number of a line; "" for none."""
    return said.strip().removesuffix(".0")


def _line(body: bytes) -> dict[str, str]:
    try:
        cells = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RecordError("", "is not JSON") from error
    if not isinstance(cells, dict) or not str(cells.get("Record ID") or "").strip():
        raise RecordError("", "is not a line of Retraction Watch's list")
    return {name: value for name, value in cells.items() if isinstance(value, str)}


def _day(said: str, order: str) -> str | None:
    """The day; None where nothing says which number is the month."""
    found = _DATE.match(said)
    if found is None:
        return None
    if found[4]:
        year, month, day = int(found[4]), int(found[5]), int(found[6])
    elif order == "month first":
        year, month, day = int(found[3]), int(found[1]), int(found[2])
    elif order == "day first":
        year, month, day = int(found[3]), int(found[2]), int(found[1])
    elif found[1] == found[2]:
        year, month, day = int(found[3]), int(found[1]), int(found[2])
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _reasons(said: str) -> str | None:
    """The reasons, each once, without the signs that divide them."""
    parts = (part.strip().lstrip("+").strip() for part in re.split(r"[;|]", said))
    return "|".join(dict.fromkeys(filter(None, parts))) or None
