"""No word of a topic is in templates or code, but in packs and in the rules that belong to them.

Relies on nothing beside the program.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from harvest.packs.folders import shipped
from harvest.packs.reading import read
from harvest.paths import DB, PACKAGE, PACKS
from harvest.vocabularies import entries

TOPICS = ("cells", "liver", "lupus")
"""The packs of a disease or a kind of treatment; that of medicines serves any topic."""

PHRASES = ("stem cell", "stem-cell", "wharton")

OTHERWISE = {
    "cells": "of a table",
    "local": "of this machine",
    "portal": "of WHO",
    "function": "of a program",
    "tests": "of the program",
    "medium": "on which a journal appears",
    "incidence": "how often something occurs",
    "joint": "registered together",
    "class": "of Python",
    "index": "of a database",
    "damage": "to a file",
    "response": "of a server",
    "complete": "as it was announced",
    "disease": "of any kind",
    "assessment": "of anything",
    "global": "everywhere",
    "complement": "of a colour",
    "failure": "of a program",
    "itself": "of anything",
    "stage": "of a review",
    "organ": "transplanted ones, a word of WHO's form",
    "score": "of similarity",
}
"""Words of packs that mean something else here, and what."""

RULES = {
    "evidence/facets": "the readers that packs name",
    "evidence/reading/sentences.py": "which sentences tell of cells: a rule of the pack for cells",
    "evidence/reading/tiers.py": "the same, in tiers",
    "evidence/relevance.py": "rules in force where a concept is of the packs for cells or liver",
    "evidence/reading/vocabulary.py": "an example of an abbreviation that means two things",
    "evidence/studies/likeness": "kinds of patients by which registrations of one sponsor differ",
    "packs/folders.py": "the packs of a configuration that names none",
    "sources/mesh/asking.py": "a descriptor that MeSH has always had, to see whether it answers",
    "sources/euctr/children.py": "fields of the register's form",
    "standin": "made records of the sample's topic",
    "evaluation": "measured on gold sets of one topic",
}
"""Where words of a topic belong, and why."""


@cache
def topic_words() -> frozenset[str]:
    """The words with which the packs of topics name their values."""
    names: list[str] = []
    for [pack] in (read((PACKS / name,)) for name in TOPICS):
        for path in sorted(Path(pack.folder, "vocabularies").glob("*.csv")):
            names += [entry.label for entry in entries(path)]
    anywhere = " ".join(path.read_text("utf-8") for path in (DB / "vocabularies").glob("*.csv"))
    general = set(re.findall(r"[a-z]{5,}", anywhere.lower()))
    return frozenset(re.findall(r"[a-z]{5,}", " ".join(names).lower())) - general


def code() -> list[Path]:
    """The program's own code, statements and templates."""
    found = [path for ending in ("py", "sql", "html") for path in PACKAGE.rglob(f"*.{ending}")]
    found += [path for path in DB.rglob("*.sql") if not path.is_relative_to(PACKS)]
    return [path for path in sorted(found) if not name(path).startswith(tuple(RULES))]


def name(path: Path) -> str:
    """Of a file in ``db/`` with that, of one in ``harvest/`` without."""
    inside = path.is_relative_to(PACKAGE)
    return path.relative_to(PACKAGE if inside else DB.parent).as_posix()


def spoken(text: str) -> set[str]:
    """The words of topics in a text that mean what they mean there."""
    told = set(re.findall(r"[a-z]{5,}", text.lower())) & topic_words()
    return (told - OTHERWISE.keys()) | {each for each in PHRASES if each in text.lower()}


def test_the_words_are_worked_out_from_the_packs() -> None:
    assert set(TOPICS) < set(shipped())
    assert topic_words() >= {"umbilical", "marrow", "cirrhosis", "hepatitis", "lupus", "liver"}
    assert spoken("Try umbilical cord OR Wharton's jelly") == {"umbilical", "wharton"}


@pytest.mark.parametrize("folder", sorted({name(path).split("/")[0] for path in code()}))
def test_code_and_templates_speak_of_no_topic(folder: str) -> None:
    found = {
        name(path): sorted(words)
        for path in code()
        if name(path).split("/")[0] == folder and (words := spoken(path.read_text("utf-8")))
    }
    assert found == {}, "say it without the topic, or put it into a pack"


def test_every_exception_is_needed() -> None:
    texts = {path: path.read_text("utf-8").lower() for path in code()}
    words = set().union(*(set(re.findall(r"[a-z]{5,}", text)) for text in texts.values()))
    assert OTHERWISE.keys() - (words & topic_words()) == set()
    for start in RULES:
        inside = [p for p in PACKAGE.rglob("*") if p.is_file() and name(p).startswith(start)]
        texts_inside = [
            p.read_text("utf-8") for p in inside if p.suffix in {".py", ".sql", ".html"}
        ]
        assert any(map(spoken, texts_inside)), start
