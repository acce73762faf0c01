"""TOML that a person wrote: whatever is wrong with it is told in one line, with the place."""

import re
import tomllib

from harvest.errors import ConfigError

MAX_BYTES = 1 << 20
"""Largest file that is read: a longer one is some other file."""


def tables(data: bytes, name: str) -> dict[str, object]:
    """The tables of a file of that name.

    Raises ConfigError for what is no text, too large or no TOML.
    """
    if len(data) > MAX_BYTES:
        raise ConfigError(f"{name}: larger than 1 MiB; is this the right file?")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ConfigError(f"{name}: saved as UTF-16; save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")  # a byte order mark does no harm
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{name}: line {line} is not UTF-8 text; save it as UTF-8") from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: {_syntax(str(error), text)}") from None
    except RecursionError:
        raise ConfigError(f"{name}: nested too deeply to be read; simplify it") from None
    except ValueError:  # e.g. a whole number of thousands of digits
        raise ConfigError(f"{name}: contains a number that can't be read; shorten it") from None


def _syntax(message: str, text: str) -> str:
    """The parser's message with the line first, where an editor's user needs it."""
    found = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    if found:
        what = message[: found.start()]
        return f"line {found[1]}, column {found[2]}: not valid TOML: {what}; correct that line"
    what = message.removesuffix(" (at end of document)")
    return f"line {text.count(chr(10)) + 1} (the end): not valid TOML: {what}; complete it"
