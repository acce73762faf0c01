"""Work for processes that share it; imports little, as each of them imports this."""

import os
import signal
from collections.abc import Callable

from harvest.errors import ConfigError


def times(factor: int) -> Callable[[int], int]:
    """Multiplies; three ends its process, four is a mistake of the user's."""

    def multiplied(number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        if number == 4:
            raise ConfigError("four: is not allowed")
        print("said on the way")  # is no answer
        return factor * number

    return multiplied


def whoever(_: object) -> Callable[[int], int]:
    """Tells which process answers."""
    return lambda _number: os.getpid()
