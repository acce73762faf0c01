"""The arguments of tools: described once, told as JSON schema, and read with clear errors.

An empty text is an argument that is not given; an unknown one is an error, as its effect would be
none without anybody knowing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from harvest import dates
from harvest.config.reader import nearest
from harvest.errors import UsageError
from harvest.text import allowed

Kind = Literal["text", "integer", "flag", "ids", "date", "object"]

LONGEST = 2_000
"""Characters of a text argument, where it does not say otherwise."""
MOST_IDS = 500
_FLAGS = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}
_SPLIT = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a tool."""

    name: str
    kind: Kind
    description: str
    choices: tuple[str, ...] = ()
    required: bool = False
    least: int = 0
    most: int = 1_000_000_000
    longest: int = LONGEST

    @property
    def schema(self) -> dict[str, Any]:
        """As JSON schema."""
        told: dict[str, Any] = {"description": self.description}
        if self.kind == "integer":
            told |= {"type": "integer", "minimum": self.least, "maximum": self.most}
        elif self.kind == "flag":
            told["type"] = "boolean"
        elif self.kind == "ids":
            told |= {"type": "array", "items": {"type": "string"}, "maxItems": MOST_IDS}
        elif self.kind == "object":
            told |= {"type": "object", "additionalProperties": {"type": ["string", "integer"]}}
        else:
            told |= {"type": "string", "maxLength": self.longest}
        return told | ({"enum": list(self.choices)} if self.choices else {})

    def read(self, value: object) -> Any:
        """The value; None where it is not given. Raises UsageError naming the argument."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        found = getattr(self, f"_{self.kind}")(value)
        if self.choices and found not in self.choices:
            guess = nearest(str(found), self.choices)
            hint = f"did you mean {guess}? " if guess else ""
            raise self._wrong(f"{hint}choose from {', '.join(self.choices)}")
        return found

    def _wrong(self, problem: str) -> UsageError:
        return UsageError(f"{self.name}: {problem}")

    def _text(self, value: object) -> str:
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self._wrong("is not a text")
        text = allowed(str(value)).strip()
        if len(text) > self.longest:
            raise self._wrong(f"is longer than {self.longest:,} characters; shorten it")
        return text

    def _integer(self, value: object) -> int:
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,12}", value.strip()):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._wrong("is not a whole number")
        if not self.least <= value <= self.most:
            raise self._wrong(f"must be from {self.least:,} to {self.most:,}")
        return value

    def _flag(self, value: object) -> bool:
        if isinstance(value, bool):
            return value
        found = _FLAGS.get(str(value).strip().lower()) if isinstance(value, str | int) else None
        if found is None:
            raise self._wrong("is neither true nor false")
        return found

    def _ids(self, value: object) -> tuple[str, ...]:
        given = _SPLIT.split(value) if isinstance(value, str) else value
        if not isinstance(given, Sequence):
            raise self._wrong("is not a list of numbers of records")
        texts = [self._text(each) for each in given if each not in (None, "")]
        if len(texts) > MOST_IDS:
            raise self._wrong(f"has more than {MOST_IDS} entries; ask in parts")
        return tuple(dict.fromkeys(text for text in texts if text)) or None  # type: ignore[return-value]

    def _date(self, value: object) -> str:
        text = self._text(value)
        if dates.parse(text) is None:
            raise self._wrong("is not a date; write 2026, 2026-11 or 2026-11-24")
        return text

    def _object(self, value: object) -> dict[str, str]:
        if not isinstance(value, Mapping):
            raise self._wrong('is not an object of names and values, as {"country": "China"}')
        return {
            self._text(name): self._text(each) for name, each in value.items() if each is not None
        }


def read(known: Sequence[Argument], given: object) -> dict[str, Any]:
    """Each argument by its name. Raises UsageError naming what is wrong."""
    if given is None:
        given = {}
    if not isinstance(given, Mapping):
        raise UsageError("arguments: is not an object")
    names = [each.name for each in known]
    for name in given:
        if name not in names:
            guess = nearest(str(name), names)
            cure = f"did you mean {guess}?" if guess else f"there are {', '.join(names) or 'none'}"
            raise UsageError(f"{allowed(str(name))[:60]}: unknown argument; {cure}")
    found = {each.name: each.read(given.get(each.name)) for each in known}
    for each in known:
        if each.required and found[each.name] is None:
            raise UsageError(
                f"{each.name}: is missing; {each.description[0].lower()}{each.description[1:]}"
            )
    return found


def schema(known: Sequence[Argument]) -> dict[str, Any]:
    """The arguments of a tool as JSON schema."""
    return {
        "type": "object",
        "properties": {each.name: each.schema for each in known},
        "required": [each.name for each in known if each.required],
        "additionalProperties": False,
    }
