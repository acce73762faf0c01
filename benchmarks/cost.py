"""Taking the cost of things fairly on a machine that others use at the same time."""

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from statistics import median

Work = Callable[[], object]


def turns(rounds: int, works: Mapping[str, Work]) -> dict[str, list[float]]:
    """CPU seconds of each, round by round.

    In each round all have their turn, so that a busy neighbour, a warm cache or a slow clock meets
    all of them alike.
    """
    costs: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            gc.collect()
            costs[name].append(cpu(work))
    return costs


def cpu(work: Work) -> float:
    """CPU seconds that this process, all its threads together, spends on one call."""
    before = time.process_time()
    work()
    return time.process_time() - before


def ratio(costs: Sequence[float], baseline: Sequence[float]) -> float:
    """The median of the ratios of the single rounds."""
    return median(cost / other for cost, other in zip(costs, baseline, strict=True))


def seconds(costs: Sequence[float]) -> str:
    """The median cost, for people."""
    return f"{median(costs):.3g} s"


@contextmanager
def collector(on: bool) -> Iterator[None]:
    """The garbage collector on or off within the block."""
    before = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        yield
    finally:
        (gc.enable if before else gc.disable)()


def percentile(times: Sequence[float], percent: float) -> float:
    """The time that so many per cent of ``times`` do not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
