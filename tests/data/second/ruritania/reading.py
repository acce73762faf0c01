"""A trial of the register as rows."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from harvest.errors import RecordError
from harvest.records import Digest, Drift, Raw, Record
from harvest.rows import Condition, Intervention, Location, Outcome, Sponsor, TrialId
from harvest.rows.trial import sparse
from harvest.vocabularies import own_words

_WORDS = own_words(Path(__file__).with_name("words.toml"))
_HOME = "https://trials.example.org/trial?no="


def _study(body: bytes) -> dict[str, Any]:
    try:
        study = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RecordError("", "is not JSON") from error
    if not isinstance(study, dict) or not isinstance(study.get("number"), str):
        raise RecordError("", "is not a trial of the register")
    return study


def digest(body: bytes) -> Digest:
    """What the trial says, whatever the order of its fields."""
    return Digest(sha256(json.dumps(_study(body), sort_keys=True).encode()).hexdigest())


def normalise(raw: Raw) -> Record:
    """The rows of a trial; a word that the register has and we have no code for stays as it is."""
    study = _study(raw.body)
    key = study["number"]
    drift: list[Drift] = []

    def code(vocabulary: str, field: str) -> str | None:
        word = study.get(field)
        found = _WORDS.code(vocabulary, word)
        if word and found is None:
            drift.append(Drift(field, word))
        return found or word

    trial = sparse(
        key,
        "ruritania",
        brief_title=study.get("title"),
        status=code("statuses", "state"),
        study_type=code("study_types", "sort"),
        phase=code("phases", "stage"),
        enrollment=study.get("volunteers"),
        enrollment_type="ESTIMATED",
        start_date=study.get("begins"),
        primary_completion_date=study.get("ends"),
        primary_completion_date_type="ACTUAL" if study.get("state") == "closed" else "ESTIMATED",
        first_posted=study.get("entered"),
        last_updated=study.get("changed"),
        lead_sponsor=study.get("sponsor"),
        brief_summary=study.get("about"),
        url=f"{_HOME}{key}",
    )
    tables = {
        "trials": (trial,),
        "conditions": tuple(
            Condition(key, place, name) for place, name in enumerate(study["illnesses"], 1)
        ),
        "interventions": (Intervention(key, 1, "BIOLOGICAL", study.get("treatment"), None, None),),
        "outcomes": (Outcome(key, "primary", 1, study.get("aim"), None, "1 year"),),
        "sponsors": (Sponsor(key, 1, "lead", study.get("sponsor"), None),),
        "locations": (
            Location(
                key, 1, study.get("sponsor"), "Strelsau", None, None, "Ruritania", *[None] * 3
            ),
        ),
        "trial_ids": tuple(
            TrialId(key, place, "secondary", number, None, None, None)
            for place, number in enumerate(study.get("elsewhere", ()), 1)
        ),
    }
    return Record("trial", key, study.get("changed"), tables, drift=tuple(drift))
