"""Candidates by likeness, as the step of studies takes them."""

import sqlite3
from collections.abc import Iterator, Mapping

from harvest.evidence.studies.candidates import Candidate
from harvest.evidence.studies.likeness.candidates import candidates
from harvest.evidence.studies.likeness.reading import registrations
from harvest.evidence.studies.numbers import registry_of

_REGISTRIES = """
SELECT DISTINCT t.registry FROM trials AS t
JOIN records AS r ON r.kind = 'trial' AND r.id = t.trial_id AND r.removed_on IS NULL
"""


def propose(connection: sqlite3.Connection, members: Mapping[str, str]) -> Iterator[Candidate]:
    """Pairs of registrations that may be one study; ``members`` are joined with others already.

    Of a base of one registry nothing is read: it registers no study twice.
    """
    if len({registry_of(code) for (code,) in connection.execute(_REGISTRIES)}) < 2:
        return
    for each in candidates(list(registrations(connection, members))):
        evidence = "; ".join(each.reasons) or "words in common"
        yield Candidate(each.trial_id, each.other_trial_id, each.chance, evidence)
