"""Words of a concept as people write them: a list in one line."""

import re
from collections.abc import Iterable

from harvest.errors import UsageError
from harvest.newtopic import Field, Idea, distinct

MOST_WORDS = 60
"""Words of one concept; of more a registry calls the query too long."""
_LONGEST = 100  # characters of a word or phrase
_LONGEST_TITLE = 200
_QUOTES = re.compile(r"[\"“”«»]")
_OR = re.compile(r"\s+OR\s+")


def all_listed(texts: Iterable[str], where: str) -> tuple[str, ...]:
    """The words of several lines, as ``listed`` reads each."""
    return distinct(tuple(word for text in texts for word in listed(text, where)))


def listed(text: str, where: str) -> tuple[str, ...]:
    """The words of a line, separated by semicolons if it has any, else by commas; each once.

    Raises UsageError for what can't be a word, naming ``where`` it stands.
    """
    parts = re.split(
        "[;\n]" if ";" in text else "[,\n]", _OR.sub(";" if ";" in text else ",", text)
    )
    words = distinct(tuple(filter(None, (_clean(part, where) for part in parts))))
    if len(words) > MOST_WORDS:
        raise UsageError(f"{where}: {len(words)} words; give at most {MOST_WORDS}")
    return words


def _clean(part: str, where: str) -> str:
    word = " ".join(_QUOTES.sub(" ", part).split()).strip(" .")
    if any(character in "[]\\" for character in word) or not word.isprintable():
        raise UsageError(f"{where}: {word!r}: write plain words, without field tags or brackets")
    if len(word) > _LONGEST:
        raise UsageError(
            f"{where}: {word[:40]!r}… is {len(word)} characters long; separate the words by commas"
        )
    return word if re.search(r"\w", word) else ""


def titled(text: str, where: str) -> str:
    """A title as the configuration takes it. Raises UsageError."""
    title = " ".join(text.split())
    if not title.isprintable() or len(title) > _LONGEST_TITLE:
        raise UsageError(f"{where}: write one line of at most {_LONGEST_TITLE} characters")
    return title


def title_of(ideas: tuple[Idea, ...]) -> str:
    """A title made of the first word of each concept: "Semaglutide in obesity"."""
    first: dict[Field, str] = {
        idea.name: (idea.terms or idea.mesh)[0].rstrip("*") for idea in ideas
    }
    title = " in ".join(first[name] for name in ("therapy", "condition") if name in first)
    return title[:1].upper() + title[1:]
