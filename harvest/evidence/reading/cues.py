"""Cues: patterns that begin with letters or digits, searched for only where these stand.

A cue is written as a regular expression and used as a compiled one. The letters that it may begin
with are read from the expression, and found by the one pass over the text that finds the terms of
all vocabularies (:mod:`harvest.evidence.reading.places`).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from string import digits
from typing import NamedTuple

from harvest.evidence.reading.places import Beginning, Beginnings, marked

_MOST = 400  # beginnings of one cue; beyond, they are taken shorter
_ATOM = re.compile(
    r"(?P<around>\(\?<?[=!])|(?P<group>\((?:\?(?:P<\w+>|:|-?[a-z]+:))?)|"
    r"(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|\\(?P<escaped>.)|(?P<letter>[^)|])",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_TIMES = re.compile(r"(?:(?P<sign>[?*+])|\{(?P<least>\d*)(?:,(?P<most>\d*))?\})\??")


class _Begun(NamedTuple):
    """What has been read of a beginning; nothing can be added to one that is not ``open``."""

    letters: str = ""
    whole: bool = False
    open: bool = True


class _Expression:
    """A regular expression on its way to its beginnings."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def beginnings(self) -> set[Beginning]:
        """What may stand where a match begins. Raises ValueError where that may be anything."""
        found = self._branches()
        if self._at < len(self._text) or any(not each.letters.strip() for each in found):
            raise ValueError(f"begins with no letters: {self._text}")
        return {Beginning(each.letters, 0, each.whole and each.letters[0] != " ") for each in found}

    def _branches(self) -> set[_Begun]:
        found = self._branch()
        while self._text.startswith("|", self._at):
            self._at += 1
            found |= self._branch()
        return found

    def _branch(self) -> set[_Begun]:
        begun = {_Begun()}
        while (atom := _ATOM.match(self._text, self._at)) is not None:
            self._at = atom.end()
            if atom["letter"] in {"^", "$"}:
                continue
            if atom["around"]:
                self._inside()  # what stands around a place takes no letters
                continue
            if atom["escaped"] == "b":
                begun = {_bounded(each) for each in begun}
                continue
            added = self._inside() if atom["group"] else _letters(atom)
            times = _TIMES.match(self._text, self._at)
            if times is not None:
                self._at = times.end()
            begun = _followed(begun, added, times)
        return begun

    def _inside(self) -> set[_Begun]:
        """What stands in brackets; the closing one is passed."""
        found = self._branches()
        self._at += 1
        return found


def _bounded(begun: _Begun) -> _Begun:
    """At the edge of a word: before its first letter, or after its last."""
    if not begun.letters:
        return begun._replace(whole=begun.open)
    if begun.open and begun.letters[-1] != " ":
        return begun._replace(letters=f"{begun.letters} ", open=False)
    return begun


def _letters(atom: re.Match[str]) -> set[_Begun]:
    """One letter, or one of a few; where it may be any, the beginning ends before it."""
    if atom["set"]:
        letters = _members(atom["set"][1:-1])
    elif atom["escaped"]:
        letters = _escaped(atom["escaped"])
    else:
        letters = {*atom["letter"]} - {"."}
    return {_Begun(marked(letter)) for letter in letters} or {_Begun(open=False)}


def _escaped(letter: str) -> set[str]:
    """What a backslash and a letter mean, if that is one of a few letters or a blank."""
    if letter in "snt":
        return {" "}
    if letter == "d":
        return {*digits}
    return set() if letter.isalnum() else {letter}


def _members(inside: str) -> set[str]:
    """The letters of a set; none where these are many."""
    escapes = [_escaped(letter) for letter in _ESCAPE.findall(inside)]
    plain = _ESCAPE.sub("", inside)
    if inside.startswith("^") or "-" in _ESCAPE.sub(" ", inside)[1:-1] or not all(escapes):
        return set()
    return {*plain}.union(*escapes)


def _followed(begun: set[_Begun], added: set[_Begun], times: re.Match[str] | None) -> set[_Begun]:
    """What has begun with what follows it so many times."""
    sign = times["sign"] if times else ""
    optional = sign in {"?", "*"} or (times is not None and times["least"] in {"", "0"})
    once = times is None or sign == "?"
    together = {each for each in begun if not each.open or optional}
    for each in begun:
        if each.open:
            together |= {
                _Begun(
                    each.letters + more.letters,
                    each.whole or (more.whole and not each.letters),
                    more.open and once,
                )
                for more in added
            }
    if len(together) > _MOST:
        return {each._replace(open=False) for each in begun}
    return _without_longer(together)


def _without_longer(begun: set[_Begun]) -> set[_Begun]:
    """Those of which no shorter one is enough."""
    enough = {(each.letters, each.whole) for each in begun if not each.open}
    return {
        each
        for each in begun
        if not any(
            (each.letters[:length], whole) in enough and (length < len(each.letters) or each.open)
            for length in range(len(each.letters) + 1)
            for whole in {False, each.whole}
        )
    }


class Cue:
    """A pattern that begins with letters, used as ``re.Pattern`` is.

    Raises ValueError for a pattern that may begin with anything.
    """

    def __init__(self, pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> None:
        self.pattern = pattern
        self.flags = flags
        self._begin = Beginnings(_Expression(pattern).beginnings())

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """The first match, as ``re.Pattern.search``; a part of a text costs no pass of its own."""
        places = self._begin.places(text)
        if places:
            end = len(text) if endpos is None else endpos
            match = self._compiled.match
            for start, _ in places[bisect_left(places, (pos, 0)) :] if pos else places:
                if start >= end:
                    return None
                if found := match(text, start, end):
                    return found
        return None

    def finditer(
        self, text: str, pos: int = 0, endpos: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Every match, as ``re.Pattern.finditer``."""
        places = self._begin.places(text)
        if not places:
            return
        end = len(text) if endpos is None else endpos
        for start, _ in places[bisect_left(places, (pos, 0)) :]:
            if start >= end:
                return
            if start >= pos and (match := self._compiled.match(text, start, end)) is not None:
                yield match
                pos = match.end()

    def sub(self, put: str, text: str) -> str:
        """The text with ``put`` for each match, as ``re.Pattern.sub``."""
        return text if self.search(text) is None else self._compiled.sub(put, text)
