"""Asks the registry's website for a study's past versions.

Undocumented: ``/api/int/studies/{NCT}/history`` lists the versions, ``…/history/{n}`` holds one.
Versions count from 0. Texts come as HTML, with ``<mark>`` around what changed.
"""

import re
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import msgspec
from bs4 import BeautifulSoup

from harvest.errors import UpstreamDataError
from harvest.sources import PastVersion
from harvest.web import Door, Refused

_NO_HISTORY = re.compile(r"No study \w+ history summary\s*")
_MARKUP = re.compile(r"[<&]")


class _Listed(msgspec.Struct, rename="camel"):
    version: int
    date: str
    status: str | None = None
    module_labels: list[str] = []


class _Index(msgspec.Struct):
    changes: list[_Listed]


class _Version(msgspec.Struct, rename="camel"):
    study_version: int
    study: dict[str, Any]


def base_url(api_url: str) -> str:
    """The address of the website's back end, beside that of the API."""
    parts = urlsplit(api_url)
    path = re.sub(r"/api/v[0-9]+/?$", "/api/int", parts.path)
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def index(door: Door, nct_id: str) -> list[PastVersion]:
    """The versions of a study, earliest first; empty if the registry keeps none.

    Raises UpstreamDataError if the answer has another form than it used to have.
    """
    try:
        body = door.get(f"/studies/{nct_id}/history").body
    except Refused as refused:
        if refused.status == 404 and _NO_HISTORY.fullmatch(refused.body_text):
            return []
        raise UpstreamDataError(
            f"{nct_id}: the registry's history was not found (HTTP {refused.status}); "
            "refreshes are not affected"
        ) from refused
    try:
        listed = msgspec.json.decode(body, type=_Index).changes
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UpstreamDataError(_changed(nct_id)) from error
    if [each.version for each in listed] != list(range(len(listed))):
        raise UpstreamDataError(f"{nct_id}: the registry's history has gaps; ask again later")
    return [
        PastVersion(each.version, each.date, each.status, tuple(each.module_labels))
        for each in listed
    ]


def version(door: Door, nct_id: str, number: int) -> bytes:
    """One version as a study of the API's form, its HTML as plain text, in JSON.

    Raises UpstreamDataError if the answer is another version or has another form.
    """
    try:
        answer = door.get(f"/studies/{nct_id}/history/{number}")
        found = msgspec.json.decode(answer.body, type=_Version)
    except (Refused, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UpstreamDataError(_changed(nct_id)) from error
    if found.study_version != number:
        raise UpstreamDataError(f"{nct_id}: asked for version {number}, got {found.study_version}")
    study = _plain(found.study)
    study.setdefault("hasResults", "resultsSection" in study)
    return msgspec.json.encode(study)


def _changed(nct_id: str) -> str:
    return f"{nct_id}: the registry's history has changed its format; refreshes are not affected"


def _plain(node: Any) -> Any:
    """The same with the HTML of its texts read; paragraphs and list items stay apart."""
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if isinstance(node, str) and _MARKUP.search(node):
        return _text(node)
    return node


def _text(markup: str) -> str:
    soup = BeautifulSoup(markup, "lxml")
    for mark in soup.find_all("mark"):
        mark.unwrap()
    for item in soup.find_all("li"):
        item.insert_before("\n* ")
    for line in soup.find_all("br"):
        line.replace_with("\n")
    for paragraph in soup.find_all("p"):
        paragraph.append("\n\n")
    return re.sub(r"\n{3,}", "\n\n", soup.get_text()).strip()
