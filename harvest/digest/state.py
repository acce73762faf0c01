"""What was delivered, beside the list of what is watched: never told again."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from harvest.digest.compose import Digest
from harvest.digest.watch import Watch
from harvest.errors import ConfigError
from harvest.machine.crash_points import point


@dataclass(frozen=True, slots=True)
class State:
    """The last change delivered, the records in each watched query, and mass changes released."""

    last_change: int = 0
    query_rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    released: tuple[int, ...] = ()

    @classmethod
    def read(cls, watch: Watch) -> "State":
        """The state of a list; that of one never used is empty. Raises ConfigError if damaged."""
        path = _path(watch)
        try:
            return cls.of(path.read_text("utf-8"))
        except FileNotFoundError:
            return cls()
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ConfigError(
                f"{path}: is damaged; remove it to get everything reported again"
            ) from error

    @classmethod
    def of(cls, text: str) -> "State":
        """The state that a text holds; the counterpart of :attr:`text`.

        Raises what damaged text leads to: ValueError, KeyError, TypeError or AttributeError.
        """
        found = json.loads(text)
        rows = {slug: tuple(keys) for slug, keys in found["query_rows"].items()}
        return cls(int(found["last_change"]), rows, tuple(map(int, found["released"])))

    @property
    def text(self) -> str:
        """It as JSON."""
        return json.dumps(
            {
                "last_change": self.last_change,
                "query_rows": self.query_rows,
                "released": self.released,
            }
        )

    def after(self, digest: Digest) -> "State":
        """The state once ``digest`` is delivered."""
        last_change = max(self.last_change, digest.last_change)
        return State(last_change, digest.query_keys, digest.released)

    def write(self, watch: Watch) -> None:
        """Keep it, whole or not at all."""
        path = _path(watch)
        aside = path.with_name(path.name + ".next")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
        with os.fdopen(os.open(aside, flags, 0o600), "w", encoding="utf-8") as file:
            file.write(self.text)
            file.flush()
            os.fsync(file.fileno())
        point("digest state written")
        aside.replace(path)
        point("digest state replaced")


def _path(watch: Watch) -> Path:
    return watch.path.with_name(watch.path.name + ".sent.json")
