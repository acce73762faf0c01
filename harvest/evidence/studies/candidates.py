"""Where registrations come in that no number joins: scored candidates, by likeness.

Whatever proposes them is handed the work database and which registrations their numbers join, and
gives pairs with a probability and reasons; ``step`` writes them, verdicts applied.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two registrations that may be of one study: with which probability, and why, in words."""

    trial_id: str
    other_trial_id: str
    score: float
    evidence: str


Propose = Callable[[sqlite3.Connection, Mapping[str, str]], Iterable[Candidate]]
"""Given the work database, and by registration the study that it is of with others (those on their
own are left out), the candidates, each pair once in any order."""
