"""Decisions of people on records, pairs and candidates, stage by stage.

They are in ``decisions.csv`` in the folder of the judgements, a line for each record, stage and
person, and outlive refreshes, merges and removals. Commands and site read and write them here
alone::

    found = read(config)                      # all of them; for a person: .visible_to(name)
    made = new(config, published, "NCT03626090", "exclude", person="AB", reason="duplicate")
    (before,) = write(config, [made], clock=clock)
    taken = take_back(config, "NCT03626090", "title", "AB", clock=clock)

Of two people neither sees what the other decided of a record before both have: whatever is shown
to somebody goes through :meth:`Decisions.visible_to`.
"""

from harvest.desk.decisions.agreement import Agreement, agreement
from harvest.desk.decisions.making import find, foreign_reasons, has_changed, new, versions
from harvest.desk.decisions.model import (
    STAGES,
    WORDS,
    Decision,
    Decisions,
    Stage,
    Standing,
    State,
    Word,
    parts,
    same_person,
    today,
)
from harvest.desk.decisions.rows import record_key, stage_of, word_of
from harvest.desk.decisions.store import former_numbers, path_of, read, take_back, write

__all__ = [
    "STAGES",
    "WORDS",
    "Agreement",
    "Decision",
    "Decisions",
    "Stage",
    "Standing",
    "State",
    "Word",
    "agreement",
    "find",
    "foreign_reasons",
    "former_numbers",
    "has_changed",
    "new",
    "parts",
    "path_of",
    "read",
    "record_key",
    "same_person",
    "stage_of",
    "take_back",
    "today",
    "versions",
    "word_of",
    "write",
]
