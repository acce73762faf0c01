"""Made-up protocols of EudraCT, as the EU register writes them, a stand-in, and a walk over it.

The stand-in is as strict as the register is known to be: 20 trials a page, the number of trials on
the page alone, the protocols of one page at a time, all words of a search that has no quotes.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

from harvest.records import Event, Held, Raw, Record
from harvest.sources.euctr import SOURCE
from harvest.sources.euctr.answers import cut
from harvest.standin.http.server import Request, RequestLog, Response, ServiceServer, running
from harvest.standin.isrctn.query import QueryError, parsed, text_of
from tests.helpers.registries import asked
from tests.helpers.registries.asked import NOTHING_HELD, TODAY, topic

CONFIG = topic(therapy='euctr_terms = ["Hepatocell"]')
COUNTRIES = {
    "AT": "Austria - BASG",
    "DE": "Germany - PEI",
    "ES": "Spain - AEMPS",
    "GB": "UK - MHRA",
    "SE": "Sweden - MPA",
}
A_PAGE = 20
PERSONS = ("Exemplar", "ann@", "+49 000", "Exemplary Street")
_HEAD = (
    "This file contains full details on each clinical trial selected for download. Where "
    "multi-state trials have been downloaded full information for each of the member "
    "states/countries involved in the trial are included separately.\n\n"
)


def number_of(n: int) -> str:
    return f"2019-0{n:05}-13"


def key_of(n: int, country: str = "DE") -> str:
    return f"EUCTR{number_of(n)}-{country}"


def protocol(n: int, country: str = "DE", **more: str) -> str:
    """A country's record; ``more`` are values by name, or ``extra_X`` lines after section X."""
    said = {
        "type": "EEA CTA",
        "status": "Ongoing",
        "entered": "2019-03-04",
        "title": f"Stem cells in liver cirrhosis, a made-up trial {n}",
        "plain": f"Cells for the scarred liver, {n}",
        "code": f"CELL-{n}",
        "sponsor": "Made-up Biotech",
        "class": "Commercial",
        "condition": "Liver cirrhosis",
        "product": "Cord cells",
        "somatic": "Yes",
        "aim": "To show that it is safe.",
        "inclusion": "1. Adults\n2. Cirrhosis",
        "outcome": "MELD score",
        "phase": "II",
        "here": "30",
        "eea": "60",
        "whole": "90",
        "several": "Yes",
        "sites": "",
        "ended": "",
        **{f"extra_{section}": "" for section in "ABDEFP"},
    } | more
    authority = COUNTRIES.get(country, country)
    part = "3rd" if country == "3rd" else country
    phases = [
        f"E.7.{place} {name} (Phase {roman}): {'Yes' if roman == said['phase'] else 'No'}"
        for place, (name, roman) in enumerate(
            [
                ("Human pharmacology", "I"),
                ("Therapeutic exploratory", "II"),
                ("Therapeutic confirmatory", "III"),
                ("Therapeutic use", "IV"),
            ],
            1,
        )
    ]
    text = f"""Summary
EudraCT Number: {number_of(n)}
Sponsor's Protocol Code Number: {said["code"]}
National Competent Authority: {authority}
Clinical Trial Type: {said["type"]}
Trial Status: {said["status"]}
Date on which this record was first entered in the EudraCT database: {said["entered"]}
Link: https://www.clinicaltrialsregister.eu/ctr-search/trial/{number_of(n)}/{part}/

A. Protocol Information
A.1 Member State Concerned: {authority}
A.2 EudraCT number: {number_of(n)}
A.3 Full title of the trial: {said["title"]}
A.3 Full title of the trial (de): Ein erfundener Versuch
A.3.1 Title of the trial for lay people, in easily understood, i.e. non-technical, language: \
{said["plain"]}
A.4.1 Sponsor's protocol code number: {said["code"]}
{said["extra_A"]}A.7 Trial is part of a Paediatric Investigation Plan: No

B. Sponsor Information
Sponsor 1
B.1.1 Name of Sponsor: {said["sponsor"]}
B.1.3.4\tCountry: Germany
B.3.1 and B.3.2\tStatus of the sponsor: {said["class"]}
B.5.1 Name of organisation: Made-up Contacts
B.5.2 Functional name of contact point: Ann Exemplar
B.5.3 Address
B.5.3.1 Street Address: Exemplary Street 1
second floor, care of Ann Exemplar
B.5.4 Telephone number: +49 000
B.5.6 E-mail: ann@example.net
{said["extra_B"]}
D. IMP Identification
D.IMP: 1
D.1.2 and D.1.3 IMP Role: Test
D.3.1 Product name: {said["product"]}
D.3.4 Pharmaceutical form: Suspension for injection
D.3.7 Routes of administration for this IMP:
Intravenous use
D.3.11.3 Advanced Therapy IMP (ATIMP): {said["somatic"]}
D.3.11.3.1 Somatic cell therapy medicinal product: {said["somatic"]}
D.3.11.3.2 Gene therapy medical product: No
{said["extra_D"]}
D.8 Information on Placebo

E. General Information on the Trial
E.1.1 Medical condition(s) being investigated: {said["condition"]}
E.2.1 Main objective of the trial: {said["aim"]}
E.3 Principal inclusion criteria: {said["inclusion"]}
E.4 Principal exclusion criteria: Cancer; ask ann@example.net
E.5.1 Primary end point(s): {said["outcome"]}
E.5.1.1 Timepoint(s) of evaluation of this end point: 6 months
E.6.3 Therapy: Yes
{chr(10).join(phases)}
E.8.1 Controlled: Yes
E.8.1.1 Randomised: Yes
E.8.1.2 Open: Yes
E.8.5 The trial involves multiple Member States: {said["several"]}
E.8.6.1 Trial being conducted both within and outside the EEA: {"Yes" if said["sites"] else "No"}
E.8.6.2 Trial being conducted completely outside of the EEA: No
E.8.6.3 If E.8.6.1 or E.8.6.2 are Yes, specify the regions in which trial sites are planned:
{said["sites"]}
{said["extra_E"]}
F. Population of Trial Subjects
F.1.1 Trial has subjects under 18: No
F.1.2 Adults (18-64 years): Yes
F.2.1 Female: Yes
F.2.2 Male: Yes
F.3.1 Healthy volunteers: No
F.4 Planned number of subjects to be included
{_sizes(said)}{said["extra_F"]}
"""
    if country != "3rd":
        ended = said["ended"] and f"P. Date of the global end of the trial: {said['ended']}\n"
        text += (
            "N. Review by the Competent Authority or Ethics Committee in the country concerned\n"
            "N. Competent Authority Decision: Authorised\n"
            "N. Date of Competent Authority Decision: 2019-06-05\n\n"
            f"P. End of Trial\nP. End of Trial Status: {said['status']}\n{ended}{said['extra_P']}"
        )
    return text + "\n"


def _sizes(said: dict[str, str]) -> str:
    told = (
        ("F.4.1 In the member state", said["here"]),
        ("F.4.2.1 In the EEA", said["eea"]),
        ("F.4.2.2 In the whole clinical trial", said["whole"]),
    )
    return "".join(f"{label}: {value}\n" for label, value in told if value)


def body(*texts: str, results: bool = False) -> bytes:
    """What is kept of a country's record, in all wordings that are sent."""
    number = re.findall(r"EudraCT Number: (\S+)", texts[0])[0]
    [piece] = cut("".join(texts).encode(), frozenset([number] if results else []))
    assert piece.id is not None, piece.reason
    return piece.body


def read(kept: bytes) -> Record:
    return SOURCE.normalise(Raw("euctr", "trial", "?", kept, "2026-11-24T06:00:00Z"))


@dataclass
class Register:
    """What the register holds: by EudraCT number the records of its countries, as they are sent."""

    url: str = ""
    held: dict[str, list[str]] = field(default_factory=dict)
    results: set[str] = field(default_factory=set)
    down: bool = False
    change: Callable[[Request, Response], Response] = lambda _, response: response
    """What becomes of an answer on its way"""
    requests: RequestLog = field(default_factory=RequestLog)

    def put(self, *texts: str) -> None:
        """Hold exactly these records."""
        self.held = {}
        for text in texts:
            [number] = re.findall(r"^EudraCT Number: (\S+)", text, re.MULTILINE)
            self.held.setdefault(number, []).append(text)

    def asked(self) -> list[tuple[str, dict[str, str]]]:
        """What was asked: the last part of the path and the parameters."""
        return [
            (request.path.rpartition("/")[2], dict(request.params))
            for request in self.requests.requests("euctr")
        ]

    def __call__(self, request: Request) -> Response:
        """Answer one request."""
        return self.change(request, self._answer(request))

    def _answer(self, request: Request) -> Response:
        given = dict(request.params)
        if self.down:
            return Response(b"<html><body>Maintenance</body></html>", 503, "text/html")
        if request.method != "GET":
            return Response(b"", 405, "")
        texts = request.path == "/ctr-search/rest/download/full"
        known = {"query", "page", "mode"} if texts else {"query", "page"}
        if request.path != "/ctr-search/search" and not texts:
            return Response(b"<html><body>Not found</body></html>", 404, "text/html")
        if len(given) != len(request.params) or not set(given) <= known or "query" not in given:
            return Response(b"Bad request", 400, "text/plain")
        if texts and given.get("mode") != "current_page":
            return Response(b"Bad request", 400, "text/plain")
        try:
            found = self._found(given["query"])
        except QueryError as error:
            return Response(f"Bad query: {error}".encode(), 400, "text/plain")
        page = given.get("page", "1")
        pages = max(1, -(-len(found) // A_PAGE))
        if not page.isdecimal() or not 1 <= int(page) <= pages:
            return Response(b"No such page", 404, "text/plain")
        part = found[(int(page) - 1) * A_PAGE : int(page) * A_PAGE]
        if texts:
            whole = _HEAD + "".join(text for number in part for text in self.held[number])
            return Response(whole.encode(), 200, "text/plain;charset=UTF-8")
        return Response(self._page(part, len(found), given["query"], page, pages), 200, "text/html")

    def _found(self, query: str) -> list[str]:
        if number := re.fullmatch(r"eudract_number:(\S+)", query):
            return [number[1]] if number[1] in self.held else []
        matches = parsed(query) if query.strip() else lambda _: True
        return [
            number
            for number, texts in sorted(self.held.items(), reverse=True)
            if matches(text_of(" ".join(texts), {}, ""))
        ]

    def _page(self, part: list[str], total: int, query: str, page: str, pages: int) -> bytes:
        rows = []
        for number in part:
            links = {}
            for text in self.held[number]:
                [where] = re.findall(rf"/ctr-search/trial/{number}/(\w+)", text)
                [status] = re.findall(r"^Trial Status: (.*)$", text, re.MULTILINE)
                links[where] = (
                    f'<a href="/ctr-search/trial/{number}/{where}">{where}</a> ({status})'
                )
            results = f'<a href="/ctr-search/trial/{number}/results">View results</a>'
            told = results if number in self.results else "(No results available)"
            rows.append(
                f"<table><tr><td>EudraCT Number: {number}</td></tr>"
                f"<tr><td>Trial protocol: {' '.join(links.values())}</td></tr>"
                f"<tr><td>Trial results: {told}</td></tr></table>"
            )
        return (
            "<!DOCTYPE html><html><body><ul><li>Trials with a EudraCT protocol "
            f"({total:,})</li><li>Paediatric studies in scope of Art45 (0)</li></ul>"
            f'<div class="outcome">{total:,} result(s) found for: {escape(query)}. '
            f"Displaying page {page} of {pages}.</div>{''.join(rows)}</body></html>"
        ).encode()


@contextmanager
def register(*texts: str) -> Iterator[Register]:
    """The register with these records, listening on this machine."""
    held = Register()
    held.put(*texts)
    moment = datetime(2026, 11, 24, tzinfo=UTC)
    server = ServiceServer("euctr", held, held.requests, today=lambda: moment)
    held.url = f"{server.url}/ctr-search"
    with running([server]):
        yield held


def walked(
    held_there: Register,
    folder: Path,
    held: Held = NOTHING_HELD,
    *,
    config: str = CONFIG,
    today: date = TODAY,
) -> list[Event]:
    """What a run brings."""
    section = f'[sources.euctr]\nbase_url = "{held_there.url}"\n'
    return list(asked.walked(SOURCE, config + section, folder, held, today))
