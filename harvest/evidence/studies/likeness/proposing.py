"""Candidates by likeness, as the step of studies takes them."""

import sqlite3
from collections.abc import Iterator, Mapping

from harvest.evidence.studies.candidates import Candidate
from harvest.evidence.studies.likeness.candidates import candidates
from harvest.evidence.studies.likeness.reading import registrations


def propose(connection: sqlite3.Connection, members: Mapping[str, str]) -> Iterator[Candidate]:
    """Pairs of registrations that may be one study; ``members`` are joined with others already."""
    for each in candidates(list(registrations(connection, members))):
        evidence = "; ".join(each.reasons) or "words in common"
        yield Candidate(each.trial_id, each.other_trial_id, each.chance, evidence)
