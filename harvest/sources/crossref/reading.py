"""A work of Crossref as rows: the notices about it, and its ties to preprints."""

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from harvest.errors import RecordError
from harvest.records import Digest, Drift, Raw, Record
from harvest.rows import Doi, DoiRelation, DoiUpdate
from harvest.sources.notices import notice_code, notice_types
from harvest.text import line

_ROLES = ("updated-by", "update-to")
_SAID = ("DOI", "asked-as", "title", "type", "publisher", *_ROLES, "relation")
_RELATIONS = frozenset({"has-preprint", "is-preprint-of", "is-version-of", "has-version"})
_LIFTS = "reinstatement"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST = 2_000


def digest(body: bytes) -> Digest:
    """What is read of the work; how often it is cited, and when it was indexed, change daily."""
    work = _work(body)
    said = {name: work[name] for name in _SAID if name in work}
    for role in _ROLES:
        if isinstance(said.get(role), list):
            said[role] = sorted(json.dumps(each, sort_keys=True) for each in said[role])
    return Digest(sha256(json.dumps(said, sort_keys=True).encode()).hexdigest())


def normalise(raw: Raw) -> Record:
    """The rows of a work; a type of notice that is not known means nothing, and is reported."""
    work = _work(raw.body)
    doi = _key(work)
    drift: list[Drift] = []
    updates = [each for role in _ROLES for each in _updates(work, role, drift)]
    tables = {
        "dois": (
            Doi(doi, _first(work.get("title")), _text(work, "type"), _text(work, "publisher")),
        ),
        "doi_updates": tuple(
            DoiUpdate(doi, position, **each) for position, each in enumerate(updates, 1)
        ),
        "doi_relations": tuple(
            DoiRelation(doi, position, *each) for position, each in enumerate(_relations(work), 1)
        ),
    }
    return Record("doi", doi, None, tables, drift=tuple(drift))


def _work(body: bytes) -> dict[str, Any]:
    try:
        work = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RecordError("", "is not JSON") from error
    if not isinstance(work, dict) or not isinstance(work.get("DOI"), str):
        raise RecordError("", "is not a work of Crossref")
    return work


def _key(work: Mapping[str, Any]) -> str:
    asked = work.get("asked-as")
    return str(asked if isinstance(asked, str) else work["DOI"]).lower()


def _updates(work: Mapping[str, Any], role: str, drift: list[Drift]) -> Iterator[dict[str, Any]]:
    """The notices of a role, in the order of their days; what is reinstated later means nothing."""
    listed = work.get(role)
    found = []
    for each in listed if isinstance(listed, list) else ():
        if not isinstance(each, dict) or not isinstance(each.get("DOI"), str):
            drift.append(Drift(f"{role}[]", line(json.dumps(each), 100)))
            continue
        kind = notice_code(_text(each, "type"))
        if kind is not None and kind not in notice_types():
            drift.append(Drift(f"{role}[].type", line(kind, 100)))
        found.append(
            {
                "role": role,
                "type": kind,
                "label": _text(each, "label"),
                "source": _text(each, "source"),
                "other_doi": each["DOI"].lower(),
                "dated": _day(each.get("updated")),
                "record_id": _text(each, "record-id"),
                "integrity": notice_types().get(kind or "") or None,
                "lifted_on": None,
            }
        )
    found.sort(key=lambda each: (each["dated"] or "", each["other_doi"], each["type"] or ""))
    for each in found:
        lifted = next((o for o in found if o["type"] == _LIFTS and _later(o, each, role)), None)
        if lifted is not None and each["integrity"]:
            each["integrity"], each["lifted_on"] = None, lifted["dated"]
    yield from found


def _later(lifts: Mapping[str, Any], notice: Mapping[str, Any], role: str) -> bool:
    """Whether one notice lifts another; of a notice's own, only about the same paper."""
    same = role == "updated-by" or lifts["other_doi"] == notice["other_doi"]
    return bool(same and (lifts["dated"] or "") >= (notice["dated"] or ""))


def _relations(work: Mapping[str, Any]) -> Iterator[tuple[str, str | None, str, str | None]]:
    relations = work.get("relation")
    for name, listed in sorted(relations.items()) if isinstance(relations, dict) else ():
        for each in listed if name in _RELATIONS and isinstance(listed, list) else ():
            if isinstance(each, dict) and isinstance(each.get("id"), str):
                kind = _text(each, "id-type")
                other = each["id"].lower() if kind == "doi" else each["id"]
                yield name, kind, other, _text(each, "asserted-by")


def _day(updated: object) -> str | None:
    """A date with the precision that it has: its parts say more than the moment made of them."""
    if not isinstance(updated, dict):
        return None
    parts = updated.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers = first if isinstance(first, list) else []
    if numbers and all(type(each) is int for each in numbers):
        year, *rest = numbers
        return "-".join([f"{year:04}", *(f"{each:02}" for each in rest[:2])])
    found = _DAY.match(str(updated.get("date-time") or ""))
    return found[0] if found else None


def _first(title: object) -> str | None:
    """The title, which comes as a list of one."""
    said = title[0] if isinstance(title, list) and title else title
    return line(said, _LONGEST) or None if isinstance(said, str) else None


def _text(of: Mapping[str, Any], name: str) -> str | None:
    said = of.get(name)
    if isinstance(said, int) and not isinstance(said, bool):
        said = str(said)
    return (line(said, _LONGEST) or None) if isinstance(said, str) else None
