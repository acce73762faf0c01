"""What MeSH offers for plain words: the headings that bear them, with their synonyms."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from harvest.sources.mesh.asking import ask, described, looked_up, names_query
from harvest.sources.mesh.names import MOST_NAMES
from harvest.sources.mesh.reading import ACTIVE, UI, Descriptor, local, places, plain_name
from harvest.web import Door

Field = Literal["condition", "therapy"]

_CONDITIONS = re.compile(r"C|F03")  # diseases; mental disorders
_THERAPIES = re.compile(r"D|E02|E04|A11")  # chemicals and drugs; therapeutics; surgery; cells
_JOINING = frozenset({"and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A descriptor: number, name, the other terms for it, its places in the tree."""

    ui: str
    name: str
    synonyms: tuple[str, ...]
    trees: tuple[str, ...]

    @property
    def field(self) -> Field | None:
        """What it names: a condition, a therapy; None for anything else, by where it stands."""
        if any(map(_CONDITIONS.match, self.trees)):
            return "condition"
        return "therapy" if any(map(_THERAPIES.match, self.trees)) else None

    @property
    def depth(self) -> int:
        """How far below the top of the tree it stands: 1 for "Neoplasms"."""
        return max((tree.count(".") + 1 for tree in self.trees), default=0)


def headings(
    door: Door, words: Iterable[str], *, forgiving: bool = True
) -> dict[str, tuple[Heading, ...]]:
    """The headings that bear each word, as their name or a synonym.

    ``forgiving`` asks for other spellings as well: four of a word, else that of MeSH's names. One
    request for some forty spellings, one more for what was found. Raises what the door raises.
    """
    meant: dict[str, set[str]] = {}
    for word in words:
        for spelling in spellings(word) if forgiving else (_titled(word),):
            meant.setdefault(spelling, set()).add(word)
    asked = list(meant)
    found: dict[str, dict[str, None]] = {}
    for start in range(0, len(asked), MOST_NAMES):
        for row in ask(door, names_query(asked[start : start + MOST_NAMES]))[0]:
            if UI.fullmatch(ui := local(row.get("d", ""))):
                for word in meant.get(row["asked"], ()):
                    found.setdefault(word, {})[ui] = None
    known = described(door, sorted({ui for uis in found.values() for ui in uis}))[0]
    read = {ui: _heading(each) for ui, each in known.items() if _is_active(each)}
    return {
        word: kept
        for word, uis in found.items()
        if (kept := tuple(read[ui] for ui in uis if ui in read))
    }


def similar(door: Door, word: str, most: int) -> list[str]:
    """Names of headings that contain a word, the shortest first; raises what the door raises."""
    labels = looked_up(door, word, "contains")
    return sorted({each for each in labels if plain_name(each) == each}, key=lambda n: (len(n), n))[
        :most
    ]


def spellings(word: str) -> Iterator[str]:
    """A word as MeSH may spell it: as given, with capitals, in the singular and the plural."""
    titled = _titled(word)
    yield from dict.fromkeys((word, titled, titled.removesuffix("s"), f"{titled}s"))


def _titled(word: str) -> str:
    return " ".join(_capital(part) for part in word.split())


def _capital(part: str) -> str:
    if part in _JOINING:
        return part
    return "-".join(each[:1].upper() + each[1:] for each in part.split("-"))


def _heading(of: Descriptor) -> Heading:
    name = min(row["name"] for row in of.bindings if "name" in row)
    terms = dict.fromkeys(row["term"] for row in of.bindings if "term" in row)
    return Heading(
        of.ui, name, tuple(term for term in terms if term != name), tuple(sorted(places([of])))
    )


def _is_active(of: Descriptor) -> bool:
    return all(row["active"].casefold() in ACTIVE for row in of.bindings if "active" in row)
