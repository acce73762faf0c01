"""What ``harvest evaluate`` measures is what a refresh runs: worked out from the sources.

Relies on nothing beside the program.
"""

import ast

from tests.helpers import call_graph
from tests.helpers.call_graph import Node, reached

MEASURED: Node = ("harvest.evaluation.evaluate", "evaluate")
RUNNING: Node = ("harvest.evidence.pipeline", "update")


def _functions(nodes: set[Node]) -> set[Node]:
    return {
        (module, name)
        for module, name in nodes
        if module.startswith("harvest.evidence")
        and any(
            isinstance(body, ast.FunctionDef) for body in call_graph.bodies(module).get(name, ())
        )
    }


def _never_running(measured: Node) -> set[Node]:
    return _functions(reached(measured)) - reached(RUNNING)


def test_every_function_that_is_measured_runs_in_a_refresh() -> None:
    assert _functions(reached(MEASURED)), "nothing is measured"
    assert not _never_running(MEASURED)


def test_a_function_that_only_an_evaluation_calls_is_found_out() -> None:
    lone: Node = (
        "harvest.evidence.links.model",
        "write",
    )  # training writes weights, no refresh does
    assert lone in _never_running(("harvest.evaluation.train", "main"))
