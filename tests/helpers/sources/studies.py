"""Studies as ClinicalTrials.gov sends them, and the record that each is read into."""

import json
from typing import Any

from harvest.records import Raw, Record
from harvest.rows import Trial
from harvest.sources.clinicaltrials import normalise
from tests.helpers.sources.whole_study import NCT_ID

Study = dict[str, Any]


def encoded(study: object) -> bytes:
    return json.dumps(study, ensure_ascii=False, separators=(",", ":")).encode()


def record(body: bytes, nct_id: str = NCT_ID) -> Record:
    return normalise(Raw("clinicaltrials", "trial", nct_id, body, "2026-11-24T06:00:00Z"))


def trial(study: Study) -> Trial:
    (row,) = record(encoded(study)).tables["trials"]
    assert isinstance(row, Trial)
    return row
