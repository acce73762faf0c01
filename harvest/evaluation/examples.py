"""Gold questions made into examples: each trial's candidates with the right ones marked."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from harvest.evaluation.fitting import Example
from harvest.evidence.links.candidates import compared
from harvest.evidence.links.matcher import Candidates
from harvest.evidence.links.studies import paper_ids, trial_ids


@dataclass(frozen=True)
class Found:
    """What the pipeline finds in a base: its papers, and the candidates of each of its trials."""

    papers: Sequence[str]
    pools: Sequence[tuple[str, Candidates]]

    def examples(self, right: Mapping[str, Collection[str]]) -> list[Example]:
        """One example a trial; ``right`` are the papers of each that are asked for."""
        rows = {paper: row for row, paper in enumerate(self.papers)}
        examples = []
        for trial, pool in self.pools:
            places = {row: place for place, row in enumerate(pool.rows.tolist())}
            wanted = [rows.get(paper, -1) for paper in right.get(trial, ())]
            told = tuple(places[row] for row in wanted if row in places)
            examples.append(Example(trial, pool, told, len(wanted)))
        return examples


def find(connection: sqlite3.Connection) -> Found:
    """All trials of a base against all its papers, as a refresh compares them."""
    papers = paper_ids(connection)
    return Found(papers, list(compared(connection, trial_ids(connection), papers)))
