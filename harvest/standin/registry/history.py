"""The trial registry's website back end: a study's past versions, built from a corpus' states.

Undocumented by the registry; form as public clients describe it. Texts of this form are HTML, not
markdown, and versions count from 0, the earliest.
"""

import html
import re
from dataclasses import dataclass
from typing import Any

from harvest.standin.corpora.corpus import Corpus, Study, decoded, line
from harvest.standin.http.server import Response

_LABELS = {
    "identificationModule": "Study Identification",
    "statusModule": "Study Status",
    "sponsorCollaboratorsModule": "Sponsor/Collaborators",
    "oversightModule": "Oversight",
    "descriptionModule": "Study Description",
    "conditionsModule": "Conditions",
    "designModule": "Study Design",
    "armsInterventionsModule": "Arms and Interventions",
    "outcomesModule": "Outcome Measures",
    "eligibilityModule": "Eligibility",
    "contactsLocationsModule": "Contacts/Locations",
    "referencesModule": "References",
    "ipdSharingStatementModule": "IPDSharing",
}
_MARKED_UP = frozenset(
    {"briefSummary", "detailedDescription", "description", "eligibilityCriteria", "whyStopped"}
)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a study and the day that the registry dates it with."""

    date: str
    study: Study


def versions(corpus: Corpus, epoch: int, nct_id: str) -> list[Version]:
    """The versions of a study up to an epoch, earliest first; those before the first state too."""
    states = [corpus.state(number) for number in range(epoch + 1)]
    bodies = list(states[-1].earlier.get(nct_id, ()))
    bodies += [state.studies[nct_id] for state in states if nct_id in state.studies]
    found: list[Version] = []
    for body in bodies:
        study: Study = decoded(body)
        study.pop("derivedSection", None)
        if not found or study != found[-1].study:
            found.append(Version(_date(study), study))
    return found


def answer(path: str, corpus: Corpus, epoch: int) -> Response:
    """Answer ``/api/int/studies/{NCT}``, ``…/history`` and ``…/history/{n}``."""
    asked = re.fullmatch(r"/api/int/studies/(NCT\d{8})(/history(?:/(\d+))?)?", path, re.ASCII)
    if not asked:
        return Response(b"", 404, "")
    found = versions(corpus, epoch, asked[1])
    if not found:
        text = f"No study {asked[1]} history summary"
        return Response(text.encode(), 404, "text/plain; charset=UTF-8")
    if asked[3] is not None:
        number = int(asked[3])
        if number >= len(found):
            text = f"No version {number} of study {asked[1]}"
            return Response(text.encode(), 404, "text/plain; charset=UTF-8")
        return _json({"studyVersion": number, "study": _as_html(found[number].study)})
    if asked[2]:
        return _json(_summary(found))
    study = _as_html(found[-1].study)
    return _json({"study": study, "extraHighlights": [], "topics": [], "history": _summary(found)})


def _summary(found: list[Version]) -> dict[str, Any]:
    changes = []
    outcomes = 0
    for number, version in enumerate(found):
        before = found[number - 1].study if number else None
        labels = _changed(before, version.study)
        outcomes += "Outcome Measures" in labels and number > 0
        status = version.study["protocolSection"]["statusModule"]["overallStatus"]
        changes.append(
            {"version": number, "date": version.date, "status": status, "moduleLabels": labels}
        )
    return {
        "changes": changes,
        "lastUpdateVersions": [len(found) - 1],
        "originalData": {"version": 0, "date": found[0].date},
        "outcomesUpdateCount": outcomes,
    }


def _changed(before: Study | None, after: Study) -> list[str]:
    """The labels of the modules that differ; of the first version, none."""
    if before is None:
        return []
    old, new = before["protocolSection"], after["protocolSection"]
    changed = [label for key, label in _LABELS.items() if old.get(key) != new.get(key)]
    if before.get("resultsSection") != after.get("resultsSection"):
        changed.append("Results")
    return changed


def _date(study: Study) -> str:
    status = study["protocolSection"]["statusModule"]
    posted: str = status.get("lastUpdatePostDateStruct", {}).get("date", "")
    return posted or str(status.get("studyFirstSubmitDate", "2000-01-01"))


def _as_html(node: Any, key: str = "") -> Any:
    """The study with its marked-up texts as HTML instead of markdown."""
    if isinstance(node, dict):
        return {name: _as_html(value, name) for name, value in node.items()}
    if isinstance(node, list):
        return [_as_html(item, key) for item in node]
    if isinstance(node, str) and key in _MARKED_UP:
        paragraphs = re.sub(r"\\([^\w\s])", r"\1", node).split("\n\n")
        return "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
    return node


def _json(value: Any) -> Response:
    return Response(line(value))
