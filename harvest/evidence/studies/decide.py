"""What two registrations are to each other, decided from all that their numbers say.

A number proves a study only where it tells which: one that two registrations of the same registry
name is of one of them at most, so it joins neither, unless each of the two names the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from harvest.evidence.studies.numbers import MANY, Numbers
from harvest.evidence.studies.rules import Rule
from harvest.judgements.model import Kinship, StudyVerdict

Relation = Literal["same", "extension", "parent", "candidate"]
Pair = tuple[str, str]
"""Two registrations in the order of their spelling"""

MUTUAL = 10  # strength that it adds where each names the other
_SAYS = 3  # rivals that are named


@dataclass(frozen=True, slots=True)
class Statement:
    """What a rule found: a pair related by a number; ``says`` is the record that names it."""

    pair: Pair
    rule: Rule
    number: str
    says: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of a pair: the relation is what the second is to the first."""

    pair: Pair
    rule: str
    relation: Relation
    score: float
    evidence: str
    strength: int = 0
    verdict: Kinship | None = None

    @property
    def joins(self) -> bool:
        """Whether it makes the two one study."""
        return self.relation == "same" and self.verdict in {None, "same"}


def findings(
    statements: Iterable[Statement], numbers: Numbers, verdicts: Mapping[Pair, StudyVerdict]
) -> Iterator[Finding]:
    """What each rule says of each pair, verdicts applied; nothing where it proves nothing."""
    together: dict[tuple[Pair, str], list[Statement]] = defaultdict(list)
    for each in statements:
        together[each.pair, each.rule.name].append(each)
    for (pair, _), said in sorted(together.items(), key=lambda item: item[0]):
        found = _decided(pair, said, numbers)
        if found is not None:
            yield judged(found, verdicts.get(pair))
    for pair, given in sorted(verdicts.items()):
        if all(trial_id in numbers.core for trial_id in pair):
            yield by_verdict(pair, given)


def by_verdict(pair: Pair, given: StudyVerdict) -> Finding:
    """What a person said of a pair."""
    evidence = " ".join(filter(None, (given.word, given.who, given.when, given.note)))
    relation: Relation = "candidate" if given.word == "different" else given.word
    score = 0.0 if given.word == "different" else 1.0
    return Finding(pair, "verdict", relation, score, evidence, 10 * MUTUAL, given.word)


def judged(found: Finding, given: StudyVerdict | None) -> Finding:
    """The same in the light of a verdict: a person's word on what the two are counts."""
    if given is None:
        return found
    relation = found.relation if given.word == "different" else given.word
    return replace(found, relation=relation, verdict=given.word)


def _decided(pair: Pair, said: list[Statement], numbers: Numbers) -> Finding | None:
    one, two = pair
    rule = said[0].rule
    sayers = {each.says for each in said}
    mutual = len(sayers) > 1 and rule.relation == "same"
    evidence = "; ".join(dict.fromkeys(each.evidence for each in sorted(said, key=_order)))
    if mutual:
        evidence = f"each names the other: {evidence}"
    strength = rule.strength + MUTUAL * mutual
    found = Finding(pair, rule.name, "same", 1.0, evidence, strength)
    if rule.relation == "parent":
        return _goes_on(found, sayers)
    if numbers.core[one] == numbers.core[two]:
        return replace(found, strength=strength + MUTUAL)
    goes_on = [trial_id for trial_id in pair if numbers.core[trial_id] in numbers.extensions]
    if len(goes_on) == 1:
        told = f"{evidence}; by its title {goes_on[0]} goes on from another study"
        return replace(_goes_on(found, set(goes_on)), evidence=told)
    if numbers.registry[one] == numbers.registry[two]:
        return None  # numbers of one registry are several studies
    if mutual:
        return found
    return _told_apart(found, said, numbers)


def _order(said: Statement) -> tuple[str, str]:
    return said.says, said.evidence


def _goes_on(found: Finding, extensions: set[str]) -> Finding:
    """Of the pair, one goes on from the other; of two that both do, nobody knows which first."""
    relation: Relation = "parent" if found.pair[0] in extensions else "extension"
    return replace(found, relation=relation)


def _told_apart(found: Finding, said: list[Statement], numbers: Numbers) -> Finding | None:
    """The finding, as far as a number of it tells which two registrations are meant."""
    all_rivals = (sorted(_rivals(found.pair, each, numbers)) for each in said)
    rivals = min(all_rivals, key=lambda each: (len(each), each))
    if len(rivals) >= MANY:
        return None
    if not rivals:
        return found
    names = ", ".join(rivals[:_SAYS])
    evidence = f"{found.evidence}; does not say which is meant: as well {names}"
    score = round(1 / (1 + len(rivals)), 2)
    return replace(found, relation="candidate", score=score, evidence=evidence)


def _rivals(pair: Pair, said: Statement, numbers: Numbers) -> frozenset[str]:
    """Registrations of the registries of the two that the number, or who names it, may mean too."""
    found: set[str] = set()
    for trial_id, other in (pair, pair[::-1]):
        core, registry = numbers.core[trial_id], numbers.registry[trial_id]
        tied: frozenset[str] = frozenset()
        if core != said.number:  # whoever names a registration's own number means it
            tied = numbers.tied.get(said.number, {}).get(registry, frozenset())
        named = numbers.names.get(numbers.core[other], {}).get(registry, frozenset())
        found |= tied | named
        # One that names several numbers of a registry does not say which of them is its own.
        for listed in numbers.names.get(core, {}).values():
            found |= listed if said.number in listed else frozenset()
    own = {said.number, *(numbers.core[each] for each in pair)}
    return frozenset(found - own - numbers.extensions)


def grouped(findings: Iterable[Finding], numbers: Numbers) -> dict[str, str]:
    """The registrations that are of one study with others, and by which name their group goes.

    The strongest statements join first. Where those of one strength would put two registrations of
    one registry together, or two that a person told apart, none of them joins, nor does anything
    weaker. The result does not depend on the order of the findings.
    """
    every = list(findings)
    joining: dict[int, set[Pair]] = defaultdict(set)
    apart = {
        each.pair
        for each in every
        if each.verdict in {"different", "extension", "parent"} and each.rule == "verdict"
    }
    for each in every:
        if each.joins:
            joining[10 * MUTUAL if each.verdict else each.strength].add(each.pair)
    groups = _Groups(numbers, apart)
    for strength in sorted(joining, reverse=True):
        groups.join(joining[strength], whatever=strength == 10 * MUTUAL)
    return groups.of


def refused(found: Finding, group: Mapping[str, str]) -> Finding:
    """The finding as a candidate where the two it would join were not joined."""
    one, two = found.pair
    if not found.joins or (one in group and group[one] == group.get(two)):
        return found
    why = "joining them would put registrations together that are of different studies"
    return replace(found, relation="candidate", score=0.5, evidence=f"{found.evidence}; but {why}")


class _Groups:
    """Registrations by group; one that stands alone is in none."""

    def __init__(self, numbers: Numbers, apart: set[Pair]) -> None:
        self._numbers = numbers
        self._apart = apart
        self._members: dict[str, set[str]] = {}
        self._judged: set[Pair] = set()
        self._unclear: set[str] = set()
        self.of: dict[str, str] = {}

    def join(self, pairs: set[Pair], *, whatever: bool) -> None:
        """Join by these pairs, those left out that would put together what is apart."""
        new = {pair for pair in pairs if not (self.together(pair) or self._unclear & {*pair})}
        for part in self._parts(new):
            members = set(chain.from_iterable(self._group(each) for pair in part for each in pair))
            if whatever:
                self._judged |= {(a, b) for a in members for b in members if a < b}
            elif self._is_wrong(members):
                self._unclear |= members
                continue
            first = min(members)
            for each in members:
                self.of[each] = first
            self._members[first] = members

    def together(self, pair: Pair) -> bool:
        """Whether the two are in one group."""
        one, two = pair
        return one in self.of and self.of[one] == self.of.get(two)

    def _group(self, trial_id: str) -> set[str]:
        return self._members[self.of[trial_id]] if trial_id in self.of else {trial_id}

    def _parts(self, pairs: set[Pair]) -> list[set[Pair]]:
        """The pairs by what they would join."""
        parts: dict[str, set[Pair]] = {}
        root: dict[str, str] = {}

        def top(name: str) -> str:
            while root.setdefault(name, name) != name:
                root[name] = root[root[name]]
                name = root[name]
            return name

        heads = {each: self.of.get(each, each) for pair in pairs for each in pair}
        for one, two in sorted(pairs):
            first, second = sorted((top(heads[one]), top(heads[two])))
            root[second] = first
        for pair in pairs:
            parts.setdefault(top(heads[pair[0]]), set()).add(pair)
        return [part for _, part in sorted(parts.items())]

    def _is_wrong(self, members: set[str]) -> bool:
        if any(one in members and two in members for one, two in self._apart):
            return True
        cores: dict[str, dict[str, str]] = defaultdict(dict)
        for each in sorted(members):
            cores[self._numbers.registry[each]][self._numbers.core[each]] = each
        return any(
            (min(one, two), max(one, two)) not in self._judged
            for held in cores.values()
            for one in held.values()
            for two in held.values()
            if one != two
        )
