"""One pass over a text tells where anything that is looked for in it may begin.

What is looked for (a vocabulary's terms, a cue) gives its beginnings: the letters that each of its
spellings begins with. Those of all are keys of one automaton, so a text is gone through once, for
all of them together, however many there are; only at the places found is anything tried. Whoever
looks for something that the text does not hold is told so at once.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from threading import Lock
from typing import NamedTuple
from weakref import WeakSet

import ahocorasick

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_MARKED = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_numbers = count()


def marked(text: str) -> str:
    """The text in small letters, whatever is neither an ASCII letter nor a digit as a blank."""
    if not text.isascii():
        text = _BEYOND_ASCII.sub(" ", text)
    return text.translate(_MARKED)


class Beginning(NamedTuple):
    """The first letters of something; ``whole`` if never after another ASCII letter or digit."""

    letters: str  # as ``marked`` writes them
    tag: int  # what begins so, for whoever asks
    whole: bool = True


class Beginnings:
    """Everything that somebody looks for."""

    def __init__(self, begin: Iterable[Beginning]) -> None:
        self.number = next(_numbers)
        self.keys: Mapping[str, Mapping[int, Sequence[int]]] = _keys(begin)
        _all.add(self)

    def places(self, text: str) -> Sequence[tuple[int, int]]:
        """(start, tag) of all that may begin there, in reading order."""
        return _scanned(text, _all.made or _all.make()).of(self.number)


def _keys(begin: Iterable[Beginning]) -> dict[str, dict[int, list[int]]]:
    """What the automaton looks for; with each key, how far back begins what, by its tags."""
    keys: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for each in sorted(set(begin)):
        key = f" {each.letters}" if each.whole else each.letters
        keys[key][len(each.letters)].append(each.tag)
    return {key: dict(tags) for key, tags in keys.items()}


class _Found:
    """What a pass found; the places of each who asks are put in order when asked for."""

    def __init__(self, found: Mapping[int, list[tuple[int, tuple[int, ...]]]]) -> None:
        self._found = found
        self._ordered: dict[int, tuple[tuple[int, int], ...]] = {}

    def of(self, number: int) -> Sequence[tuple[int, int]]:
        """In reading order."""
        if number not in self._found:
            return ()
        if number not in self._ordered:
            found = {(start, tag) for start, tags in self._found[number] for tag in tags}
            self._ordered[number] = tuple(sorted(found))
        return self._ordered[number]


class _Pass:
    """An automaton over the keys of all who look for something."""

    def __init__(self, everyone: Iterable[Beginnings]) -> None:
        entries: dict[str, list[tuple[int, int, tuple[int, ...]]]] = defaultdict(list)
        for each in everyone:
            for key, tags in each.keys.items():
                entries[key] += [(each.number, back, tuple(own)) for back, own in tags.items()]
        self._automaton = ahocorasick.Automaton()
        for key, values in entries.items():
            self._automaton.add_word(key, tuple(values))
        self._automaton.make_automaton()

    def over(self, text: str) -> _Found:
        found: defaultdict[int, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
        if not len(self._automaton):  # nobody looks for anything
            return _Found(found)
        for end, entries in self._automaton.iter(f" {marked(text)} "):
            for number, back, tags in entries:
                found[number].append((end - back, tags))
        return _Found(found)


class _All:
    """All that is looked for anywhere, and the pass made of it when it is next needed."""

    def __init__(self) -> None:
        self._living: WeakSet[Beginnings] = WeakSet()
        self._lock = Lock()
        self.made: _Pass | None = None

    def add(self, one: Beginnings) -> None:
        with self._lock:
            self._living.add(one)
            self.made = None

    def make(self) -> _Pass:
        with self._lock:
            self.made = made = _Pass(self._living)
        return made


_all = _All()


@lru_cache(maxsize=512)  # several ask of the same text, one after another
def _scanned(text: str, one: _Pass) -> _Found:
    return one.over(text)
