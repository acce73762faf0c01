"""Learns the weights that come with the program: ``python -m harvest.evaluation.train FOLDER``.

FOLDER holds gold sets in the form that ``harvest evaluate`` reads. The result is
``harvest/evidence/links/weights.json``, and beside it the marks of the trials it was learned from,
so that an evaluation can tell which of its rows it may not judge with these weights.
"""

from pathlib import Path

import click

from harvest.errors import UsageError
from harvest.evaluation.examples import examples, fit_view
from harvest.evaluation.fitting import fit_linker
from harvest.evaluation.gold import ranking_tasks
from harvest.evidence.links.model import WEIGHTS, Model, mark, write


def train(folder: Path) -> Model:
    """Learn every view from the gold sets of a folder; deterministic."""
    tasks = {task.name: task for task in ranking_tasks(folder)}
    missing = {"outcomes", "registry", "titles"} - tasks.keys()
    if missing:
        raise UsageError(f"{folder} has no gold set for {', '.join(sorted(missing))}")
    registry = tasks["registry"]
    return Model(
        abstract=fit_view(tasks["outcomes"], examples(tasks["outcomes"])),
        titles=fit_view(tasks["titles"], examples(tasks["titles"])),
        linker=fit_linker(examples(registry), len(registry.pool)),
        trained_on=frozenset(
            mark(question.study.id)
            for name in ("outcomes", "registry", "titles")
            for question in tasks[name].questions
        ),
    )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def main(folder: Path) -> None:
    """Learn the weights from the gold sets in FOLDER and write them beside this module."""
    write(train(folder), WEIGHTS.parent)


if __name__ == "__main__":
    main()
