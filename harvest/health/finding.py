"""What an examination finds."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warning", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; ``exit_code`` is not 0 where it is a problem."""

    level: Level
    about: str
    text: str
    exit_code: int = 0
