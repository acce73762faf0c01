"""What the stand-ins serve: a corpus, in one of its states (epochs).

A state holds records as the registry's own bytes: a study as one line of JSON, a citation as one
``PubmedArticle`` or ``PubmedBookArticle`` element, a descriptor as its facts.
"""

import json
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

import msgspec

T = TypeVar("T")
_decode = msgspec.json.Decoder().decode

Study = dict[str, Any]
"""One study as the registry's JSON has it; the shape is the registry's, so it is not typed here."""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A MeSH descriptor; ``concept_ui`` (M…) is the one that the scope note hangs on.

    One that is not ``active`` was withdrawn: the service keeps it, with a mark before its name.
    """

    ui: str
    name: str
    tree_numbers: tuple[str, ...] = ()
    entry_terms: tuple[str, ...] = ()
    scope_note: str | None = None
    active: bool = True

    @property
    def concept_ui(self) -> str:
        """The preferred concept's number: made from the descriptor's, which is enough here."""
        return "M" + self.ui[1:]


@dataclass(frozen=True, slots=True)
class State:
    """Everything that the registries hold at one moment.

    ``studies`` by NCT number, ``citations`` by PMID, ``descriptors`` by ui; ``aliases`` maps old
    NCT numbers to the ones that they were merged into; ``data_timestamp`` is the trial registry's
    data stamp, without zone, as it gives it; ``earlier`` holds versions of studies from before the
    first state, earliest first, which only the registry's history tells; ``registrations`` are the
    records of other registries of trials, by the name of the source and their number there.
    """

    studies: Mapping[str, bytes]
    citations: Mapping[str, bytes]
    descriptors: Mapping[str, Descriptor]
    data_timestamp: str
    aliases: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    registrations: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)

    @property
    def data_date(self) -> str:
        """The day of the data stamp."""
        return self.data_timestamp[:10]


class Corpus(Protocol):
    """A corpus in one or more states, numbered from 0."""

    @property
    def epochs(self) -> int:
        """How many states there are."""
        ...

    def state(self, epoch: int) -> State:
        """The state at an epoch; the last one for every number beyond it."""
        ...


@dataclass(frozen=True, slots=True)
class Fixed:
    """A corpus of given states."""

    states: tuple[State, ...]

    @property
    def epochs(self) -> int:
        """How many states there are."""
        return len(self.states)

    def state(self, epoch: int) -> State:
        """The state at an epoch; the last one for every number beyond it."""
        return self.states[min(epoch, len(self.states) - 1)]


def line(study: Study) -> bytes:
    """A study as the registry writes it: compact, on one line, nothing escaped needlessly."""
    text = json.dumps(study, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, which only an escape can say
        return json.dumps(study, separators=(",", ":")).encode()


def decoded(body: bytes) -> Study:
    """A study's JSON; of what is none, or no object, nothing can be searched."""
    try:
        study = _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        try:
            study = json.loads(body)  # allows half a surrogate pair, as the registry's engine does
        except (ValueError, RecursionError):
            study = None
    return study if isinstance(study, dict) else {}


def aliases_of(studies: Mapping[str, bytes]) -> dict[str, str]:
    """Old number → present number, from the studies' own ``nctIdAliases``."""
    found = {}
    for nct_id, body in studies.items():
        listed = re.search(rb'"nctIdAliases":\s*\[([^\]]*)\]', body)
        for alias in re.findall(rb"NCT\d{8}", listed[1]) if listed else ():
            found[alias.decode()] = nct_id
    return found


class PerEpoch(Generic[T]):
    """What is built from a state when it is first asked for; the last two states' are kept."""

    def __init__(self, build: Callable[[int], T]) -> None:
        self._build = build
        self._built: dict[int, T] = {}
        self._lock = threading.Lock()

    def __call__(self, epoch: int) -> T:
        """The thing for an epoch."""
        with self._lock:
            if epoch not in self._built:
                self._built = dict(list(self._built.items())[-1:])
                self._built[epoch] = self._build(epoch)
            return self._built[epoch]
