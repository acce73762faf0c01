"""The documents of the checkout, as their readers see them: links, headings, commands, files."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from harvest.docs import anchor
from harvest.paths import CHECKOUT

_PARSER = MarkdownIt("commonmark").enable("table")
_SCHEDULE = re.compile(r"(?:[\d*/,-]+ ){5}")
_NAMED = re.compile(r"^(?:harvest|make|python|\S*/bin/(?:harvest|python)) ")


@dataclass(frozen=True)
class Fence:
    """A fenced block: its language, the file that it is to be written to, if any, and its text."""

    language: str
    file: str
    text: str


def documents() -> list[Path]:
    """Every document that a reader may open first."""
    return sorted(
        path for where in ("", "docs/", "deploy/") for path in CHECKOUT.glob(f"{where}*.md")
    )


def name(page: Path) -> str:
    return page.relative_to(CHECKOUT).as_posix()


def _tokens(text: str) -> Iterator[Token]:
    for token in _PARSER.parse(text):
        yield token
        yield from token.children or ()


def links(text: str) -> list[str]:
    """Where the links and pictures of a document lead."""
    found = (token.attrs.get("href") or token.attrs.get("src") for token in _tokens(text))
    return [unquote(str(target)) for target in found if target]


@cache
def anchors(text: str) -> list[str]:
    """The names of a document's headings, in order."""
    tokens = _PARSER.parse(text)
    return [
        anchor(tokens[at + 1].content)
        for at, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


def fences(text: str) -> list[Fence]:
    """The fenced blocks; after the language may be the file that the block is to be written to."""
    blocks = [token for token in _PARSER.parse(text) if token.type == "fence"]
    heads = (block.info.partition(" ") for block in blocks)
    return [
        Fence(language, file.strip(), block.content)
        for (language, _, file), block in zip(heads, blocks, strict=True)
    ]


def prose(text: str) -> str:
    """What a document says, without its code."""
    return "\n".join(token.content for token in _tokens(text) if token.type == "text")


def lines(text: str) -> list[str]:
    """The command lines that a document has its readers enter."""
    found = []
    for block in fences(text):
        if block.language in ("sh", "crontab"):
            joined = block.text.replace("\\\n", " ").splitlines()
            found += [_SCHEDULE.sub("", line) for line in joined if line.strip()]
    return found


def in_passing(text: str) -> list[str]:
    """The commands that a document names within a sentence."""
    return [" ".join(span.split()) for span in spans(text) if _NAMED.match(span)]


def spans(text: str) -> list[str]:
    """What stands in a sentence as code."""
    return [token.content for token in _tokens(text) if token.type == "code_inline"]


def simple(line: str) -> list[list[str]]:
    """The commands of a line, split as a shell does, without comments and set variables."""
    parts: list[list[str]] = [[]]
    for word in shlex.split(line, comments=True):
        if word in ("&&", "|"):
            parts.append([])
        elif parts[-1] or not re.match(r"[A-Z_]+=", word):
            parts[-1].append(word)
    return [part for part in parts if part]
