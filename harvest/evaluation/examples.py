"""Gold questions made into examples: each trial's candidates with the right ones marked."""

from collections.abc import Sequence

from harvest.evaluation.fitting import RIDGE, Example
from harvest.evaluation.gold import Task
from harvest.evaluation.learning import fit_ranking
from harvest.evidence.links.features import FEATURES
from harvest.evidence.links.linear import Linear
from harvest.evidence.links.matcher import Matcher


def examples(task: Task) -> list[Example]:
    """One example a question, in the task's order."""
    matcher = Matcher(task.pool, task.view)
    found = []
    for pool, question in zip(
        matcher.candidates([q.study for q in task.questions]), task.questions, strict=True
    ):
        places = {row: place for place, row in enumerate(pool.rows.tolist())}
        right = tuple(places[row] for row in question.right if row in places)
        found.append(Example(question.study.id, pool, right, len(question.right)))
    return found


def fit_view(task: Task, given: Sequence[Example]) -> Linear:
    """The ranking of the task's view, learned from these examples."""
    return fit_ranking([example.group for example in given], FEATURES[task.view], RIDGE)
