"""Learns the weights that come with the program: ``python -m harvest.evaluation.train FOLDER``.

FOLDER holds gold sets in the form that ``harvest evaluate`` reads. The result is
``harvest/evidence/links/weights.json``, and beside it the marks of the trials it was learned from,
so that an evaluation can tell which of its rows it may not judge with these weights.
"""

from pathlib import Path

import click

from harvest.errors import UsageError
from harvest.evaluation.base import base, find
from harvest.evaluation.fitting import Sample, fit_linker
from harvest.evaluation.gold import LINKING, WHOLE, Task, ranking_tasks
from harvest.evidence.links.model import WEIGHTS, Model, mark, write


def train(folder: Path) -> Model:
    """Learn from all linking sets of a folder together; deterministic."""
    tasks = {task.name: task for task in ranking_tasks(folder)}
    if missing := sorted(LINKING - tasks.keys()):
        raise UsageError(f"{folder} has no gold set for {', '.join(missing)}")
    samples = [_sample(task) for name, task in tasks.items() if name in LINKING]
    trials = {example.id for sample in samples for example in sample.examples}
    return Model(fit_linker(samples), frozenset(map(mark, trials)))


def _sample(task: Task) -> Sample:
    with base(task.trials, task.papers) as store:
        found = find(store.connection)
    examples = [e for e in found.examples(task.right) if e.total]
    return Sample(examples, len(found.papers), task.name == WHOLE)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def main(folder: Path) -> None:
    """Learn the weights from the gold sets in FOLDER and write them beside this module."""
    write(train(folder), WEIGHTS.parent)


if __name__ == "__main__":
    main()
