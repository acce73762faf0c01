"""Made-up studies of ISRCTN, as the registry writes them, and a walk over its stand-in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from harvest.records import Event, Held, Raw, Record
from harvest.sources.isrctn import SOURCE
from harvest.sources.isrctn.answers import cut
from harvest.standin import Fixed, StandIn, State
from tests.helpers.registries import asked
from tests.helpers.registries.asked import NOTHING_HELD, TODAY, topic

NAMESPACE = "http://www.67bricks.com/isrctn"
CONFIG = topic(condition='isrctn_terms = ["weary liver"]')
DATES = {
    "recruitmentStart": "2026-02-01T00:00:00.000Z",
    "recruitmentEnd": "2027-06-30T00:00:00.000Z",
}


def study(number: int, **more: str) -> bytes:
    """A study of the registry; ``more`` are texts by element, or elements of the participants."""
    said = {
        "title": f"Stem cells in liver cirrhosis, study {number}",
        "drugNames": "Umbilical cord stem cells",
        "description": "Liver cirrhosis",
        "overallEndDate": "2028-01-31T00:00:00.000Z",
        "targetEnrolment": "40",
        "totalFinalEnrolment": "",
        "country": "United Kingdom",
        "lastUpdated": "2026-10-02T14:08:37.634Z",
        "primaryOutcome": "MELD score at 6 months",
        "recruitmentStatusOverride": "",
        "extra": "",
        **DATES,
    } | more
    text = {name: value if name == "extra" else escape(value) for name, value in said.items()}
    return f"""<fullTrial>
<trial lastUpdated="{text["lastUpdated"]}" version="3">
<isrctn dateAssigned="2025-12-24T15:29:43.155978Z">{number:08}</isrctn>
<trialDescription><title>{text["title"]}</title><scientificTitle/><acronym/>
<plainEnglishSummary>Background and study aims
Made up.

Who is the main contact?
Dr Ann Exemplar, ann@example.net</plainEnglishSummary>
<primaryOutcome>{text["primaryOutcome"]}</primaryOutcome></trialDescription>
<externalRefs><doi>10.1186/ISRCTN{number:08}</doi><eudraCTNumber>Nil known</eudraCTNumber>
<clinicalTrialsGovNumber/><protocolSerialNumber>Not provided at time of registration
</protocolSerialNumber></externalRefs>
<trialDesign><primaryStudyDesign>Interventional</primaryStudyDesign>
<overallEndDate>{text["overallEndDate"]}</overallEndDate></trialDesign>
<participants><recruitmentCountries><country>{text["country"]}</country></recruitmentCountries>
<trialCentres/><gender>All</gender><targetEnrolment>{text["targetEnrolment"]}</targetEnrolment>
<totalFinalEnrolment>{text["totalFinalEnrolment"]}</totalFinalEnrolment>
<recruitmentStart>{text["recruitmentStart"]}</recruitmentStart>
<recruitmentEnd>{text["recruitmentEnd"]}</recruitmentEnd>
<recruitmentStatusOverride>{text["recruitmentStatusOverride"]}</recruitmentStatusOverride>
</participants>
<conditions><condition><description>{text["description"]}</description></condition></conditions>
<interventions><intervention><interventionType>Drug</interventionType><phase>Phase I/II</phase>
<drugNames>{text["drugNames"]}</drugNames></intervention></interventions>{text["extra"]}
</trial>
<contact id="1"><title>Dr</title><forename>Ann</forename><surname>Exemplar</surname>
<contactDetails><telephone>+44 000</telephone><email>ann@example.net</email></contactDetails>
</contact>
<sponsor id="2"><organisation>Made-up Hospital</organisation>
<contactDetails><telephone>+44 001</telephone></contactDetails>
<commercialStatus>Non-commercial</commercialStatus></sponsor>
</fullTrial>""".encode()


def answered(*studies: bytes, total: int | None = None) -> bytes:
    """An answer of the registry."""
    count = len(studies) if total is None else total
    head = f'<allTrials xmlns="{NAMESPACE}" totalCount="{count}">'
    return head.encode() + b"".join(studies) + b"</allTrials>"


def body(study: bytes, asked_on: date = TODAY) -> bytes:
    """What is kept of a study that was asked for on a day."""
    listed = cut(answered(study), asked_on)
    assert listed is not None
    return listed.pieces[0].body


def read(kept: bytes) -> Record:
    return SOURCE.normalise(Raw("isrctn", "trial", "?", kept, "2026-11-24T06:00:00Z"))


def corpus(*states: dict[str, bytes]) -> Fixed:
    """States of the registry alone, by number."""
    return Fixed(
        tuple(
            State({}, {}, {}, "2026-11-20T09:00:04", registrations={"isrctn": held})
            for held in states
        )
    )


def numbered(*numbers: int, **more: str) -> dict[str, bytes]:
    return {f"ISRCTN{number:08}": study(number, **more) for number in numbers}


def walked(
    standin: StandIn,
    folder: Path,
    held: Held = NOTHING_HELD,
    *,
    config: str = CONFIG,
    today: date = TODAY,
) -> Iterator[Event]:
    """What a run brings."""
    return asked.walked(SOURCE, config + standin.config_lines("isrctn"), folder, held, today)
