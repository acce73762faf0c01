"""References made from PubMed's records as other databases would write them, and near-misses.

Each distortion is one that exports show; what a made reference is a copy of is known, so that who
recognises it can be judged.
"""

import gzip
import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from harvest.errors import RecordError
from harvest.records import Raw
from harvest.references.fields import pages_of
from harvest.references.held import reference
from harvest.references.model import Person, Reference
from harvest.sources.pubmed import SOURCE

_DAY = "2026-01-01T00:00:00Z"
SIZE = 1000
_OF_HELD, _OF_OTHERS = 600, 120
"""Copies of held papers; papers not held that come twice in the file. The rest are near-misses."""


Distortion = Callable[[Reference, random.Random], Reference]


class Made(NamedTuple):
    """A reference of the file; ``of`` is what it is a copy of, None for a publication of its own.

    ``how`` names what was done to it, for whoever looks at what went wrong.
    """

    reference: Reference
    of: str | None
    how: str


class File(NamedTuple):
    """Held papers by their PMIDs, and the references of a file."""

    held: dict[str, Reference]
    made: tuple[Made, ...]


def papers(folder: Path) -> dict[str, Reference]:
    """The papers of a folder of PubMed's files, each once; empty where there are none."""
    found: dict[str, Reference] = {}
    for path in sorted(folder.glob("*.xml.gz")):
        with gzip.open(path) as stream:
            for _, element in etree.iterparse(stream, tag="PubmedArticle", load_dtd=False):
                pmid = element.findtext("MedlineCitation/PMID") or ""
                raw = Raw("pubmed", "article", pmid, etree.tostring(element, with_tail=False), _DAY)
                element.clear()
                try:
                    rows = SOURCE.normalise(raw).tables
                except RecordError:
                    continue
                (article,) = rows["articles"]
                read = reference(article, rows.get("authors", ()), rows.get("article_types", ()))  # type: ignore[arg-type]  # the tables are by name
                if read.title and not read.title.startswith("[Not Available"):
                    found[pmid] = read
    return found


def made(all_papers: dict[str, Reference], seed: int) -> File:
    """A file of ``SIZE`` references, made by this seed."""
    hand = random.Random(seed)  # nothing secret
    telling = [pmid for pmid, each in sorted(all_papers.items()) if len(each.title.split()) > 5]
    hand.shuffle(telling)
    copied, twice = telling[:_OF_HELD], telling[_OF_HELD : _OF_HELD + _OF_OTHERS]
    near = telling[_OF_HELD + _OF_OTHERS : SIZE - _OF_OTHERS]
    found: list[Made] = []
    for pmid in copied:
        written, how = _distorted(all_papers[pmid], hand)
        found.append(Made(written, pmid, how))
    for pmid in twice:
        for _ in range(2):
            written, how = _distorted(all_papers[pmid], hand)
            found.append(Made(written, pmid, how))
    for place, pmid in enumerate(near):
        change = _NEAR[place % len(_NEAR)]
        changed = change(all_papers[pmid], hand)
        written, how = _distorted(changed, hand, _PLACED)
        found.append(Made(written, None, f"{change.__name__.strip('_')} of {pmid}; {how}"))
    hand.shuffle(found)
    gone = set(twice)
    held = {pmid: each for pmid, each in all_papers.items() if pmid not in gone}
    return File(held, tuple(found))


# --- as other databases write it ---


def _distorted(
    paper: Reference, hand: random.Random, ways: Sequence[Distortion] = ()
) -> tuple[Reference, str]:
    """The paper without its PMID, with one to four distortions."""
    bare = replace(paper, pmid=None, pmcid=None, types=(), issn=None)
    chosen = hand.sample(ways or _DISTORTIONS, hand.randint(1, 4))
    for each in chosen:
        bare = each(bare, hand)
    if not any(each is _no_doi for each in chosen) and hand.random() < 0.5:
        bare = _no_doi(bare, hand)
        chosen.append(_no_doi)
    return bare, ", ".join(each.__name__.strip("_") for each in chosen)


def _no_doi(paper: Reference, hand: random.Random) -> Reference:
    return replace(paper, doi=None)


def _initials(paper: Reference, hand: random.Random) -> Reference:
    cut = hand.random() < 0.5

    def short(person: Person) -> Person:
        letters = (person.initials or "")[: 1 if cut else None]
        return person._replace(fore=None, initials=letters or None)

    return replace(paper, people=tuple(map(short, paper.people)))


def _first_three(paper: Reference, hand: random.Random) -> Reference:
    return replace(paper, people=paper.people[:3])


def _short_journal(paper: Reference, hand: random.Random) -> Reference:
    short = paper.journal_abbrev or paper.journal
    if short and hand.random() < 0.5:
        short = " ".join(f"{w}." if len(w) > 2 and i else w for i, w in enumerate(short.split()))
    return replace(paper, journal=short, journal_abbrev=None)


def _long_journal(paper: Reference, hand: random.Random) -> Reference:
    bare = re.sub(r"\s*(?:\(.*?\)| : .*)$", "", paper.journal or "")
    return replace(paper, journal=bare or None, journal_abbrev=None)


def _no_diacritics(paper: Reference, hand: random.Random) -> Reference:
    way = hand.choice((_stripped, _two_letters, _lost))
    people = tuple(
        each._replace(last=each.last and way(each.last), fore=each.fore and way(each.fore))
        for each in paper.people
    )
    return replace(paper, people=people, title=way(paper.title))


def _stripped(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(each for each in parts if not unicodedata.combining(each))


def _two_letters(text: str) -> str:
    for one, two in zip("äöüÄÖÜß", ("ae", "oe", "ue", "Ae", "Oe", "Ue", "ss"), strict=True):
        text = text.replace(one, two)
    return _stripped(text)


def _lost(text: str) -> str:
    return text.encode("ascii", "ignore").decode()


def _other_pages(paper: Reference, hand: random.Random) -> Reference:
    first, dash, last = (paper.pages or "").partition("-")
    if not first:
        return paper
    whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    forms = [first, f"pp. {first}–{whole or first}", f"{first}-{whole}" if dash else first]
    if re.fullmatch(r"[eE]\d+", first):
        forms.append(first[1:])
    return replace(paper, pages=pages_of(hand.choice(forms)))


def _title_set(paper: Reference, hand: random.Random) -> Reference:
    title = paper.title.rstrip(".")
    way = hand.randrange(4)
    if way == 0:
        title = title.upper()
    elif way == 1:
        title = title.replace("-", " ").replace("–", "-").replace("’", "'")
    elif way == 2:
        title = title.title()
    else:
        title = title.replace(": ", " - ").replace("α", "alpha").replace("β", "beta")
    return replace(paper, title=title)


def _misprint(paper: Reference, hand: random.Random) -> Reference:
    long = [each for each in paper.title.split() if len(each) > 7 and each.isalpha()]
    if not long:
        return paper
    word = hand.choice(long)
    place = hand.randrange(2, len(word) - 2)
    return replace(paper, title=paper.title.replace(word, word[:place] + word[place + 1 :], 1))


def _no_subtitle(paper: Reference, hand: random.Random) -> Reference:
    head = paper.title.split(": ")[0]
    enough = len(head) >= 0.65 * len(paper.title) and len(head.split()) >= 6
    return replace(paper, title=head) if enough else paper


def _other_year(paper: Reference, hand: random.Random) -> Reference:
    year = paper.year and paper.year + hand.choice((-1, 1))
    return replace(paper, year=year, published=None)


def _no_issue(paper: Reference, hand: random.Random) -> Reference:
    return replace(paper, issue=None)


def _ahead_of_print(paper: Reference, hand: random.Random) -> Reference:
    return replace(paper, volume=None, issue=None, pages=None)


_DISTORTIONS: list[Distortion] = [
    _initials, _first_three, _short_journal, _long_journal, _no_diacritics, _no_doi, _other_pages,
    _title_set, _misprint, _no_subtitle, _other_year, _no_issue, _ahead_of_print,
]  # fmt: skip

_PLACED = [each for each in _DISTORTIONS if each is not _ahead_of_print]
"""Those that leave volume and pages: without them nobody could tell a near-miss of one journal."""


# --- what looks like it and is another publication ---


def _elsewhere(paper: Reference, hand: random.Random, **changed: object) -> Reference:
    place = {
        "doi": hand.choice((None, f"10.5555/made.{hand.randrange(10**6)}")),
        "pages": str(hand.randrange(1000, 9000)),
        "issue": str(hand.randrange(13, 40)),
    }
    return replace(paper, **{**place, **changed})  # type: ignore[arg-type]  # names of its fields


def _abstract_of_a_congress(paper: Reference, hand: random.Random) -> Reference:
    own = hand.random() < 0.5
    return _elsewhere(
        paper,
        hand,
        journal=paper.journal if own else "Annals of Congresses",
        journal_abbrev=paper.journal_abbrev if own else "Ann Congr",
        pages=f"S{hand.randrange(100, 900)}",
        issue="Suppl 1",
        volume=str(hand.randrange(500, 900)),
        year=paper.year and paper.year - hand.choice((0, 1)),
        people=paper.people[: max(1, len(paper.people) - 1)],
    )


def _erratum(paper: Reference, hand: random.Random) -> Reference:
    head = hand.choice(("Erratum: ", "Correction to: ", "Corrigendum to “", "Erratum to: "))
    return _elsewhere(paper, hand, title=f"{head}{paper.title}")


def _part_two(paper: Reference, hand: random.Random) -> Reference:
    tail = hand.choice((": part II", ". Part 2", " II", ", part two"))
    return _elsewhere(paper, hand, title=f"{paper.title.rstrip('.')}{tail}")


def _comment(paper: Reference, hand: random.Random) -> Reference:
    head = hand.choice(("Comment on: ", "Re: ", "Letter to the editor: ", "Commentary on "))
    people = (Person("Otherwise", "Olga", "O"),)
    return _elsewhere(paper, hand, title=f"{head}{paper.title}", people=people)


def _reply(paper: Reference, hand: random.Random) -> Reference:
    head = hand.choice(("Reply to: ", "Authors' reply: ", "Response to “"))
    return _elsewhere(paper, hand, title=f"{head}{paper.title}")


def _protocol(paper: Reference, hand: random.Random) -> Reference:
    tail = hand.choice((": study protocol", ": protocol for a randomised controlled trial",
                        ": rationale and design"))  # fmt: skip
    year = paper.year and paper.year - 1
    return _elsewhere(paper, hand, title=f"{paper.title.rstrip('.')}{tail}", year=year, volume="3")


def _another_year(paper: Reference, hand: random.Random) -> Reference:
    """The same series a few years on."""
    return _elsewhere(
        paper, hand, year=paper.year and paper.year - 4, volume=str(hand.randrange(90))
    )


_NEAR: list[Distortion] = [
    _abstract_of_a_congress, _erratum, _part_two, _comment, _reply, _protocol, _another_year,
]  # fmt: skip
