"""From a study's bytes to its struct: at full speed if it fits, field by field if it does not.

The fast way decodes into the structs and encodes the result again. If that is as long as what came,
then everything that came is in the struct: no unknown key, no key twice, nothing lost. Any doubt,
and any type or term that does not fit, sends the study the tolerant way, which says what is odd.
"""

import json
import re
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    NoReturn,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

import msgspec

from harvest.errors import RecordError
from harvest.records import Drift
from harvest.sources.clinicaltrials.reading.study_shapes import Study
from harvest.text import line

T = TypeVar("T", bound=msgspec.Struct)

MAX_NOTES = 100
"""Drift notes of one study; what is odd in a whole list is noted once."""

_decode = msgspec.json.Decoder(Study).decode
_encode = msgspec.json.Encoder().encode
_PRIVATE = frozenset({"email", "phone", "phoneExt"})


class Notes:
    """What is odd in one record, each path once."""

    def __init__(self) -> None:
        self._found: dict[str, Drift] = {}

    def add(self, path: str, example: object) -> None:
        """Note something; ``example`` is shown shortened, and never whole if it is a structure."""
        if path not in self._found and len(self._found) < MAX_NOTES:
            self._found[path] = Drift(path, _shown(path, example))

    @property
    def drift(self) -> tuple[Drift, ...]:
        """All notes, in the order found."""
        return tuple(self._found.values())


def read(body: bytes, record_id: str, notes: Notes) -> Study:
    """Decode a study; what does not fit is noted and, where it can't be kept, left out.

    Raises RecordError for what is not JSON object, or JSON that two readers would read differently.
    """
    try:
        study = _decode(body)
        if len(_encode(study)) == len(body):
            return study
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        pass
    fitted = _fit(body, Study, _Fitter(record_id, notes), "$")
    assert isinstance(fitted, Study)  # what fit() makes of an object
    return fitted


def read_part(part: bytes, shape: type[T], path: str, record_id: str, notes: Notes) -> T:
    """Decode a part that is also kept whole, so that its other keys are no loss and not noted."""
    try:
        return msgspec.json.decode(part, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        fitted = _fit(part, shape, _Fitter(record_id, notes, note_unknown=False), f"$.{path}")
        return fitted if isinstance(fitted, shape) else shape()


def one_layout(body: bytes, record_id: str) -> bytes:
    """The body without line breaks and indentation between its parts.

    The registry sends compact JSON, in which a line break can't occur: the usual body costs one
    look. Raises RecordError where it is not JSON.
    """
    if b"\n" not in body:
        return body
    try:
        return msgspec.json.format(body, indent=-1)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise RecordError(record_id, f"$: not JSON: {line(str(error), 100)}") from None


# --- the tolerant way ---


class _Odd(NamedTuple):
    """A value that no two JSON readers agree on; found on the walk, where its path is known."""

    reason: str


def _fit(body: bytes, shape: type[msgspec.Struct], fitter: "_Fitter", path: str) -> Any:
    try:
        tree = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_pairs,
            parse_int=_integer,
            parse_float=_number,
            parse_constant=lambda name: _Odd(f"{name} is not JSON"),
        )
        return fitter.fit(tree, shape, path)
    except UnicodeDecodeError as error:
        fitter.refuse(path, f"not UTF-8 at byte {error.start}")
    except json.JSONDecodeError as error:
        fitter.refuse(path, f"not JSON: {error.msg} at character {error.pos}")
    except RecursionError:
        fitter.refuse(path, "nested too deeply")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for key, value in pairs:
        members[key] = _Odd("the key occurs twice") if key in members else value
    return members


def _integer(digits: str) -> int | _Odd:
    if len(digits) > 20 or not -(2**63) <= int(digits) < 2**63:
        return _Odd(f"an integer of {len(digits.lstrip('-'))} digits, beyond 64 bits")
    return int(digits)


def _number(digits: str) -> float | _Odd:
    number = float(digits)
    return _Odd("a number too large") if number in (float("inf"), float("-inf")) else number


class _Field(NamedTuple):
    name: str
    wanted: Any


@cache
def _fields(shape: type[msgspec.Struct]) -> Mapping[str, _Field]:
    return {
        field.encode_name: _Field(field.name, field.type) for field in msgspec.structs.fields(shape)
    }


_UNFIT = object()
"""What can't be kept in a field."""


class _Fitter:
    """Puts a JSON tree into structs, one field after the other."""

    def __init__(self, record_id: str, notes: Notes, *, note_unknown: bool = True) -> None:
        self._record_id = record_id
        self._notes = notes
        self._note_unknown = note_unknown

    def refuse(self, path: str, reason: str) -> NoReturn:
        """Give the whole record up."""
        raise RecordError(self._record_id, f"{line(path, 200)}: {reason}")

    def fit(self, value: Any, wanted: Any, path: str) -> Any:
        """The value as the type wanted, or _UNFIT with a note."""
        self._check(value, path)
        if value is None and path != "$":
            if not self._note_unknown:  # the part is kept whole besides
                return self._unfit(path, value)
            # The registry leaves out what is absent: what stood here is lost, and must not replace
            # what is held.
            self.refuse(path, "null, where the registry sends a value or nothing")
        origin = get_origin(wanted)
        if origin is Annotated:
            wanted = get_args(wanted)[0]
        elif origin in (Union, types.UnionType):
            wanted = next(arg for arg in get_args(wanted) if arg is not type(None))
            return self.fit(value, wanted, path)
        elif origin is Literal:
            return self._term(value, get_args(wanted), path)
        elif origin is tuple:
            return self._items(value, get_args(wanted)[0], path)
        if wanted is msgspec.Raw:
            self._check_all(value, path)
            return msgspec.Raw(_encode(value))
        if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
            return self._struct(value, wanted, path)
        return self._scalar(value, wanted, path)

    def _struct(self, value: Any, shape: type[msgspec.Struct], path: str) -> Any:
        if not isinstance(value, dict):
            # Half a study must not replace a whole one: it waits in the quarantine.
            self.refuse(path, f"{_kind(value)} instead of an object")
        fields = _fields(shape)
        kept: dict[str, Any] = {}
        for key, member in value.items():
            where = f"{path}.{key}"
            field = fields.get(key)
            if field is None:
                self._check_all(member, where)
                if self._note_unknown:
                    self._notes.add(_plain(where), member)
                continue
            fitted = self.fit(member, field.wanted, where)
            if fitted is not _UNFIT:
                kept[field.name] = fitted
        return shape(**kept)

    def _items(self, value: Any, wanted: Any, path: str) -> Any:
        if not isinstance(value, list):
            self._notes.add(f"{_plain(path)}: not a list", value)
            value = [value]
        records = isinstance(wanted, type) and issubclass(wanted, msgspec.Struct)
        fitted = []
        for n, item in enumerate(value):
            where = f"{path}[{n}]"
            if records and item is not None and not isinstance(item, dict):
                self._check(item, where)
                self._unfit(where, item)
            elif (kept := self.fit(item, wanted, where)) is not _UNFIT:
                fitted.append(kept)
        return tuple(fitted)

    def _term(self, value: Any, known: tuple[str, ...], path: str) -> Any:
        if not isinstance(value, str):
            return self._unfit(path, value)
        if value not in known:
            self._notes.add(f"{_plain(path)} = {line(value, 60)}", value)
        return value

    def _scalar(self, value: Any, wanted: Any, path: str) -> Any:
        if type(value) is wanted or (wanted is float and type(value) is int):
            return value
        fitted = _converted(value, wanted)
        if fitted is None:
            return self._unfit(path, value)
        self._notes.add(f"{_plain(path)}: {_kind(value)}", value)
        return fitted

    def _unfit(self, path: str, value: Any) -> object:
        self._notes.add(f"{_plain(path)}: {_kind(value)}, not kept", value)
        return _UNFIT

    def _check(self, value: Any, path: str) -> None:
        """Refuse the record for a value that is not JSON, or no text."""
        if isinstance(value, _Odd):
            self.refuse(path, value.reason)
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode("utf-8")
            except UnicodeEncodeError:
                self.refuse(path, "half of a surrogate pair")

    def _check_all(self, value: Any, path: str) -> None:
        """Refuse it for such a value anywhere below a part that is kept, or left out, whole."""
        self._check(value, path)
        if isinstance(value, dict):
            for key, member in value.items():
                self._check_all(member, f"{path}.{key}")
        elif isinstance(value, list):
            for n, item in enumerate(value):
                self._check_all(item, f"{path}[{n}]")


def _to_int(value: Any) -> int | None:
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**63 else None
    return int(value) if re.fullmatch(r"[0-9]{1,18}", value) else None


def _to_float(value: str) -> float | None:
    return float(value) if re.fullmatch(r"-?[0-9]{1,9}(?:\.[0-9]{1,15})?", value) else None


_CONVERSIONS: Mapping[tuple[type, type], Callable[[Any], object]] = {
    (int, str): str,
    (float, str): str,
    (float, int): _to_int,
    (str, int): _to_int,
    (str, float): _to_float,
    (str, bool): {"true": True, "false": False}.get,
}


def _converted(value: Any, wanted: type) -> object:
    """The same value in the type wanted, where that is beyond doubt; else None."""
    convert = _CONVERSIONS.get((type(value), wanted))
    return convert(value) if convert else None


def _plain(path: str) -> str:
    """A path without the numbers of the items: ``$.a[3].b`` as ``a[].b``."""
    head, *rest = path.split("[")
    joined = "[".join((head, *(part[part.index("]") :] for part in rest)))
    return line(joined.removeprefix("$.").removeprefix("$"), 200)


def _kind(value: Any) -> str:
    """What a value is, in JSON's words."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int | float):
        return "a number"
    return "null" if value is None else "a text"


def _shown(path: str, value: object) -> str:
    """An example fit to be shown: short, and of a structure or a private field only its kind."""
    if isinstance(value, dict | list) or path.rpartition(".")[2].partition(":")[0] in _PRIVATE:
        return _kind(value)
    return line(str(value), 80)
