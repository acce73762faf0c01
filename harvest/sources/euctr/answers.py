"""The register's two answers: a page of what a search finds, and the protocols of that page.

``GET /search?query=…&page=n`` is a web page of 20 trials, each with its countries; the protocols of
the same 20 come as one text from ``GET /rest/download/full``, country after country.
"""

import re
from typing import NamedTuple

from harvest import identifiers
from harvest.errors import RecordError
from harvest.hiding import without_people
from harvest.sources.euctr.form import country_at, fields, identity, key_of
from harvest.sources.euctr.wordings import RECORD, RESULTS, wordings
from harvest.web import Answer, Verdict, generic_judge

LIST, TEXTS = "/search", "/rest/download/full"
_general = generic_judge("text")
_TOTAL = re.compile(rb"Trials\s+with\s+a\s+EudraCT\s+protocol\s*\(([0-9][0-9.,]*)\)")
_WHOLE_PAGE = re.compile(rb"</html>\s*\Z", re.IGNORECASE)
_LISTED = re.compile(rb"/ctr-search/trial/(20[0-9]{2}-[0-9]{6}-[0-9]{2})/(\w+)")
_ENDS = re.compile(rb"^(?:P\. End of Trial Status:|P\. Date of the global end)", re.MULTILINE)
_PERSONAL = re.compile(r"B\.5\.[2-6](?:\.[0-9]+)*|G\.4\.(?:[2-9]|[1-9][0-9])(?:\.[0-9]+)*")


class Listed(NamedTuple):
    """A page of a search: how many trials match in all, which are on it, and in which countries.

    ``protocols`` are keys of records; ``results`` the EudraCT numbers with results.
    """

    total: int
    protocols: frozenset[str]
    results: frozenset[str]

    @property
    def trials(self) -> frozenset[str]:
        """The EudraCT numbers of the page."""
        return frozenset(map(number_of, self.protocols))


class Piece(NamedTuple):
    """A country's record in a text: its key, or None and why it has none."""

    id: str | None
    body: bytes
    reason: str = ""


def number_of(key: str) -> str:
    """The EudraCT number in a key."""
    return identifiers.number_of("eudract", key)


def judge(answer: Answer) -> tuple[Verdict, str]:
    """A list of trials where a search is asked, whole protocols where a text is."""
    verdict, reason = _general(answer)
    if answer.status != 200 or verdict in (Verdict.FORBIDDEN, Verdict.RATE, Verdict.AUTH):
        return verdict, reason
    if _TOTAL.search(answer.body) and not answer.url.rstrip("/").endswith(TEXTS):
        if _WHOLE_PAGE.search(answer.body):
            return Verdict.OK, ""
        return Verdict.TRANSIENT, "a list of trials that was cut off"
    if verdict is not Verdict.OK:
        return verdict, reason
    starts = [found.end() for found in RECORD.finditer(answer.body)]
    if not starts:
        return Verdict.MALFORMED, "neither a list of trials nor protocols"
    # Of those before the last one each reader sees for itself whether it is whole.
    last = answer.body[starts[-1] :]
    if _ENDS.search(last) is None and b"Outside EU/EEA" not in last:
        return Verdict.TRANSIENT, "protocols that were cut off"
    return Verdict.OK, ""


def listed(body: bytes) -> Listed | None:
    """What a page of a search says; None for anything else."""
    total = _TOTAL.search(body)
    if total is None:
        return None
    protocols: set[str] = set()
    results: set[str] = set()
    for number, part in ((m[1].decode(), m[2].decode()) for m in _LISTED.finditer(body)):
        if part.lower() == "results":
            results.add(number)
        else:
            protocols.add(key_of(number, country_at(part)))
    count = int(re.sub(rb"[.,]", b"", total[1]))
    return Listed(count, frozenset(protocols), frozenset(results))


def cut(body: bytes, results: frozenset[str]) -> tuple[Piece, ...]:
    """The records of a text, one a country, without the persons to be contacted.

    A country may come twice, in an earlier wording and in the present one: both are kept together,
    in their order.
    """
    together: dict[str, bytes] = {}
    odd: list[Piece] = []
    for written in wordings(body):
        piece = _piece(written)
        if piece.id is None:
            odd.append(piece)
        else:
            together[piece.id] = together.get(piece.id, b"") + piece.body
    found = [
        Piece(key, (f"{RESULTS}: yes\n".encode() if number_of(key) in results else b"") + body)
        for key, body in together.items()
    ]
    return (*found, *odd)


def _piece(written: bytes) -> Piece:
    try:
        text, reason = written.decode(), ""
    except UnicodeDecodeError:
        text, reason = written.decode("utf-8", "replace"), "is not UTF-8"
    found = fields(text)
    kept = [each.lines for each in found if not _PERSONAL.fullmatch(each.code)]
    plain = without_people("\n".join(line for lines in kept for line in lines)) + "\n"
    body = plain.encode("utf-8", "replace")
    if reason:
        return Piece(None, body, reason)
    try:
        number, country = identity(found)
    except RecordError as error:
        return Piece(None, body, error.reason)
    return Piece(key_of(number, country), body)
