"""A record of the registry as its elements, and what its words mean."""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lxml import etree

from harvest.dates import parse
from harvest.errors import RecordError
from harvest.records import Drift
from harvest.text import clean, line
from harvest.vocabularies import own_words

WORDS = own_words(Path(__file__).with_name("words.toml"))

_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, huge_tree=True
)
_ASKED = "asked"
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T\S*)?")
_EXAMPLE = 200  # characters of a word that is not known


@dataclass(slots=True)
class Study:
    """The ``trial`` of one record, its sponsors and funders, and what was found odd in it."""

    trial: etree._Element
    whole: etree._Element
    asked_on: date | None
    drift: list[Drift] = field(default_factory=list)

    def text(self, path: str, within: etree._Element | None = None) -> str | None:
        """The text of the first element there; None where it is empty or says that it is."""
        return said(self.element(path, within))

    def element(self, path: str, within: etree._Element | None = None) -> etree._Element | None:
        """The first element of a path, whatever its namespace."""
        start = self.trial if within is None else within
        return start.find(_anywhere(path))

    def all(self, path: str, within: etree._Element | None = None) -> list[etree._Element]:
        """Every element of a path, in order."""
        start = self.trial if within is None else within
        return start.findall(_anywhere(path))

    def texts(self, path: str, within: etree._Element | None = None) -> list[str]:
        """The texts of all elements of a path that say something, each once."""
        return list(dict.fromkeys(filter(None, map(said, self.all(path, within)))))

    def code(self, vocabulary: str, word: str | None, path: str) -> str | None:
        """The code of a word; one that is not known stays as it is, and is noted."""
        if not word:
            return None
        found = WORDS.code(vocabulary, word)
        if found is None:
            self.note(path, word)
        return (found or None) if found is not None else line(word)

    def day(self, text: str | None, path: str) -> str | None:
        """The day of a moment as the registry writes it; None and a note for anything else."""
        if not text:
            return None
        found = _MOMENT.fullmatch(text.strip())
        if found is None or parse(found[1]) is None:
            self.note(f"{path}: no date", text)
            return None
        return found[1]

    def note(self, path: str, example: str) -> None:
        """Something that the program does not know yet."""
        self.drift.append(Drift(path, line(example, _EXAMPLE)))


def open_study(body: bytes) -> Study:
    """The elements of a record. Raises RecordError where there is none."""
    try:
        whole = etree.fromstring(body, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RecordError("", "is not XML") from error
    trial = whole.find("{*}trial")
    if etree.QName(whole).localname != "fullTrial" or trial is None:
        raise RecordError("", "is not a study of ISRCTN")
    before = whole.getprevious()
    asked = before.text if before is not None and before.tag is etree.PI else None
    try:
        asked_on = date.fromisoformat((asked or "").strip())
    except ValueError:
        asked_on = None
    return Study(trial, whole, asked_on)


def said(element: etree._Element | None) -> str | None:
    """What an element says, cleaned; None where it says nothing or that nothing is known."""
    if element is None:
        return None
    text = clean("".join(map(str, element.itertext()))).strip()
    return None if not text or WORDS.code("empty", text) is not None else text


def plain(element: etree._Element) -> str:
    """All that an element holds, attributes and elements in order, for comparison."""
    return etree.tostring(element, method="c14n").decode()


def _anywhere(path: str) -> str:
    return "/".join(f"{{*}}{name}" for name in path.split("/"))
