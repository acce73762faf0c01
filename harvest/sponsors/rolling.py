"""From names and lines to sponsors: what each name is counted under, and why."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from harvest.errors import ConfigError
from harvest.judgements.files import SPONSORS, read_rows
from harvest.judgements.model import SponsorLine
from harvest.judgements.rows import sponsor
from harvest.paths import DB
from harvest.sponsors.spelling import differences, keys

_FILE = DB / "sponsors" / "aliases.csv"

Lines = Mapping[str, SponsorLine]
"""Lines by the name that each is about."""


@dataclass(frozen=True, slots=True)
class Rolled:
    """A name as registries write it: the sponsor that it is, by which rule, and the reason.

    ``rule`` is ``spelling``, ``curated``, ``judgement`` or, of a name that a judgement keeps by
    itself, ``apart``; empty for the name that its sponsor is called by.
    """

    name: str
    sponsor: str
    rule: str = ""
    reason: str = ""


@dataclass(slots=True)
class Sponsor:
    """An organisation: what it is called, the one that it belongs to, by which rule and why."""

    name: str
    parent: str = ""
    rule: str = ""
    reason: str = ""
    names: list[Rolled] = field(default_factory=list)


class _Node(NamedTuple):
    """A sponsor before it has a name: what its spellings share, or a name kept by itself."""

    key: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """A line, and whether a person of the topic wrote it."""

    line: SponsorLine
    own: bool

    @property
    def rule(self) -> str:
        return "judgement" if self.own else "curated"

    @property
    def reason(self) -> str:
        return " ".join(filter(None, (self.line.reason, self.line.who, self.line.when)))


@cache
def curated() -> Lines:
    """The lines that come with the program. Raises ConfigError naming file, line and column."""
    return dict(sponsor(row) for row in read_rows(_FILE, SPONSORS))


def check(own: Lines) -> None:
    """See that lines go together, those of the program among them. Raises ConfigError."""
    rolled_up(dict.fromkeys(own, 0), own, is_city=lambda _: False)


def rolled_up(
    names: Mapping[str, int],
    own: Lines,
    base: Lines | None = None,
    is_city: Callable[[str], bool] | None = None,
) -> list[Sponsor]:
    """The sponsors of ``names``, each with its number of trials, in the order of their names.

    ``own`` are the topic's lines, ``base`` those of the program. A sponsor that no name is of is
    there where others belong to it. Raises ConfigError where lines lead round in a circle.
    """
    work = _Work(names, own, curated() if base is None else base, is_city)
    return work.sponsors()


class _Work:
    def __init__(
        self,
        names: Mapping[str, int],
        own: Lines,
        base: Lines,
        is_city: Callable[[str], bool] | None,
    ) -> None:
        self._trials = names
        self._own, self._base = own, base
        lines = [*base.values(), *own.values()]
        called = [line.sponsor for line in lines if line.sponsor]
        self._keys = keys({*names, *own, *base, *called}, is_city)
        # A line is about every spelling of its name, and says what its sponsor is called.
        self._own_by_key = self._by_key(own)
        self._base_by_key = self._by_key(base)
        self._called = {self._keys[name]: name for name in called}

    def _by_key(self, lines: Lines) -> dict[str, SponsorLine]:
        return {self._keys[name]: line for name, line in lines.items() if line.relation != "apart"}

    def _said(self, name: str) -> _Said | None:
        """The line about a name: of the topic's before the program's, of itself before others."""
        key = self._keys[name]
        found = self._own.get(name) or self._own_by_key.get(key)
        if found is not None:
            return _Said(found, own=True)
        found = self._base.get(name) or self._base_by_key.get(key)
        return None if found is None else _Said(found, own=False)

    def _place(self, name: str) -> tuple[_Node, _Said | None]:
        """The sponsor of a name, and the line that makes it another spelling or keeps it apart."""
        because, passed = None, [name]
        while True:
            said = self._said(passed[-1])
            if said is None or said.line.relation == "member":
                return _Node(self._keys[passed[-1]]), because
            because = because or said
            if said.line.relation == "apart":
                return _Node(passed[-1], alone=True), because
            if self._keys[said.line.sponsor] == self._keys[passed[-1]]:
                return _Node(self._keys[passed[-1]]), because
            if said.line.sponsor in passed:
                raise _round(*passed)
            passed.append(said.line.sponsor)

    def sponsors(self) -> list[Sponsor]:
        places = {name: self._place(name) for name in self._trials}
        of: dict[_Node, list[str]] = {}
        for name in sorted(places, key=lambda name: (-self._trials[name], name)):
            of.setdefault(places[name][0], []).append(name)
        parents = self._parents(of)
        names = self._names(of, parents)
        found = []
        for node, name in names.items():
            made = Sponsor(name)
            if node in parents:
                parent, because = parents[node]
                made = Sponsor(name, names[parent], because.rule, because.reason)
            made.names = [self._rolled(each, name, places[each][1]) for each in of.get(node, ())]
            found.append(made)
        return sorted(found, key=lambda each: each.name)

    def _rolled(self, name: str, sponsor: str, because: _Said | None) -> Rolled:
        if because is not None and because.line.relation == "apart":
            return Rolled(name, sponsor, "apart", because.reason or "kept by itself")
        if name == sponsor:
            return Rolled(name, sponsor)
        if because is not None:
            return Rolled(name, sponsor, because.rule, because.reason)
        return Rolled(name, sponsor, "spelling", f"differs in {differences(name, sponsor)}")

    def _parents(self, of: Mapping[_Node, list[str]]) -> dict[_Node, tuple[_Node, _Said]]:
        """What each sponsor belongs to; those that only others belong to are followed, too."""
        parents: dict[_Node, tuple[_Node, _Said]] = {}
        due = [(node, self._called.get(node.key, names[0])) for node, names in of.items()]
        seen = set(of)
        while due:
            node, name = due.pop()
            said = None if node.alone else self._said(name)
            if said is None or said.line.relation != "member":
                continue
            parent, _ = self._place(said.line.sponsor)
            parents[node] = parent, said
            if parent not in seen:
                seen.add(parent)
                due.append((parent, parent.key if parent.alone else self._called[parent.key]))
        for node in parents:
            above = [node]
            while above[-1] in parents:
                step = parents[above[-1]][0]
                if step in above:
                    raise _round(*(self._called.get(each.key, each.key) for each in above))
                above.append(step)
        return parents

    def _names(
        self, of: Mapping[_Node, list[str]], parents: Mapping[_Node, tuple[_Node, _Said]]
    ) -> dict[_Node, str]:
        """What each sponsor is called: as a line has it, or as most of its trials write it."""
        found: dict[_Node, str] = {}
        taken: set[str] = set()
        nodes = dict.fromkeys([*of, *(parent for parent, _ in parents.values())])
        for node in sorted(nodes, key=lambda node: (not node.alone, node.key)):
            called = self._called.get(node.key, "")
            wanted = [node.key] if node.alone else [called, *of.get(node, ()), node.key]
            found[node] = next(each for each in wanted if each and each not in taken)
            taken.add(found[node])
        return found


def _round(*names: str) -> ConfigError:
    return ConfigError(
        f"{SPONSORS.name}: {' and '.join(names)}: the lines lead round in a circle, those of "
        f"{_FILE.name} among them; take one out, or write that a name is apart"
    )


def members(sponsors: Iterable[Sponsor]) -> dict[str, list[Sponsor]]:
    """Sponsor → those that belong to it, directly or through another."""
    every = {each.name: each for each in sponsors}
    found: dict[str, list[Sponsor]] = {}
    for each in every.values():
        above = each.parent
        while above:
            found.setdefault(above, []).append(each)
            above = every[above].parent
    return found
