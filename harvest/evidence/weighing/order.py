"""The order of what has an owner and a number: one key of both is sorted, not one after the other.

That takes a fifth of the time that ``numpy.lexsort`` takes for the two.
"""

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.integer]


def heaviest_first(
    owners: Numbers, weights: npt.NDArray[np.float32], then: Numbers | None = None
) -> Ints:
    """The order by owner, of each the heaviest first; of equal ones that with the least ``then``.

    Without it, these come in the order given. Owners are below 2³², weights are not negative.
    """
    # the bits of such weights are in the order of the weights
    keys = _keys(owners, ~np.asarray(weights, np.float32, copy=None).view(np.uint32))
    order = np.argsort(keys, kind="stable")
    if then is not None:
        found = keys[order]
        same = found[1:] == found[:-1]
        if same.any():
            tied = np.flatnonzero(np.append(same, False) | np.append(False, same))
            again = np.lexsort((then[order[tied]], found[tied]))
            order[tied] = order[tied[again]]
    return order


def smallest_first(owners: Numbers, numbers: Numbers) -> Ints:
    """The order by owner, of each the smallest first; of equal ones, as they come.

    Owners and numbers are below 2³² and not negative.
    """
    return np.argsort(_keys(owners, numbers), kind="stable")


def _keys(owners: Numbers, numbers: Numbers) -> npt.NDArray[np.uint64]:
    return owners.astype(np.uint64) << np.uint64(32) | numbers.astype(np.uint64)
